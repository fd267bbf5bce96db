package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;

/** The standard deviation of a day's return, from prices of any distance in time. */
final class DailyVolatility {
  private DailyVolatility() {}

  /** Root of the sum of squared moves over the days they took; 0 for fewer than two prices. */
  static double of(RunRecord.Curve closes) {
    double squares = 0;
    int last = closes.timeNs().length - 1;
    for (int i = 1; i <= last; i++) {
      double move = closes.value()[i] / closes.value()[i - 1] - 1;
      squares += move * move;
    }
    double days =
        last < 1 ? 0 : (closes.timeNs()[last] - closes.timeNs()[0]) / (double) ReturnSeries.DAY_NS;
    return days > 0 ? Math.sqrt(squares / days) : 0;
  }
}
