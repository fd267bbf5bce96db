package io.cryptoscalp.models.tearsheet;

import io.cryptoscalp.engine.performance.Drawdowns;
import io.cryptoscalp.engine.performance.ReturnSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times at which markets of crypto assets broke; dates are days in UTC, both included. */
final class Crises {
  private static final List<Crisis> KNOWN =
      List.of(
          crisis("End of the 2017 bubble", "2017-12-17", "2018-02-06"),
          crisis("Bitcoin Cash fork", "2018-11-14", "2018-12-15"),
          crisis("Covid crash", "2020-03-07", "2020-03-16"),
          crisis("May 2021", "2021-05-10", "2021-05-23"),
          crisis("Evergrande and China's ban", "2021-09-07", "2021-09-29"),
          crisis("Terra and Luna", "2022-05-05", "2022-05-14"),
          crisis("Celsius and Three Arrows", "2022-06-08", "2022-06-19"),
          crisis("FTX", "2022-11-05", "2022-11-14"),
          crisis("USDC leaves its peg", "2023-03-08", "2023-03-13"),
          crisis("Yen carry trades", "2024-07-29", "2024-08-07"),
          crisis("Liquidations of October 2025", "2025-10-10", "2025-10-12"));

  private Crises() {}

  /**
   * A crisis.
   *
   * @param name what it is called
   * @param from first day
   * @param to last day
   */
  record Crisis(String name, LocalDate from, LocalDate to) {}

  /**
   * A crisis that a run went through, wholly or in part.
   *
   * @param name what it is called
   * @param from first day
   * @param to last day
   * @param value compounded return in it
   * @param drawdown deepest drawdown in it, from the high since its first day
   * @param benchmark return of the benchmark; NaN without one
   */
  public record Passed(
      String name, String from, String to, double value, double drawdown, double benchmark) {}

  private static Crisis crisis(String name, String from, String to) {
    return new Crisis(name, LocalDate.parse(from), LocalDate.parse(to));
  }

  static List<Passed> passed(ReturnSeries series, double @Nullable [] benchmark) {
    List<Passed> passed = new ArrayList<>();
    for (Crisis crisis : KNOWN) {
      long begin = crisis.from().toEpochDay() * ReturnSeries.DAY_NS;
      long end = (crisis.to().toEpochDay() + 1) * ReturnSeries.DAY_NS;
      int from = first(series, begin);
      int to = first(series, end);
      if (to > from && from < series.size()) {
        ReturnSeries part = series.slice(from, to);
        double other =
            benchmark == null
                ? Double.NaN
                : new ReturnSeries(
                        part.endNs(),
                        Arrays.copyOfRange(benchmark, from, to),
                        part.periodsPerYear())
                    .total();
        passed.add(
            new Passed(
                crisis.name(),
                crisis.from().toString(),
                crisis.to().toString(),
                part.total(),
                Drawdowns.of(part.returns()).deepest(),
                other));
      }
    }
    return passed;
  }

  private static int first(ReturnSeries series, long timeNs) {
    int at = Arrays.binarySearch(series.endNs(), timeNs);
    return at < 0 ? -(at + 1) : at;
  }
}
