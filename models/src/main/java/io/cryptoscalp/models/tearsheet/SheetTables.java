package io.cryptoscalp.models.tearsheet;

import io.cryptoscalp.engine.performance.CalendarReturns;
import io.cryptoscalp.engine.performance.Drawdowns;
import io.cryptoscalp.engine.performance.TradeMetric;
import io.cryptoscalp.engine.validation.PathDistribution;
import io.cryptoscalp.models.validation.BootstrapReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The tables of a tear sheet that are more than a list of figures. */
final class SheetTables {
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private final SheetData data;
  private final StringBuilder page = new StringBuilder();

  SheetTables(SheetData data) {
    this.data = data;
  }

  private String taken() {
    String text = page.toString();
    page.setLength(0);
    return text;
  }

  /** Months by year, coloured by size. */
  String months() {
    page.append("<table><tr><th>year</th>");
    for (String month : MONTHS) {
      add("<th>%s</th>", month);
    }
    page.append("<th>year</th></tr>\n");
    double largest = 1e-9;
    for (CalendarReturns.Unit unit : data.calendar().months()) {
      largest = Math.max(largest, Math.abs(unit.value()));
    }
    for (CalendarReturns.Unit year : data.calendar().years()) {
      add("<tr><td>%d</td>", year.year());
      for (int month = 1; month <= MONTHS.length; month++) {
        month(year.year(), month, largest);
      }
      add("<td><b>%s</b></td></tr>\n", Format.percent(year.value()));
    }
    page.append("</table>\n");
    return taken();
  }

  private void month(int year, int month, double largest) {
    for (CalendarReturns.Unit unit : data.calendar().months()) {
      if (unit.year() == year && unit.month() == month) {
        add(
            "<td style=\"background:%s\">%.1f</td>",
            Format.heat(unit.value() / largest), 100 * unit.value());
        return;
      }
    }
    page.append("<td></td>");
  }

  /** Figures of groups of trades. */
  String group(String name, SortedMap<String, Map<TradeMetric, Double>> groups) {
    double largest = 1e-9;
    for (Map<TradeMetric, Double> figures : groups.values()) {
      largest = Math.max(largest, Math.abs(figures.getOrDefault(TradeMetric.NET_PROFIT, 0.0)));
    }
    add(
        "<table><tr><th>%s</th><th>trades</th><th>won</th><th>profit factor</th><th>mean</th>"
            + "<th>net</th><th></th></tr>\n",
        Format.escape(name));
    for (Map.Entry<String, Map<TradeMetric, Double>> group : groups.entrySet()) {
      add("<tr><td>%s</td>", Format.escape(group.getKey()));
      for (TradeMetric metric :
          List.of(
              TradeMetric.TRADES,
              TradeMetric.WIN_RATE,
              TradeMetric.PROFIT_FACTOR,
              TradeMetric.EXPECTANCY,
              TradeMetric.NET_PROFIT)) {
        double value = group.getValue().getOrDefault(metric, Double.NaN);
        add("<td>%s</td>", Format.figure(metric.unit(), value));
      }
      double net = group.getValue().getOrDefault(TradeMetric.NET_PROFIT, 0.0);
      add(
          "<td style=\"text-align:left\"><span class=\"bar\" style=\"width:%.0fpx;background:%s\">"
              + "</span></td></tr>\n",
          160 * Math.abs(net) / largest, net < 0 ? SheetCharts.BAD : SheetCharts.GOOD);
    }
    page.append("</table>\n");
    return taken();
  }

  /** What became of the run where markets broke. */
  String crises() {
    if (data.crises().isEmpty()) {
      page.append("<p class=\"note\">The run went through none of the known ones.</p>\n");
      return taken();
    }
    page.append(
        "<table><tr><th>crisis</th><th>from</th><th>to</th><th>return</th><th>drawdown</th>"
            + "<th>benchmark</th></tr>\n");
    for (Crises.Passed crisis : data.crises()) {
      add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
          Format.escape(crisis.name()),
          crisis.from(),
          crisis.to(),
          Format.percent(crisis.value()),
          Format.percent(crisis.drawdown()),
          Format.percent(crisis.benchmark()));
    }
    page.append("</table>\n");
    return taken();
  }

  /** The deepest drawdowns. */
  String drawdowns() {
    page.append(
        "<table><tr><th>depth</th><th>from</th><th>lowest</th><th>to</th><th>periods</th></tr>\n");
    long[] ends = data.series().endNs();
    data.drawdowns().all().stream()
        .sorted(Comparator.comparingDouble(Drawdowns.Drawdown::depth))
        .limit(5)
        .forEach(
            each ->
                add(
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%d</td></tr>\n",
                    Format.percent(each.depth()),
                    Format.time(ends[each.from()]),
                    Format.time(ends[each.valley()]),
                    each.recovered() ? Format.time(ends[each.to()]) : "not recovered",
                    each.length()));
    page.append("</table>\n");
    return taken();
  }

  /**
   * Resampled histories; empty text where there was too little to resample.
   *
   * @param bootstrap the strategy run anew on resampled candles; null without
   */
  String monteCarlo(@Nullable BootstrapReport bootstrap) {
    PathDistribution resampled = data.resampled();
    PathDistribution shuffled = data.shuffled();
    if (resampled == null && shuffled == null && bootstrap == null) {
      return "";
    }
    page.append("<table><tr><th>paths</th><th></th><th>worst 5 %</th><th>median</th>");
    page.append("<th>best 5 %</th><th>end with a loss</th></tr>\n");
    if (resampled != null) {
      paths("Returns resampled in blocks", resampled, true);
    }
    if (shuffled != null) {
      paths("Trades shuffled", shuffled, false);
    }
    if (bootstrap != null) {
      paths("Candles resampled, the strategy run anew", bootstrap.result().paths(), true);
    }
    page.append("</table>\n");
    return taken();
  }

  private void paths(String name, PathDistribution paths, boolean ends) {
    if (ends) {
      add(
          "<tr><td>%s, %,d</td><td>return</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
          name,
          paths.paths(),
          Format.percent(paths.finalAt(0.05) - 1),
          Format.percent(paths.finalAt(0.5) - 1),
          Format.percent(paths.finalAt(0.95) - 1),
          Format.percent(paths.lossProbability()));
    }
    add(
        "<tr><td>%s, %,d</td><td>drawdown</td><td>%s</td><td>%s</td><td>%s</td><td></td></tr>\n",
        name,
        paths.paths(),
        Format.percent(paths.drawdownAt(0.05)),
        Format.percent(paths.drawdownAt(0.5)),
        Format.percent(paths.drawdownAt(0.95)));
  }

  private void add(String format, Object... values) {
    page.append(Format.text(format, values));
  }
}
