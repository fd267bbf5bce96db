package io.cryptoscalp.models.selection;

import io.cryptoscalp.models.selection.Selection.Figures;
import io.cryptoscalp.models.selection.Selection.FoldRows;
import io.cryptoscalp.models.selection.Selection.Score;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A selection as one HTML page that needs nothing else. */
public final class SelectionReport {
  private static final int SHOWN = 40;
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
          + "color:#1b1f24;background:#fff}table{border-collapse:collapse}"
          + "td,th{padding:.15rem .7rem;text-align:right;border-bottom:1px solid #d0d7de}"
          + "td:first-child,th:first-child{text-align:left}svg{max-width:100%;height:auto}"
          + "svg text{font:11px system-ui,sans-serif;fill:#1b1f24}.bar,.dot{fill:#2c6fbb}"
          + ".marked{fill:#c0392b}.curve{fill:none;stroke:#2c6fbb}.error{stroke:#8fb4dc}"
          + ".level{stroke:#57606a;stroke-dasharray:4}.warning{color:#9a3412}";

  private final Selection selection;
  private final StringBuilder page = new StringBuilder();

  private SelectionReport(Selection selection) {
    this.selection = selection;
  }

  /** The page. */
  public static String html(Selection selection) {
    return new SelectionReport(selection).build();
  }

  private String build() {
    String setId = FeatureSetFile.of(selection).setId();
    page.append(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>Feature");
    page.append(" set ").append(setId).append("</title><style>").append(STYLE);
    page.append("</style></head><body>\n<h1>Feature set ").append(setId).append("</h1>\n");
    add(
        "<p>%d of %d features of %s, from %d labelled rows between %s and %s. Data %s.</p>\n",
        selection.selected().size(),
        selection.features().size(),
        Svg.escape(selection.parentSet()),
        selection.rows(),
        time(selection.fromNs()),
        time(selection.toNs()),
        Svg.escape(selection.dataHash()));
    for (String warning : selection.warnings()) {
      add("<p class=\"warning\">%s</p>\n", Svg.escape(warning));
    }
    figures();
    add("<h2>Accuracy against number of features</h2>\n");
    add("<p>Means over folds on rows that were not learnt from; bars are one standard error, the");
    add(" dashed line is the full set, red the size that was selected.</p>\n");
    page.append(
        Svg.curve(
            "Accuracy against number of features",
            selection.curve(),
            selection.full().accuracy(),
            selection.chosen().features()));
    importance();
    stability();
    add(
        "<h2>Correlation of the selected features</h2>\n<p>Spearman rank correlation: blue is positive, red negative, full colour 1.</p>\n");
    page.append(Svg.heat("Rank correlation", selection.selected(), selection.correlation()));
    folds();
    scores();
    return page.append("</body></html>\n").toString();
  }

  private void figures() {
    add("<h2>Loss against the full set</h2>\n<p>Judged by a random forest, and by logistic");
    add(
        " regression on standardised features (its full set is without copies): a set that a forest");
    add(" can use need not serve a linear model.</p>\n<table><tr><th>set</th><th>features</th>");
    add("<th>accuracy</th><th>AUC</th><th>log loss</th><th>of the base rate</th></tr>\n");
    row("full, forest", selection.full());
    row("selected, forest", selection.chosen());
    row("full, linear", selection.linearFull());
    row("selected, linear", selection.linearChosen());
    add(
        "</table>\n<p>Loss of accuracy: %.4f under the forest, %.4f under the linear model.</p>\n",
        selection.accuracyLoss(), selection.linearAccuracyLoss());
  }

  private void row(String name, Figures figures) {
    add(
        "<tr><td>%s</td><td>%d</td><td>%.4f &#177; %.4f</td><td>%.4f &#177; %.4f</td>"
            + "<td>%.5f</td><td>%.5f</td></tr>\n",
        name,
        figures.features(),
        figures.accuracy(),
        figures.accuracyError(),
        figures.auc(),
        figures.aucError(),
        figures.logLoss(),
        figures.baseLogLoss());
  }

  private void importance() {
    add("<h2>Forest importance</h2>\n<p>Share of the gain of all splits, full set.</p>\n");
    bars("Forest importance", Score::importance);
    add("<h2>Mutual information</h2>\n<p>Nats, with the label.</p>\n");
    bars("Mutual information", Score::information);
  }

  private void stability() {
    add("<h2>Stability</h2>\n<p>Share of the folds that selected a feature. Measure over all");
    add(" features: %.4f (1: always the same, 0: by chance).</p>\n", selection.stability());
    bars("Selection frequency", Score::frequency);
  }

  private void bars(String title, ToDoubleFunction<Score> figure) {
    List<Score> sorted = new ArrayList<>(selection.features());
    sorted.sort(Comparator.comparingDouble(figure).reversed());
    List<Score> top = sorted.subList(0, Math.min(SHOWN, sorted.size()));
    List<String> ids = top.stream().map(Score::id).toList();
    page.append(Svg.bars(title, ids, top.stream().mapToDouble(figure).toArray()));
  }

  private void folds() {
    add("<h2>Folds</h2>\n<table><tr><th>test part</th><th>to</th><th>train</th><th>test</th>");
    add("<th>purged</th><th>embargoed</th></tr>\n");
    for (FoldRows fold : selection.folds()) {
      add(
          "<tr><td>%s</td><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td></tr>\n",
          time(fold.fromNs()),
          time(fold.toNs()),
          fold.train(),
          fold.test(),
          fold.purged(),
          fold.embargoed());
    }
    add("</table>\n");
  }

  private void scores() {
    add("<h2>All features</h2>\n<table><tr><th>feature</th><th>frequency</th><th>rank</th>");
    add("<th>importance</th><th>information</th><th>copy of</th></tr>\n");
    for (Score score : selection.features()) {
      add(
          "<tr><td>%s</td><td>%.2f</td><td>%s</td><td>%.4f</td><td>%.4f</td><td>%s</td></tr>\n",
          Svg.escape(score.id()),
          score.frequency(),
          Double.isNaN(score.rank()) ? "" : String.format(Locale.ROOT, "%.1f", score.rank()),
          score.importance(),
          score.information(),
          Svg.escape(score.copyOf()));
    }
    add("</table>\n");
  }

  private void add(String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values));
  }

  private static String time(long ns) {
    return Instant.ofEpochSecond(ns / 1_000_000_000L, ns % 1_000_000_000L).toString();
  }
}
