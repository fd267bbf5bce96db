package io.cryptoscalp.models.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a run as rows of text, for Markdown and for the page. */
public final class EvaluationTable {
  private static final double BPS = 1e4;

  private EvaluationTable() {}

  /** Column titles of the forecasts' figures. */
  static List<String> metricTitles() {
    return List.of(
        "contender", "log loss", "gain (se)", "Brier", "AUC (se)", "MCC", "ECE", "verdict");
  }

  /** Figures of the forecasts, one row a contender. */
  static List<List<String>> metrics(EvaluationRun run) {
    List<List<String>> rows = new ArrayList<>();
    for (Contender contender : run.contenders()) {
      ClassificationMetrics metrics = contender.metrics();
      rows.add(
          List.of(
              contender.id(),
              text("%.5f", metrics.basic().logLoss()),
              text("%+.5f (%.5f)", metrics.gain(), metrics.gainError()),
              text("%.5f", metrics.basic().brier()),
              text("%.4f (%.4f)", metrics.basic().auc(), metrics.aucError()),
              text("%.4f", metrics.mccAtBase()),
              text("%.4f", metrics.basic().calibrationError()),
              contender.verdict()));
    }
    return rows;
  }

  /** Column titles of what trading earned. */
  static List<String> tradingTitles() {
    return List.of(
        "contender",
        "trades",
        "long",
        "gross %",
        "net %",
        "net bps a trade (se)",
        "hit rate",
        "Sharpe (se)",
        "max drawdown %",
        "verdict");
  }

  /** What trading earned, one row a contender. */
  static List<List<String>> trading(EvaluationRun run) {
    List<List<String>> rows = new ArrayList<>();
    for (Contender contender : run.contenders()) {
      TradingFigures trading = contender.trading();
      boolean any = trading.trades() > 0;
      rows.add(
          List.of(
              contender.id(),
              Integer.toString(trading.trades()),
              Integer.toString(trading.longs()),
              text("%.2f", 100 * trading.gross()),
              text("%.2f", 100 * trading.net()),
              any
                  ? text("%.2f (%.2f)", BPS * trading.meanNet(), BPS * trading.meanNetError())
                  : "-",
              any ? text("%.3f", trading.hitRate()) : "-",
              any ? text("%.1f (%.1f)", trading.sharpe(), trading.sharpeError()) : "-",
              text("%.2f", 100 * trading.maxDrawdown()),
              contender.tradingVerdict()));
    }
    return rows;
  }

  /** One sentence on what was found. */
  public static String conclusion(EvaluationRun run) {
    List<String> skilled = new ArrayList<>();
    List<String> earning = new ArrayList<>();
    for (Contender contender : run.contenders()) {
      if (contender.kind() != Contender.Kind.BASELINE) {
        if (contender.metrics().hasSkill()) {
          skilled.add(contender.id());
        }
        if (contender.tradingVerdict().equals("PROFIT")) {
          earning.add(contender.id());
        }
      }
    }
    String skill =
        skilled.isEmpty()
            ? "No model ranks up above down better than chance by two standard errors with a log"
                + " loss below that of the base rate: there is no skill."
            : "Skill in the forecasts: " + String.join(", ", skilled) + ".";
    String profit =
        earning.isEmpty()
            ? " No model earned anything after costs that lies two standard errors above nothing."
            : " Earned after costs by two standard errors: " + String.join(", ", earning) + ".";
    return skill + profit;
  }

  /** Both tables and the conclusion as Markdown. */
  public static String markdown(EvaluationRun run) {
    StringBuilder page = new StringBuilder();
    page.append(conclusion(run)).append("\n\n");
    table(page, metricTitles(), metrics(run));
    page.append('\n');
    table(page, tradingTitles(), trading(run));
    run.failures()
        .forEach(
            (family, reason) ->
                page.append("\nNot trained: ")
                    .append(family)
                    .append(": ")
                    .append(reason)
                    .append('\n'));
    return page.toString();
  }

  static void table(StringBuilder page, List<String> titles, List<List<String>> rows) {
    page.append("| ").append(String.join(" | ", titles)).append(" |\n|");
    for (int i = 0; i < titles.size(); i++) {
      page.append(i == 0 ? "---|" : "---:|");
    }
    page.append('\n');
    for (List<String> row : rows) {
      page.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
