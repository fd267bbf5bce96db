package io.cryptoscalp.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TradingFiguresTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long DAY = 86_400_000_000_000L;

  /** Two instruments; labels last two minutes, decisions come every minute. */
  private static JudgedExamples examples(double... returns) {
    int size = 2 * returns.length;
    JudgedExamples examples =
        new JudgedExamples(
            new int[size],
            new long[size],
            new long[size],
            new String[size],
            new boolean[size],
            new double[size],
            new double[size],
            new double[size]);
    for (int i = 0; i < size; i++) {
      examples.instrument()[i] = i < returns.length ? "1" : "2";
      examples.timeNs()[i] = (i % returns.length) * MINUTE;
      examples.labelTimeNs()[i] = examples.timeNs()[i] + 2 * MINUTE;
      examples.forwardReturn()[i] = (i < returns.length ? 1 : -1) * returns[i % returns.length];
    }
    return examples;
  }

  @Test
  void positionsDoNotOverlapAndCostsAreTaken() {
    JudgedExamples examples = examples(0.01, 5, 0.02, 5, -0.03);
    // long throughout: of each instrument the first, third and fifth signal
    int[] longs = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    TradingFigures figures = TradingFigures.of(longs, examples, 0.001, DAY);
    assertThat(figures.trades()).isEqualTo(6);
    assertThat(figures.longs()).isEqualTo(6);
    assertThat(figures.gross()).isCloseTo(0, within(1e-12)); // the second mirrors the first
    assertThat(figures.net()).isCloseTo(-6 * 0.001 / 2, within(1e-12));
    // short of the second instead: both earn 1 %, 2 % and lose 3 %
    int[] both = {1, 1, 1, 1, 1, -1, -1, -1, -1, -1};
    figures = TradingFigures.of(both, examples, 0.001, DAY);
    assertThat(figures.gross()).isCloseTo(0, within(1e-12));
    assertThat(figures.longs()).isEqualTo(3);
    assertThat(figures.maxDrawdown()).isCloseTo(0.031, within(1e-12));
    assertThat(figures.hitRate()).isCloseTo(4 / 6.0, within(1e-12));
    assertThat(figures.curve().get(5).net()).isCloseTo(figures.net(), within(1e-12));
  }

  @Test
  void noSignalTradesNothing() {
    TradingFigures figures = TradingFigures.of(new int[4], examples(0.1, 0.1), 0.001, DAY);
    assertThat(figures.trades()).isEqualTo(0);
    assertThat(figures.net()).isEqualTo(0);
    assertThat(figures.sharpe()).isEqualTo(0);
  }

  @Test
  void theRuleIsChosenByWhatItEarnsAndNeverTradesALoser() {
    int size = 600;
    double[] returns = new double[size];
    double[] forecasts = new double[2 * size];
    for (int i = 0; i < size; i++) {
      returns[i] = (i % 10 == 0 ? 0.01 : -0.001);
      forecasts[i] = i % 10 == 0 ? 0.9 : 0.5;
      forecasts[size + i] = 0.5;
    }
    JudgedExamples examples = examples(returns);
    TradingRule rule = TradingRule.choose(forecasts, examples, 0.002);
    assertThat(rule.longFrom()).isGreaterThan(0.5).isLessThanOrEqualTo(0.9);
    // costs above every gain
    assertThat(TradingRule.choose(forecasts, examples, 0.05)).isEqualTo(TradingRule.NEVER);
  }
}
