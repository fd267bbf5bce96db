package io.cryptoscalp.engine.regime.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Is the rank that among the market's own past, and does the level follow without flapping? */
class VolatilityClassifierTest {
  private static final GarchModel MODEL = new GarchModel(2e-8, 0.08, 0.9);
  private static final VolatilityOptions SMALL =
      new VolatilityOptions(20, 5, 100, 0.94, MODEL, 0.15, 0.25, 0.85, 0.75, 0.99, 0.95);

  @Test
  void rankAndLevelEqualAPassOverTheReturns() {
    Properties.forSeeds(
        4,
        (random, seed) -> {
          double[] returns = GarchTest.path(seed, MODEL, 2500);
          VolatilityClassifier classifier = new VolatilityClassifier(SMALL);
          List<Double> past = new ArrayList<>();
          VolatilityLevel level = VolatilityLevel.NORMAL;
          for (int i = 0; i < returns.length; i++) {
            boolean changed = classifier.update(returns[i]);
            if (i < 19) {
              assertThat(classifier.realised()).isNaN();
              continue;
            }
            double sum = 0;
            for (int age = 0; age < 20; age++) {
              sum += returns[i - age] * returns[i - age];
            }
            double realised = Math.sqrt(sum / 20);
            assertThat(classifier.realised()).isCloseTo(realised, within(1e-15));
            if (past.size() < 20) {
              assertThat(classifier.rank()).isNaN();
            } else {
              int from = Math.max(0, past.size() - 100);
              List<Double> window = past.subList(from, past.size());
              double below = window.stream().filter(value -> value < realised).count();
              assertThat(classifier.rank()).isCloseTo(below / window.size(), within(1e-12));
              VolatilityLevel next = next(level, below / window.size());
              assertThat(classifier.level()).isEqualTo(next);
              assertThat(changed).isEqualTo(next != level);
              level = next;
            }
            if ((i - 19) % 5 == 0) {
              past.add(realised);
            }
          }
        });
  }

  private static VolatilityLevel next(VolatilityLevel level, double rank) {
    if (rank >= 0.99 || (rank >= 0.95 && level == VolatilityLevel.EXTREME)) {
      return VolatilityLevel.EXTREME;
    }
    if (rank >= 0.85 || (rank >= 0.75 && level.code() >= VolatilityLevel.HIGH.code())) {
      return VolatilityLevel.HIGH;
    }
    boolean low = rank <= 0.15 || (rank <= 0.25 && level == VolatilityLevel.LOW);
    return low ? VolatilityLevel.LOW : VolatilityLevel.NORMAL;
  }

  @Test
  void aBurstIsExtremeAndForecastAtOnce() {
    Random random = new Random(2);
    VolatilityClassifier classifier = new VolatilityClassifier(SMALL);
    for (int i = 0; i < 800; i++) {
      classifier.update(0.001 * random.nextGaussian());
    }
    assertThat(classifier.ratio()).isBetween(0.6, 1.6);
    classifier.update(0.01);
    assertThat(classifier.level()).isEqualTo(VolatilityLevel.EXTREME);
    assertThat(classifier.forecastRank()).isEqualTo(1);
    assertThat(classifier.ewma()).isGreaterThan(0.0024);
    assertThat(classifier.garch()).isGreaterThan(classifier.ewma() / 2);
    for (int i = 0; i < 40; i++) {
      classifier.update(0.0002 * random.nextGaussian());
    }
    assertThat(classifier.level()).isEqualTo(VolatilityLevel.LOW);
    assertThat(classifier.forecast()).isEqualTo(classifier.garch());
  }

  @Test
  void hysteresisSparesChanges() {
    VolatilityOptions bare =
        new VolatilityOptions(20, 5, 100, 0.94, null, 0.2, 0.2, 0.8, 0.8, 0.97, 0.97);
    VolatilityClassifier without = new VolatilityClassifier(bare);
    VolatilityClassifier with = new VolatilityClassifier(SMALL);
    int changesWithout = 0;
    int changesWith = 0;
    for (double value : GarchTest.path(3, MODEL, 20_000)) {
      changesWithout += without.update(value) ? 1 : 0;
      changesWith += with.update(value) ? 1 : 0;
    }
    assertThat(changesWith).isPositive().isLessThan(changesWithout * 3 / 4);
  }

  @Test
  void aMarketThatStandsStillIsNormal() {
    VolatilityClassifier classifier = new VolatilityClassifier(SMALL.withGarch(null));
    for (int i = 0; i < 1000; i++) {
      assertThat(classifier.update(0)).isFalse();
    }
    assertThat(classifier.rank()).isEqualTo(0.5);
    assertThat(classifier.ratio()).isNaN();
    assertThat(classifier.garch()).isNaN();
    assertThat(classifier.forecast()).isZero();
    byte[] before = state(classifier);
    assertThat(classifier.update(Double.NaN)).isFalse();
    assertThat(classifier.update(Double.NEGATIVE_INFINITY)).isFalse();
    assertThat(state(classifier)).isEqualTo(before);
  }

  private static byte[] state(VolatilityClassifier classifier) {
    StateWriter out = new StateWriter();
    classifier.write(out);
    return out.toByteArray();
  }

  @Test
  void aRestoredClassifierGoesOnTheSameAndLeavesNoGarbage() {
    double[] returns = GarchTest.path(4, MODEL, 20_000);
    VolatilityClassifier classifier = new VolatilityClassifier(SMALL);
    for (int i = 0; i < 10_000; i++) {
      classifier.update(returns[i]);
    }
    VolatilityClassifier restored = new VolatilityClassifier(SMALL);
    StateReader in = new StateReader(state(classifier));
    restored.read(in);
    assertThat(in.remaining()).isZero();
    VolatilityClassifier without = new VolatilityClassifier(SMALL.withGarch(null));
    StateReader again = new StateReader(state(classifier));
    without.read(again);
    assertThat(again.remaining()).isZero();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 10_000; i < 20_000; i++) {
      classifier.update(returns[i]);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
    for (int i = 10_000; i < 20_000; i++) {
      restored.update(returns[i]);
      without.update(returns[i]);
    }
    assertThat(state(restored)).isEqualTo(state(classifier));
    assertThat(without.level()).isEqualTo(classifier.level());
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(
            () -> new VolatilityOptions(1, 5, 100, 0.94, null, 0.1, 0.2, 0.8, 0.7, 0.9, 0.9))
        .hasMessageStartingWith("VOLATILITY_OPTION_INVALID: option=window");
    assertThatThrownBy(
            () -> new VolatilityOptions(9, 5, 100, 0.94, null, 0.1, 0.8, 0.8, 0.7, 0.9, 0.9))
        .hasMessageStartingWith("VOLATILITY_OPTION_INVALID: option=highExit");
    assertThat(VolatilityOptions.minuteBars().garch()).isNull();
    for (VolatilityLevel level : VolatilityLevel.values()) {
      assertThat(VolatilityLevel.ofCode(level.code())).isEqualTo(level);
    }
    assertThatThrownBy(() -> VolatilityLevel.ofCode(9))
        .hasMessageStartingWith("VOLATILITY_LEVEL_UNKNOWN");
  }
}
