package io.cryptoscalp.engine.regime;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.testing.Properties;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Does a profile say what was agreed, and does a calm market stay what it is? */
class RegimeCalmTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Instrument BTC =
      Objects.requireNonNull(
          InstrumentCatalogue.builtIn().find(Venue.ofId("binance-usdm"), "BTCUSDT"));

  @ParameterizedTest
  @CsvSource({
    "NORMAL, 0, 1.0, 1.0, 0.020, 10",
    "VOLATILE, 1, 0.5, 1.5, 0.010, 5",
    "TRENDING, 2, 1.2, 0.8, 0.025, 12",
    "CRASH, 3, 0.2, 2.0, 0.005, 2",
    "BULL_RUN, 4, 1.5, 0.7, 0.030, 15",
    "RECOVERY, 5, 0.7, 1.3, 0.015, 6",
  })
  void profile(Regime regime, int code, double size, double stop, double risk, int positions) {
    assertThat(Regime.values()).hasSize(6);
    assertThat(regime.code()).isEqualTo(code);
    assertThat(Regime.ofCode(code)).isEqualTo(regime);
    assertThat(regime.positionMultiplier()).isEqualTo(size);
    assertThat(regime.stopMultiplier()).isEqualTo(stop);
    assertThat(regime.riskPerTrade()).isEqualTo(risk);
    assertThat(regime.maxPositions()).isEqualTo(positions);
  }

  private static Bar bar(String spec, long barNs, double price, int index) {
    long scaled = BTC.scalePrice(price);
    long open = index * barNs;
    return new Bar(
        BTC.id(), spec, open, open + barNs, scaled, scaled, scaled, scaled, 1, price, 1, 1, index);
  }

  @Test
  void aCalmMonthHasNoCrashAndFewChanges() {
    // A geometric walk of 25 % a year has no regime to be found: what is found is chance.
    double step = 0.25 / Math.sqrt(365 * 1440);
    int minutes = 30 * 1440;
    Properties.forSeeds(
        5,
        (random, seed) -> {
          RegimeDetector detector = new RegimeDetector(BTC, RegimeOptions.minuteBars());
          double[] walk = Properties.walk(random, minutes, 30_000, step);
          int changes = 0;
          int normal = 0;
          for (int i = 0; i < minutes; i++) {
            RegimeChange change = detector.onBar(bar("time-1m", 60 * SECOND, walk[i], i));
            changes += change == null ? 0 : 1;
            normal += detector.regime() == Regime.NORMAL ? 1 : 0;
            assertThat(detector.regime()).isNotIn(Regime.CRASH, Regime.RECOVERY, Regime.BULL_RUN);
          }
          assertThat(normal).as("minutes in NORMAL").isGreaterThan(minutes * 9 / 10);
          assertThat(changes).as("changes in a month").isLessThan(4 * 30);
        });
  }

  /** Alternating returns: all volatility, no direction. */
  private static double[] swings(double[] sizes) {
    double[] prices = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      prices[i] = 30_000 * (1 + (i % 2 == 0 ? sizes[i] : -sizes[i]));
    }
    return prices;
  }

  private static Regime after(double burst) {
    double[] sizes = new double[2_160];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = 5e-5 * (i < 2_000 ? 1 : i < 2_060 ? burst : 1.9);
    }
    RegimeDetector detector = new RegimeDetector(BTC, RegimeOptions.defaults());
    double[] prices = swings(sizes);
    for (int i = 0; i < prices.length; i++) {
      detector.onBar(bar("time-1s", SECOND, prices[i], i));
    }
    return detector.regime();
  }

  @Test
  void whatIsNotEnoughToEnterIsEnoughToStay() {
    assertThat(after(1.9)).as("1.9 times the usual swing, out of calm").isEqualTo(Regime.NORMAL);
    assertThat(after(4)).as("the same after a burst").isEqualTo(Regime.VOLATILE);
  }
}
