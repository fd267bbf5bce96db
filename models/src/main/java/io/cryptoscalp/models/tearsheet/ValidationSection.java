package io.cryptoscalp.models.tearsheet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a validation said, as part of a page; read from its file. */
final class ValidationSection {
  private static final Map<String, String> FIGURES = figures();

  private final JsonNode validation;
  private final StringBuilder page = new StringBuilder();

  private ValidationSection(JsonNode validation) {
    this.validation = validation;
  }

  private static Map<String, String> figures() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("trials", "Trials made");
    titles.put("sharpe", "Sharpe ratio, annual");
    titles.put("expected-best-sharpe", "Expected of the best without skill");
    titles.put("probabilistic-sharpe", "Probability above 0");
    titles.put("deflated-sharpe", "Probability above the best without skill");
    titles.put("periods", "Periods");
    titles.put("minimum-track-record", "Periods needed");
    titles.put("overfitting", "Probability of overfitting");
    titles.put("reality-check", "White's reality check, p");
    titles.put("spa", "Hansen's test, p");
    titles.put("cpcv.median-sharpe", "Combinatorial paths: median Sharpe ratio");
    titles.put("cpcv.loss-share", "Combinatorial paths: share that lost");
    titles.put("walk-forward.anchored.win-rate", "Walk-forward, anchored: windows won");
    titles.put("walk-forward.anchored.total-return", "Walk-forward, anchored: return");
    titles.put("walk-forward.rolling.win-rate", "Walk-forward, rolling: windows won");
    titles.put("walk-forward.rolling.total-return", "Walk-forward, rolling: return");
    titles.put("walk-forward.win-rate", "Walk-forward, own windows: won");
    titles.put("walk-forward.total-return", "Walk-forward, own windows: return");
    titles.put("bootstrap.loss-share", "Candles resampled, run anew: share that lost");
    titles.put("bootstrap.beats-holding", "Candles resampled, run anew: share above holding");
    titles.put("bootstrap.chance", "Candles resampled, run anew: share as good as history");
    titles.put("bootstrap.chance-over-holding", "... and as far above holding");
    titles.put("break-even-bps", "Break-even, basis points a side");
    titles.put("timing-chance", "Chance of the same trades on other markets");
    titles.put("plateau", "Neighbours' Sharpe ratio by its own");
    titles.put("capacity", "Equity at half the Sharpe ratio");
    return titles;
  }

  /** The section without its heading. */
  static String html(JsonNode validation) {
    return new ValidationSection(validation).build();
  }

  private String build() {
    boolean passed = validation.path("passed").asBoolean();
    add(
        "<p class=\"%s\">%s</p>\n<ul>",
        passed ? "green" : "red",
        passed
            ? "Nothing speaks against this result."
            : "This result is not to be believed as it stands.");
    for (JsonNode finding : validation.path("findings")) {
      boolean refuses = finding.path("refuses").asBoolean();
      add(
          "<li class=\"%s\">%s%s</li>\n",
          refuses ? "red" : "note",
          refuses ? "<b>" + Format.escape(finding.path("code").asText()) + "</b>: " : "",
          Format.escape(finding.path("text").asText()));
    }
    page.append("</ul>\n<div class=\"columns\"><table>\n");
    JsonNode figures = validation.path("figures");
    FIGURES.forEach(
        (key, title) -> {
          if (figures.has(key)) {
            add("<tr><td>%s</td><td>%s</td></tr>\n", title, number(figures.path(key)));
          }
        });
    page.append("</table>");
    stress();
    stressCases();
    page.append("</div>\n");
    surface();
    windows();
    return page.toString();
  }

  private void stress() {
    if (validation.path("stress").isEmpty()) {
      return;
    }
    page.append("<table><tr><th>slippage</th><th>latency</th><th>return</th>");
    page.append("<th>Sharpe</th></tr>\n");
    for (JsonNode outcome : validation.path("stress")) {
      add(
          "<tr><td>&times; %s</td><td>&times; %s</td><td>%s</td><td>%s</td></tr>\n",
          number(outcome.path("slippage")),
          number(outcome.path("latency")),
          percent(outcome.path("return")),
          number(outcome.path("sharpe")));
    }
    page.append("</table>");
  }

  private void stressCases() {
    if (validation.path("stressCases").isEmpty()) {
      return;
    }
    page.append("<table><tr><th>run anew under</th><th>return</th><th>Sharpe</th>");
    page.append("<th>orders</th><th>trades</th></tr>\n");
    for (JsonNode each : validation.path("stressCases")) {
      add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
          Format.escape(each.path("case").asText()),
          percent(each.path("return")),
          number(each.path("sharpe")),
          number(each.path("orders")),
          number(each.path("trades")));
    }
    page.append("</table>");
  }

  /** Of one or two parameters; more do not fit on a page. */
  private void surface() {
    JsonNode axes = validation.path("surface").path("axes");
    if (axes.isEmpty() || axes.size() > 2) {
      return;
    }
    boolean two = axes.size() == 2;
    JsonNode rows = axes.get(0).path("values");
    JsonNode columns = two ? axes.get(1).path("values") : null;
    int width = columns == null ? 1 : columns.size();
    add("<table><tr><th>Sharpe ratio by %s", Format.escape(axes.get(0).path("name").asText()));
    page.append(two ? " and " + Format.escape(axes.get(1).path("name").asText()) : "");
    page.append("</th>");
    for (int c = 0; columns != null && c < width; c++) {
      add("<th>%s</th>", number(columns.get(c)));
    }
    page.append(columns == null ? "<th></th></tr>\n" : "</tr>\n");
    JsonNode sharpes = validation.path("surface").path("sharpes");
    for (int r = 0; r < rows.size(); r++) {
      add("<tr><td>%s</td>", number(rows.get(r)));
      for (int c = 0; c < width; c++) {
        double value = sharpes.path(r * width + c).asDouble(Double.NaN);
        add("<td style=\"background:%s\">%s</td>", Format.heat(value / 3), number(value));
      }
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private void windows() {
    JsonNode anchored = validation.path("walkForward").path(0).path("windows");
    if (anchored.isEmpty()) {
      return;
    }
    page.append("<table><tr><th>walk-forward, test from</th><th>to</th><th>trial</th>");
    page.append("<th>train</th><th>test</th></tr>\n");
    for (JsonNode window : anchored) {
      add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
          Format.time(window.path("testFromNs").asLong()),
          Format.time(window.path("testToNs").asLong()),
          Format.escape(window.path("run").asText()),
          percent(window.path("train")),
          percent(window.path("test")));
    }
    page.append("</table>\n");
  }

  private static String number(JsonNode value) {
    return number(value.isNumber() ? value.asDouble() : Double.NaN);
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? "–"
        : Math.abs(value) >= 1_000 || value == Math.rint(value)
            ? Format.text("%,.0f", value)
            : Format.text("%.3g", value);
  }

  private static String percent(JsonNode value) {
    return value.isNumber() ? Format.text("%.2f %%", 100 * value.asDouble()) : "–";
  }

  private void add(String format, Object... values) {
    page.append(Format.text(format, values));
  }
}
