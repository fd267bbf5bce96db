package io.cryptoscalp.models.regime;

import java.util.List;
import java.util.Locale;

/** A model and what it says of a history, as one HTML page that needs nothing else. */
public final class RegimeReport {
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
          + "color:#1b1f24;background:#fff}table{border-collapse:collapse;margin:.5rem 0}"
          + "td,th{padding:.15rem .7rem;text-align:right;border-bottom:1px solid #d0d7de}"
          + "td:first-child,th:first-child{text-align:left}svg{max-width:100%;height:auto}"
          + "svg text{font:11px system-ui,sans-serif;fill:#1b1f24}"
          + ".price{fill:none;stroke:#1b1f24;stroke-width:1}.warning{color:#9a3412}"
          + ".legend span{display:inline-block;width:.9rem;height:.9rem;margin-left:.6rem;"
          + "vertical-align:-2px}.chosen{font-weight:bold}";
  private static final double HOUR_NS = 3.6e12;

  private final RegimeModelFile file;
  private final String version;
  private final RegimeSeries series;
  private final List<RegimeLabels> labels;
  private final List<RegimeTrades.Row> trades;
  private final StringBuilder page = new StringBuilder(1 << 16);

  private RegimeReport(
      RegimeModelFile file,
      String version,
      RegimeSeries series,
      List<RegimeLabels> labels,
      List<RegimeTrades.Row> trades) {
    this.file = file;
    this.version = version;
    this.series = series;
    this.labels = labels;
    this.trades = trades;
  }

  /**
   * The page.
   *
   * @param version of the model
   * @param series the history it is applied to
   * @param labels those of hindsight first, then those known at the time, at least these two
   * @param trades strategies' trades by label; empty when none are known
   */
  public static String html(
      RegimeModelFile file,
      String version,
      RegimeSeries series,
      List<RegimeLabels> labels,
      List<RegimeTrades.Row> trades) {
    return new RegimeReport(file, version, series, labels, trades).build();
  }

  private String build() {
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>");
    add("Regimes of %s</title><style>%s</style></head><body>\n", name(), STYLE);
    add("<h1>Regimes of %s</h1>\n<p>Model %s: ", name(), RegimeCharts.escape(version));
    add(
        "%d states on %s, fitted to %d observations from %s to %s. Shown on %d intervals to %s.",
        file.states().size(),
        file.observation().id(),
        file.training().observations(),
        RegimeModels.time(file.training().fromNs()),
        RegimeModels.time(file.training().toNs()),
        series.size(),
        RegimeModels.time(series.ends()[series.size() - 1]));
    add(" Data %s.</p>\n", series.dataHash());
    if (series.dataHash().equals(file.training().dataHash())) {
      add("<p class=\"warning\">This is the history it was fitted to: its states fit better than");
      add(" they will on what comes.</p>\n");
    }
    add("<h2>Price</h2>\n<p>Logarithmic; coloured by %s.", labels.get(0).title());
    add(" The strips below say the same as it was known at the time.</p>\n");
    page.append(RegimeCharts.price(series, labels));
    for (int i = 0; i < labels.size(); i++) {
      // The second has the names of the first.
      page.append(i == 1 ? "" : RegimeCharts.legend(labels.get(i)));
    }
    agreement();
    criteria();
    add("<h2>Transition matrix</h2>\n<p>From the row's state to the column's, an interval.</p>\n");
    page.append(
        RegimeCharts.matrix(
            file.states().stream().map(state -> state.name()).toList(), file.transition()));
    states();
    dwell();
    labels.forEach(this::profit);
    months();
    trades();
    return page.append("</body></html>\n").toString();
  }

  private String name() {
    return RegimeCharts.escape(file.name());
  }

  private void agreement() {
    double days = series.size() * (series.spec().intervalNs() / HOUR_NS) / 24;
    add("<h2>Changes</h2>\n<table><tr><th>who</th><th>changes a day</th></tr>\n");
    for (RegimeLabels label : labels) {
      add(
          "<tr><td>%s</td><td>%.2f</td></tr>\n",
          RegimeCharts.escape(label.title()), label.changes() / days);
    }
    add(
        "</table>\n<p>Live and hindsight name the same state in %.1f %% of the intervals.</p>\n",
        100 * labels.get(0).agreement(labels.get(1)));
  }

  private void criteria() {
    add("<h2>Number of states</h2>\n<p>Chosen by %s; ", file.training().criterion());
    add("the lowest is preferred.</p>\n<table><tr><th>states</th><th>log-likelihood</th>");
    add("<th>parameters</th><th>AIC</th><th>BIC</th><th>HQ</th><th>rarest state's rows</th></tr>");
    for (RegimeModelFile.Candidate tried : file.candidates()) {
      add(
          "<tr%s><td>%d</td><td>%.1f</td><td>%d</td><td>%.1f</td><td>%.1f</td><td>%.1f</td>"
              + "<td>%.0f%s</td></tr>\n",
          tried.states() == file.states().size() ? " class=\"chosen\"" : "",
          tried.states(),
          tried.logLikelihood(),
          tried.parameters(),
          tried.aic(),
          tried.bic(),
          tried.hq(),
          tried.rarestStateRows(),
          tried.converged() ? "" : " (not converged)");
    }
    add("</table>\n");
  }

  private void states() {
    double hours = file.observation().intervalNs() / HOUR_NS;
    add("<h2>States of the model</h2>\n<p>Drift is the mean return of a mean stay in deviations");
    add(" of that stay.</p>\n<table><tr><th>state</th><th>mean, bps</th><th>deviation, bps</th>");
    add("<th>of the whole's</th><th>drift</th><th>share</th><th>mean stay, h</th></tr>\n");
    file.states()
        .forEach(
            state ->
                add(
                    "<tr><td>%s</td><td>%.2f</td><td>%.1f</td><td>%.2f</td><td>%.2f</td>"
                        + "<td>%.3f</td><td>%.1f</td></tr>\n",
                    state.name(),
                    state.mean() * 1e4,
                    state.deviation() * 1e4,
                    state.relativeDeviation(),
                    state.drift(),
                    state.share(),
                    state.dwell() * hours));
    add("</table>\n");
  }

  private void dwell() {
    double hours = series.spec().intervalNs() / HOUR_NS;
    for (RegimeLabels label : labels) {
      add("<h2>Stays: %s</h2>\n", RegimeCharts.escape(label.title()));
      add("<table><tr><th>label</th><th>stays</th><th>share</th><th>mean, h</th>");
      add("<th>median, h</th><th>longest, h</th></tr>\n");
      for (int i = 0; i < label.names().size(); i++) {
        LabelStatistics row = LabelStatistics.of(series, label, i);
        add(
            "<tr><td>%s</td><td>%d</td><td>%.3f</td><td>%s</td><td>%s</td><td>%.1f</td></tr>\n",
            row.name(),
            row.runs(),
            row.share(),
            number("%.1f", row.meanRun() * hours),
            number("%.1f", row.medianRun() * hours),
            row.longestRun() * hours);
      }
      add("</table>\n");
    }
  }

  private void profit(RegimeLabels label) {
    add("<h2>Buy and hold: %s</h2>\n<p>", RegimeCharts.escape(label.title()));
    add(
        label.live()
            ? "Held in the interval after the one at whose end the label was known; no costs."
            : "The interval's own return: nobody could have had it.");
    add("</p>\n<table><tr><th>label</th><th>intervals held</th><th>log return</th>");
    add("<th>deviation, bps</th><th>rises</th><th>Sharpe, a year</th></tr>\n");
    for (int i = 0; i < label.names().size(); i++) {
      LabelStatistics row = LabelStatistics.of(series, label, i);
      add(
          "<tr><td>%s</td><td>%d</td><td>%+.3f</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
          row.name(),
          row.held(),
          row.logReturn(),
          number("%.1f", row.deviation() * 1e4),
          number("%.3f", row.hits()),
          number("%+.2f", row.sharpe()));
    }
    add("</table>\n");
  }

  private void months() {
    add("<h2>Months</h2>\n<p>The label that most of a month's intervals have.</p>\n<table><tr>");
    add("<th>month</th><th>in hindsight</th><th>share</th><th>as live</th><th>share</th>");
    add("<th>log return</th></tr>\n");
    List<RegimeMonths.Month> hindsight = RegimeMonths.of(series, labels.get(0));
    List<RegimeMonths.Month> live = RegimeMonths.of(series, labels.get(1));
    for (int i = 0; i < hindsight.size(); i++) {
      RegimeMonths.Month past = hindsight.get(i);
      add(
          "<tr><td>%s</td><td>%s</td><td>%.2f</td><td>%s</td><td>%.2f</td><td>%+.3f</td></tr>\n",
          past.month(),
          past.label(),
          past.share(),
          live.get(i).label(),
          live.get(i).share(),
          past.logReturn());
    }
    add("</table>\n");
  }

  private void trades() {
    if (trades.isEmpty()) {
      return;
    }
    add("<h2>Strategies' trades by state, as it was known</h2>\n<table><tr><th>strategy</th>");
    add("<th>state</th><th>trades</th><th>closing</th><th>won</th><th>profit after fees</th></tr>");
    for (RegimeTrades.Row row : trades) {
      add(
          "<tr><td>%s</td><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%+.2f</td></tr>\n",
          RegimeCharts.escape(row.strategy()),
          row.label(),
          row.trades(),
          row.closed(),
          row.won(),
          row.profit());
    }
    add("</table>\n");
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  private void add(String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values));
  }
}
