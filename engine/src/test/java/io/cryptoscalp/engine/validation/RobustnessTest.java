package io.cryptoscalp.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.performance.Moments;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Are plateaus told from spikes, and does capital run out where the law says? */
class RobustnessTest {
  private static SensitivitySurface.Axis axis(String name, int size) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> i);
    return new SensitivitySurface.Axis(name, values);
  }

  @Test
  void aPlateauIsPreferredToASpike() {
    double[] values = new double[100];
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 10; j++) {
        double distance = (i - 6) * (i - 6) + (j - 3) * (j - 3);
        values[i * 10 + j] = 2 * Math.exp(-distance / 10);
      }
    }
    values[18] = 3; // row 1, column 8
    SensitivitySurface surface =
        new SensitivitySurface(List.of(axis("fast", 10), axis("slow", 10)), values);
    assertThat(surface.peak()).isEqualTo(18);
    assertThat(surface.score(18)).isLessThan(0.2);
    assertThat(surface.plateau()).isEqualTo(63);
    assertThat(surface.coordinates(63)).containsExactly(6, 3);
    assertThat(surface.score(63)).isGreaterThan(0.85);
  }

  @Test
  void failedTrialsCountAsNothing() {
    SensitivitySurface surface =
        new SensitivitySurface(List.of(axis("x", 4)), new double[] {Double.NaN, 2, 2, -1});
    assertThat(surface.peak()).isEqualTo(1);
    assertThat(surface.score(1)).isEqualTo(0.5);
    assertThat(surface.score(3)).isZero();
    assertThat(surface.score(0)).isZero();
    assertThatThrownBy(() -> new SensitivitySurface(List.of(axis("x", 4)), new double[] {1, 2, 3}))
        .hasMessageContaining("SURFACE_INVALID");
  }

  private static List<TradeOutcome> dailyTrades(int days, double notional) {
    List<TradeOutcome> trades = new ArrayList<>();
    for (int d = 0; d < days; d++) {
      long at = d * ReturnSeries.DAY_NS + 1000;
      trades.add(
          new TradeOutcome(
              "A", Side.BUY, at, at + 1, 1, 100, 100, notional, 0, 0, 0, 0, 0, "", ""));
    }
    return trades;
  }

  /**
   * One trade a day of all equity: a multiple k loses 2 Y s sqrt(Q / V) (sqrt(k) - 1) a day, so
   * half of the mean is gone at sqrt(k) = 1 + mean / 2 / (2 Y s sqrt(Q / V)).
   */
  @Test
  void halfIsLostWhereTheLawSays() {
    int days = 400;
    double[] returns = Luck.returns(new SplittableRandom(1), days, 0.003, 0.01);
    long[] ends = new long[days];
    Arrays.setAll(ends, d -> (d + 1) * ReturnSeries.DAY_NS - 1);
    ReturnSeries daily = new ReturnSeries(ends, returns, 365);
    Map<String, Capacity.Market> markets = Map.of("A", new Capacity.Market(1e8, 0.03));
    Capacity capacity = Capacity.of(daily, 10_000, dailyTrades(days, 10_000), markets, 1, 10_000);
    double unit = 2 * 0.03 * Math.sqrt(1e4 / 1e8);
    double expected = Math.pow(1 + Moments.of(returns).mean() / 2 / unit, 2);
    assertThat(capacity.capacity()).isCloseTo(expected, within(1e-6 * expected));
    assertThat(capacity.sharpes()[0]).isGreaterThan(capacity.sharpes()[25]);
    assertThat(Capacity.of(daily, 10_000, dailyTrades(days, 10_000), markets, 0, 10).capacity())
        .isInfinite();
    assertThatThrownBy(() -> Capacity.of(daily, 1e4, dailyTrades(days, 1e4), Map.of(), 1, 10))
        .hasMessageContaining("no market of instrument=A");
  }
}
