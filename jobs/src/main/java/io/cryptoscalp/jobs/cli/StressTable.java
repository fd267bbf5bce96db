package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.validation.StressReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A stressed trial for a terminal. */
final class StressTable {
  private StressTable() {}

  /** A line a case, and what it comes to. */
  static void tell(Main main, StressReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (StressReport.Case each : report.cases()) {
      rows.add(
          List.of(
              each.id(),
              String.format(Locale.ROOT, "%.3f", 100 * each.totalReturn()),
              Double.isNaN(each.sharpe()) ? "-" : String.format(Locale.ROOT, "%.2f", each.sharpe()),
              String.format(Locale.ROOT, "%.2f", 100 * each.drawdown()),
              Long.toString(each.orders()),
              Long.toString(each.trades()),
              String.format(Locale.ROOT, "%.2f", each.fees()),
              judged(each.step())));
    }
    main.say("");
    Tables.lines(
            List.of("run anew under", "net %", "Sharpe", "fall %", "orders", "trades", "fees", ""),
            List.of(false, true, true, true, true, true, true, false),
            rows)
        .forEach(main::say);
    String code = report.code() == null ? "" : report.code() + ": ";
    main.say(code + report.text());
    main.emit(Json.object().set("stress", report.json()));
  }

  private static String judged(StressReport.Step step) {
    return switch (step) {
      case AS_RUN, FURTHER -> "";
      case MARKET -> "FREE_FILLS when it dies";
      case FIRST -> "FRAGILE when it dies";
    };
  }
}
