package io.cryptoscalp.models.tearsheet;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.performance.Metric;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeMetric;
import io.cryptoscalp.engine.validation.PathDistribution;
import io.cryptoscalp.models.promotion.Clearance;
import io.cryptoscalp.models.promotion.Gate;
import io.cryptoscalp.models.promotion.LedgerEntry;
import io.cryptoscalp.models.validation.BootstrapReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run on one HTML page that needs nothing else: no network, no script. */
public final class TearSheet {
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;"
          + "color:#1b1f24;background:#fff}table{border-collapse:collapse;font-size:13px;"
          + "margin:.4rem 0 1rem}td,th{padding:.15rem .6rem;text-align:right;border-bottom:1px solid"
          + " #d0d7de}td:first-child,th:first-child{text-align:left}svg{max-width:100%;height:auto;"
          + "display:block;margin:.4rem 0}svg text{font:11px system-ui,sans-serif;fill:#1b1f24}"
          + "svg .title{font-weight:600}.grid{stroke:#e6e9ec}.level{stroke:#57606a;"
          + "stroke-dasharray:4}.tiles{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0}"
          + ".tile{border:1px solid #d0d7de;border-radius:6px;padding:.4rem .8rem;min-width:7.4rem}"
          + ".tile b{display:block;font-size:1.15rem}.tile span{font-size:12px;color:#57606a}"
          + ".columns{display:flex;flex-wrap:wrap;gap:2rem;align-items:start}"
          + ".green{color:#1a7f37}.red{color:#b3202c}"
          + ".missing,.note{color:#57606a}.warning{color:#9a3412}.bar{display:inline-block;"
          + "height:9px;vertical-align:middle}.hash{font-family:ui-monospace,monospace;font-size:12px;"
          + "overflow-wrap:anywhere}.left td,.left th{text-align:left}";

  private final SheetData data;
  private final RunRecord run;
  private final SheetCharts charts;
  private final SheetTables tables;
  private final StringBuilder page = new StringBuilder();

  private TearSheet(SheetData data) {
    this.data = data;
    run = data.run();
    charts = new SheetCharts(data);
    tables = new SheetTables(data);
  }

  /**
   * The page.
   *
   * @param data what it shows
   * @param clearance gates of the strategy; null when nobody asked
   */
  public static String html(SheetData data, @Nullable Clearance clearance) {
    return html(data, clearance, null);
  }

  /**
   * The page.
   *
   * @param data what it shows
   * @param clearance gates of the strategy; null when nobody asked
   * @param validation file of a validation of this run; null without one
   */
  public static String html(
      SheetData data, @Nullable Clearance clearance, @Nullable JsonNode validation) {
    return new TearSheet(data).build(clearance, validation);
  }

  private String build(@Nullable Clearance clearance, @Nullable JsonNode validation) {
    head();
    tiles();
    page.append(charts.equity()).append(charts.drawdown());
    if (clearance != null) {
      gates(clearance);
    }
    if (validation != null) {
      heading("Validation");
      page.append(ValidationSection.html(validation));
    }
    heading("Months");
    page.append(tables.months());
    heading("Returns");
    page.append(charts.histogram()).append(charts.rollingSharpe());
    heading("Figures");
    figures();
    trades();
    heading("Crises");
    page.append(tables.crises());
    heading("Deepest drawdowns");
    page.append(tables.drawdowns());
    monteCarlo(validation);
    heading("Configuration");
    page.append("<table class=\"left\">");
    run.configuration()
        .forEach(
            (key, value) ->
                add("<tr><td>%s</td><td>%s</td></tr>\n", Format.escape(key), Format.escape(value)));
    page.append("</table>\n");
    return page.append("</body></html>\n").toString();
  }

  private void head() {
    String title = Format.escape(run.strategy());
    add(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>%s</title>",
        title);
    add("<meta name=\"viewport\" content=\"width=device-width\">");
    page.append("<style>").append(STYLE).append("</style></head><body>\n");
    add(
        "<h1>%s</h1>\n<p>%s %s, %s to %s UTC, %s of %,.2f %s. Figures are of %ss (%d of them) after"
            + " all costs.</p>\n",
        title,
        run.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        Format.escape(run.runId()),
        Format.time(run.fromNs()),
        Format.time(run.toNs()),
        "equity",
        run.startEquity(),
        Format.escape(run.currency()),
        data.period(),
        data.series().size());
    add("<p class=\"hash\">data %s</p>\n", Format.escape(run.dataHash()));
    if (data.series().size() < 60) {
      add(
          "<p class=\"warning\">%d %ss are too few to judge by: annual figures say little.</p>\n",
          data.series().size(), data.period());
    }
  }

  private void tiles() {
    page.append("<div class=\"tiles\">");
    for (Metric metric :
        List.of(
            Metric.TOTAL_RETURN,
            Metric.CAGR,
            Metric.SHARPE,
            Metric.SORTINO,
            Metric.CALMAR,
            Metric.MAX_DRAWDOWN,
            Metric.PROBABILISTIC_SHARPE)) {
      tile(metric.title(), metric.unit(), data.metrics().getOrDefault(metric, Double.NaN));
    }
    for (TradeMetric metric :
        List.of(TradeMetric.TRADES, TradeMetric.WIN_RATE, TradeMetric.PROFIT_FACTOR)) {
      tile(metric.title(), metric.unit(), data.tradeMetrics().getOrDefault(metric, Double.NaN));
    }
    page.append("</div>\n");
  }

  private void tile(String title, Metric.Unit unit, double value) {
    add(
        "<div class=\"tile\"><span>%s</span><b>%s</b></div>",
        Format.escape(title), Format.figure(unit, value));
  }

  private void gates(Clearance clearance) {
    heading("Gates");
    LedgerEntry.Check check = clearance.check();
    if (check == null) {
      add("<p>The gates of %s were never checked.</p>\n", Format.escape(clearance.strategy()));
      return;
    }
    add(
        "<p>%s, stage %s: %s.</p>\n",
        Format.escape(check.gates()),
        clearance.stage().text(),
        clearance.open().isEmpty()
            ? "nothing in the way"
            : clearance.open().size() + " in the way");
    page.append(
        "<table><tr><th>gate</th><th>verdict</th><th>figure</th><th>limit</th><th>run</th></tr>\n");
    for (Gate.Verdict verdict : check.verdicts()) {
      Gate gate = verdict.gate();
      LedgerEntry override = clearance.overrides().get(gate.id());
      String status = verdict.status().text();
      Double value = verdict.value();
      add(
          "<tr><td title=\"%s\">%s</td><td class=\"%s\">%s%s</td><td>%s</td><td>%s %s</td><td>%s</td></tr>\n",
          Format.escape(gate.figure()),
          Format.escape(gate.id()),
          status,
          status,
          override == null
              ? ""
              : Format.escape(", overridden by " + override.who() + ": " + override.why()),
          value == null ? "–" : Format.text("%.4g", value),
          Format.escape(gate.comparison().sign()),
          Format.text("%.4g", gate.limit()),
          Format.escape(verdict.runId()));
    }
    page.append("</table>\n");
  }

  private void figures() {
    page.append("<div class=\"columns\"><table><tr><th>returns</th><th>strategy</th>");
    boolean compared = !data.benchmarkMetrics().isEmpty();
    page.append(compared ? "<th>benchmark</th></tr>\n" : "</tr>\n");
    data.metrics()
        .forEach(
            (metric, value) -> {
              add(
                  "<tr><td>%s</td><td>%s</td>",
                  Format.escape(metric.title()), Format.figure(metric.unit(), value));
              if (compared) {
                double other = data.benchmarkMetrics().getOrDefault(metric, Double.NaN);
                add("<td>%s</td>", Format.figure(metric.unit(), other));
              }
              page.append("</tr>\n");
            });
    page.append("</table>");
    if (!run.trades().isEmpty()) {
      page.append("<table><tr><th>trades</th><th></th></tr>\n");
      data.tradeMetrics()
          .forEach(
              (metric, value) ->
                  add(
                      "<tr><td>%s</td><td>%s</td></tr>\n",
                      Format.escape(metric.title()), Format.figure(metric.unit(), value)));
      page.append("</table>");
    }
    page.append("</div>\n");
  }

  private void trades() {
    if (run.trades().isEmpty()) {
      return;
    }
    heading("Costs");
    Map<TradeMetric, Double> t = data.tradeMetrics();
    double fees = t.getOrDefault(TradeMetric.FEES, 0.0);
    double spread = t.getOrDefault(TradeMetric.SPREAD, 0.0);
    double slippage = t.getOrDefault(TradeMetric.SLIPPAGE, 0.0);
    double funding = t.getOrDefault(TradeMetric.FUNDING, 0.0);
    double gross = t.getOrDefault(TradeMetric.GROSS_PROFIT, 0.0);
    page.append("<table><tr><th></th><th>").append(Format.escape(run.currency()));
    page.append("</th></tr>\n");
    money("Profit before all costs", gross + spread + slippage);
    money("Spread", -spread);
    money("Slippage", -slippage);
    money("Fees", -fees);
    money("Funding", funding);
    money("Net profit", gross - fees + funding);
    page.append("</table>\n").append(charts.exposure()).append(charts.turnover());
    heading("Profit by group");
    data.groups().forEach((name, groups) -> page.append(tables.group(name, groups)));
    if (!run.prices().isEmpty()) {
      heading("Trades on the price");
      charts.prices().forEach(page::append);
    }
  }

  private void money(String title, double value) {
    add("<tr><td>%s</td><td>%,.2f</td></tr>\n", title, value);
  }

  private void monteCarlo(@Nullable JsonNode validation) {
    JsonNode anew = validation == null ? null : validation.get("bootstrap");
    BootstrapReport bootstrap = anew == null ? null : BootstrapReport.of(anew);
    String table = tables.monteCarlo(bootstrap);
    if (!table.isEmpty()) {
      heading("Monte Carlo");
      page.append(table);
    }
    if (bootstrap != null) {
      add(
          "<p>Candles: %s. %s</p>\n",
          Format.escape(bootstrap.text()), Format.escape(bootstrap.answer()));
      page.append(
          charts.fan(
              "Wealth of the strategy run anew on other histories", bootstrap.result().paths()));
    }
    PathDistribution resampled = data.resampled();
    if (resampled != null) {
      page.append(charts.fan("Wealth of resampled histories", resampled));
    }
  }

  private void heading(String text) {
    add("<h2>%s</h2>\n", Format.escape(text));
  }

  private void add(String format, Object... values) {
    page.append(Format.text(format, values));
  }
}
