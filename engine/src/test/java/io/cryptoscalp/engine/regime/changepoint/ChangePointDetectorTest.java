package io.cryptoscalp.engine.regime.changepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Is the posterior right, bounded and robust? */
class ChangePointDetectorTest {
  private static final ChangePointOptions STANDARD = ChangePointOptions.standard();

  private static ChangePointOptions bounds(int maxRunLength, double pruneBelow) {
    return new ChangePointOptions(250, maxRunLength, pruneBelow, 0, 1, 1, 1);
  }

  /** Levels and deviations that change with probability 1/60. */
  static double[] changing(Random random, int length) {
    double[] values = new double[length];
    double level = 0;
    double deviation = 1;
    for (int i = 0; i < length; i++) {
      if (random.nextInt(60) == 0) {
        level = 2 * random.nextGaussian();
        deviation = Math.exp(0.7 * random.nextGaussian());
      }
      values[i] = level + deviation * random.nextGaussian();
    }
    return values;
  }

  @Test
  void equalsTheTwinThatDropsNothing() {
    Properties.forSeeds(
        8,
        (random, seed) -> {
          ChangePointOptions options =
              new ChangePointOptions(20 * seed, 400, 0, 0.3, 0.1 * seed, 0.4 * seed, 0.7);
          ChangePointDetector detector = new ChangePointDetector(options);
          WholePosterior twin = new WholePosterior(options);
          double evidence = 0;
          for (double value : changing(random, 200)) {
            evidence += detector.update(value);
            twin.update(value);
          }
          assertThat(evidence).isCloseTo(twin.evidence(), within(1e-8));
          double expected = 0;
          for (int n = 1; n <= 200; n++) {
            assertThat(detector.probability(n)).isCloseTo(twin.probability(n), within(1e-10));
            expected += n * twin.probability(n);
          }
          assertThat(detector.changeProbability(15))
              .isCloseTo(twin.changeProbability(15), within(1e-10));
          assertThat(detector.expectedRunLength()).isCloseTo(expected, within(1e-7));
        });
  }

  @Test
  void boundsCostLittle() {
    Properties.forSeeds(
        10,
        (random, seed) -> {
          ChangePointDetector bounded = new ChangePointDetector(STANDARD);
          ChangePointDetector whole = new ChangePointDetector(bounds(1000, 0));
          double worst = 0;
          for (double value : changing(random, 1000)) {
            bounded.update(value);
            whole.update(value);
            worst =
                Math.max(
                    worst, Math.abs(bounded.changeProbability(20) - whole.changeProbability(20)));
          }
          assertThat(worst).isLessThan(0.01);
          assertThat(bounded.hypotheses()).isLessThanOrEqualTo(200);
        });
  }

  @Test
  void probabilitiesSumToOneAndAnswersAgree() {
    Properties.forSeeds(
        5,
        (random, seed) -> {
          ChangePointDetector detector = new ChangePointDetector(bounds(50, 1e-6));
          assertThat(detector.changeProbability(10)).isZero();
          assertThat(detector.mostLikelyRunLength()).isZero();
          for (double value : changing(random, 1000)) {
            detector.update(value);
            double sum = 0;
            int best = 0;
            for (int n = 1; n <= 50; n++) {
              sum += detector.probability(n);
              best = best == 0 || detector.probability(n) >= detector.probability(best) ? n : best;
              assertThat(detector.changeProbability(n)).isCloseTo(sum, within(1e-12));
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            assertThat(detector.mostLikelyRunLength()).isEqualTo(best);
            assertThat(detector.expectedRunLength()).isBetween(1.0, 50.0);
          }
        });
  }

  @Test
  void aConstantSeriesIsOneRun() {
    ChangePointDetector detector = new ChangePointDetector(STANDARD);
    for (int i = 1; i <= 100_000; i++) {
      assertThat(detector.update(0.25)).isFinite();
      if (i == 150) {
        assertThat(detector.mostLikelyRunLength()).isEqualTo(150);
      }
    }
    assertThat(detector.mostLikelyRunLength()).isEqualTo(200);
    assertThat(detector.changeProbability(20)).isLessThan(1e-3);
    assertThat(detector.mean()).isCloseTo(0.25, within(1e-3));
    for (int i = 0; i < 5; i++) {
      detector.update(3);
    }
    assertThat(detector.mostLikelyRunLength()).isEqualTo(5);
    assertThat(detector.changeProbability(5)).isGreaterThan(0.95);
  }

  @Test
  void survivesValuesOfAnySize() {
    ChangePointDetector detector = new ChangePointDetector(STANDARD);
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      double value = random.nextGaussian();
      value *= i % 50 == 0 ? 1e99 : i % 77 == 0 ? 1e-99 : i % 91 == 0 ? 1e30 : 1;
      assertThat(detector.update(value)).isFinite();
      assertThat(detector.changeProbability(200)).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void missingValuesChangeNothing() {
    ChangePointDetector detector = new ChangePointDetector(STANDARD);
    ChangePointDetector other = new ChangePointDetector(STANDARD);
    for (double value : changing(new Random(2), 300)) {
      assertThat(other.update(Double.NaN)).isNaN();
      assertThat(other.update(Double.NEGATIVE_INFINITY)).isNaN();
      assertThat(other.update(value)).isEqualTo(detector.update(value));
    }
    assertThat(other.updates()).isEqualTo(300);
  }

  @Test
  void unitsDoNotMatter() {
    ChangePointDetector detector = new ChangePointDetector(STANDARD);
    ChangePointDetector other = new ChangePointDetector(STANDARD.scaled(5, 1e-4));
    for (double value : changing(new Random(3), 500)) {
      detector.update(value);
      other.update(5 + 1e-4 * value);
      assertThat(other.changeProbability(10))
          .isCloseTo(detector.changeProbability(10), within(1e-6));
    }
  }

  @Test
  void aRestoredDetectorGoesOnTheSame() {
    double[] values = changing(new Random(4), 1000);
    ChangePointDetector detector = new ChangePointDetector(STANDARD);
    for (int i = 0; i < 500; i++) {
      detector.update(values[i]);
    }
    StateWriter out = new StateWriter();
    detector.write(out);
    assertThat(out.length()).isLessThan(200 * 28 + 14);
    ChangePointDetector restored = new ChangePointDetector(STANDARD);
    restored.read(new StateReader(out.toByteArray()));
    for (int i = 500; i < 1000; i++) {
      assertThat(restored.update(values[i])).isEqualTo(detector.update(values[i]));
    }
    StateWriter first = new StateWriter();
    StateWriter second = new StateWriter();
    detector.write(first);
    restored.write(second);
    assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
    ChangePointDetector shorter = new ChangePointDetector(bounds(3, 1e-6));
    assertThatThrownBy(() -> shorter.read(new StateReader(first.toByteArray())))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("STATE_MISMATCH");
    restored.reset();
    assertThat(restored.hypotheses()).isZero();
  }

  @Test
  void leavesNoGarbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] values = changing(new Random(5), 10_000);
    ChangePointDetector detector = new ChangePointDetector(STANDARD);
    for (double value : values) {
      detector.update(value);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (double value : values) {
      detector.update(value);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(() -> bounds(1, 0)).hasMessageStartingWith("CHANGE_POINT_OPTION_INVALID");
    assertThatThrownBy(() -> bounds(200, 1e-3))
        .hasMessageStartingWith("CHANGE_POINT_OPTION_INVALID: option=pruneBelow");
    assertThatThrownBy(() -> STANDARD.scaled(0, 0))
        .hasMessageStartingWith("CHANGE_POINT_OPTION_INVALID: option=priorDeviation");
    assertThatThrownBy(() -> STANDARD.scaled(Double.NaN, 1))
        .hasMessageStartingWith("CHANGE_POINT_OPTION_INVALID: option=priorMean");
    assertThatThrownBy(() -> new ChangePointOptions(1, 10, 0, 0, 1, 1, 1))
        .hasMessageStartingWith("CHANGE_POINT_OPTION_INVALID: option=meanRunLength");
  }
}
