package io.cryptoscalp.models.evaluation;

import io.cryptoscalp.models.explain.GlobalExplanation;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A run as one HTML page that needs nothing else. */
public final class EvaluationPage {
  private static final int ROC_POINTS = 120;
  private static final int FEATURES = 15;
  private static final double BILLION = 1e9;
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;"
          + "color:#1b1f24;background:#fff}table{border-collapse:collapse;font-size:13px}"
          + "td,th{padding:.15rem .6rem;text-align:right;border-bottom:1px solid #d0d7de}"
          + "td:first-child,th:first-child{text-align:left}svg{max-width:100%;height:auto}"
          + "svg text{font:11px system-ui,sans-serif;fill:#1b1f24}.grid{stroke:#e6e9ec}"
          + ".level{stroke:#57606a;stroke-dasharray:4}.warning{color:#9a3412}";

  private final StringBuilder page = new StringBuilder();

  private EvaluationPage() {}

  /**
   * The page.
   *
   * @param title what was judged
   * @param run of the families that answer with a direction; null when none was judged
   * @param global what the final models go by, by family
   * @param sections what else was judged
   */
  public static String html(
      String title,
      @Nullable EvaluationRun run,
      SortedMap<String, GlobalExplanation> global,
      List<ReportSection> sections) {
    EvaluationPage page = new EvaluationPage();
    page.head(title);
    if (run != null) {
      page.directions(run, global);
    }
    sections.forEach(page::section);
    return page.page.append("</body></html>\n").toString();
  }

  private void head(String title) {
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>")
        .append(Chart.escape(title))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(Chart.escape(title))
        .append("</h1>\n");
  }

  private void directions(EvaluationRun run, SortedMap<String, GlobalExplanation> global) {
    page.append("<p><strong>")
        .append(Chart.escape(EvaluationTable.conclusion(run)))
        .append("</strong></p>\n");
    add(
        "<p>%d held-out examples in %d folds; data %s. Standard errors are over %d stretches of"
            + " time, since neighbouring labels share prices.</p>\n",
        run.examples().size(),
        run.folds().size(),
        Chart.escape(run.dataHash()),
        run.contenders().get(0).metrics().clusters());
    run.failures()
        .forEach(
            (family, reason) ->
                add(
                    "<p class=\"warning\">Not trained: %s: %s</p>\n",
                    Chart.escape(family), Chart.escape(reason)));
    heading("Forecasts");
    table(EvaluationTable.metricTitles(), EvaluationTable.metrics(run));
    heading("Trading after fees, spread and slippage");
    add(
        "<p>One unit at a time of each instrument from the decision to the label's time; thresholds"
            + " were chosen on the validation part of each fold, baselines always trade.</p>\n");
    table(EvaluationTable.tradingTitles(), EvaluationTable.trading(run));
    page.append(profit(run));
    heading("Calibration");
    add("<p>Share of up against the mean forecast, by tenths of the examples.</p>\n");
    page.append(calibration(run));
    heading("ROC");
    page.append(roc(run));
    folds(run);
    global.forEach(this::global);
    heading("Settings");
    for (Map.Entry<String, String> option : run.options().entrySet()) {
      add("%s = %s<br>\n", Chart.escape(option.getKey()), Chart.escape(option.getValue()));
    }
  }

  private void section(ReportSection section) {
    heading(section.title());
    add("<p><strong>%s</strong></p>\n", Chart.escape(section.conclusion()));
    for (ReportSection.Table table : section.tables()) {
      add("<p>%s</p>\n", Chart.escape(table.caption()));
      table(table.titles(), table.rows());
    }
    section.charts().forEach(page::append);
  }

  private static String profit(EvaluationRun run) {
    Chart chart = new Chart("Cumulative earnings after costs", "days");
    long first = Arrays.stream(run.examples().timeNs()).min().orElse(0);
    for (Contender contender : run.contenders()) {
      List<TradingFigures.Point> curve = contender.trading().curve();
      double[] x = new double[curve.size()];
      double[] y = new double[curve.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = (curve.get(i).timeNs() - first) / (86_400 * BILLION);
        y[i] = curve.get(i).net();
      }
      chart.line(contender.id(), x, y);
    }
    return chart.svg();
  }

  private static String calibration(EvaluationRun run) {
    Chart chart = new Chart("Calibration", "mean forecast").withDiagonal().withDots();
    EvaluationPlots.calibration(chart, run);
    return chart.svg();
  }

  private static String roc(EvaluationRun run) {
    Chart chart = new Chart("ROC", "share of falls called up").withDiagonal();
    for (Contender contender : run.contenders()) {
      if (contender.kind() != Contender.Kind.BASELINE) {
        double[][] curve = roc(contender.forecasts(), run.examples().up());
        chart.line(contender.id(), curve[0], curve[1]);
      }
    }
    return chart.svg();
  }

  /** Shares of falls and of rises above a falling threshold. */
  static double[][] roc(double[] forecasts, boolean[] up) {
    Integer[] order = new Integer[up.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -forecasts[i]));
    double ups = 0;
    for (boolean label : up) {
      ups += label ? 1 : 0;
    }
    int points = Math.min(ROC_POINTS, up.length);
    double[][] curve = new double[2][points + 1];
    int at = 0;
    double right = 0;
    for (int p = 1; p <= points; p++) {
      int to = (int) ((long) up.length * p / points);
      for (; at < to; at++) {
        right += up[order[at]] ? 1 : 0;
      }
      curve[0][p] = (at - right) / Math.max(up.length - ups, 1);
      curve[1][p] = right / Math.max(ups, 1);
    }
    return curve;
  }

  private void folds(EvaluationRun run) {
    heading("Folds");
    page.append("<table><tr><th>fold</th><th>learnt from</th><th>validated on</th><th>judged");
    page.append("</th><th>left out</th><th>judged from</th><th>base rate</th></tr>\n");
    for (int i = 0; i < run.folds().size(); i++) {
      EvaluationRun.Fold fold = run.folds().get(i);
      add(
          "<tr><td>%d</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td><td>%s</td><td>%.4f</td></tr>\n",
          i + 1,
          fold.train(),
          fold.validation(),
          fold.test(),
          fold.left(),
          Instant.ofEpochSecond(Math.floorDiv(fold.testFromNs(), (long) BILLION)),
          fold.base());
    }
    page.append("</table>\n");
  }

  private void global(String family, GlobalExplanation global) {
    heading("What " + family + " goes by");
    add("<p>Mean absolute contribution to the log odds, %s.</p>\n", global.method());
    page.append("<table><tr><th>feature</th><th>log odds</th></tr>\n");
    List<GlobalExplanation.Importance> shown =
        global.importance().subList(0, Math.min(FEATURES, global.importance().size()));
    for (GlobalExplanation.Importance importance : shown) {
      add(
          "<tr><td>%s</td><td>%.5f</td></tr>\n",
          Chart.escape(importance.feature()), importance.meanAbsolute());
    }
    page.append("</table>\n");
    for (GlobalExplanation.Dependence dependence : global.dependence()) {
      page.append(
          new Chart("Partial dependence on " + dependence.feature(), dependence.feature())
              .withDots()
              .line("mean answer", dependence.values(), dependence.probability())
              .svg());
    }
  }

  private void heading(String text) {
    add("<h2>%s</h2>\n", Chart.escape(text));
  }

  private void table(List<String> titles, List<List<String>> rows) {
    page.append("<table><tr>");
    titles.forEach(title -> add("<th>%s</th>", Chart.escape(title)));
    page.append("</tr>\n");
    for (List<String> row : rows) {
      page.append("<tr>");
      row.forEach(cell -> add("<td>%s</td>", Chart.escape(cell)));
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private void add(String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values));
  }
}
