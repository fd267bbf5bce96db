package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.validation.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a validation for a terminal. */
final class ValidationFigures {
  private static final String[][] SHOWN = {
    {"probabilistic-sharpe", "probability that the Sharpe ratio is above 0"},
    {"deflated-sharpe", "... and above the best of so many trials without skill"},
    {"overfitting", "probability of overfitting"},
    {"reality-check", "White's reality check, p"},
    {"spa", "Hansen's test, p"},
    {"cpcv.median-sharpe", "combinatorial paths, median annual Sharpe"},
    {"walk-forward.anchored.win-rate", "walk-forward anchored, windows won"},
    {"walk-forward.anchored.total-return", "walk-forward anchored, return"},
    {"walk-forward.rolling.win-rate", "walk-forward rolling, windows won"},
    {"walk-forward.rolling.total-return", "walk-forward rolling, return"},
    {"walk-forward.win-rate", "walk-forward on windows of its own, won"},
    {"walk-forward.total-return", "walk-forward on windows of its own, return"},
    {"minimum-track-record", "periods needed"},
    {"shuffled-trades.drawdown-5", "drawdown that 5 % of shuffled trades exceed"},
    {"resampled-returns.final-5", "wealth that 5 % of resampled returns end below"},
    {"stressed-execution.final-5", "... and 5 % under stressed execution"},
    {"timing-chance", "share of resampled candles on which the trades did as well"},
    {"bootstrap.loss-share", "run anew on resampled candles: share that lost"},
    {"bootstrap.beats-holding", "... and that ended above holding"},
    {"bootstrap.chance", "... and that did as well as history"},
    {"bootstrap.chance-over-holding", "... and that were as far above holding"},
    {"stress.market-return", "run anew at the venue, worst return"},
    {"stress.first-return", "run anew under first steps of stress, worst return"},
    {"stress.further-return", "... and under all further ones"},
    {"break-even-bps", "basis points a side that take all"},
    {"plateau", "neighbours' Sharpe by its own"},
    {"capacity", "equity at half the Sharpe"},
  };

  private ValidationFigures() {}

  /** Title and value of each figure that there is. */
  static List<List<String>> rows(Validation validation) {
    List<List<String>> rows = new ArrayList<>();
    for (String[] each : SHOWN) {
      double value = validation.figure(each[0]);
      if (!Double.isNaN(value)) {
        boolean large = Math.abs(value) >= 1_000;
        String text = String.format(Locale.ROOT, large ? "%,.0f" : "%.3f", value);
        rows.add(List.of(each[1], text));
      }
    }
    return rows;
  }
}
