package io.cryptoscalp.engine.regime.drawdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Are falls and rises measured right, and do phases follow from them without flapping? */
class DrawdownDetectorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;
  private static final DrawdownOptions STANDARD = DrawdownOptions.standard();

  /** Bars of a second around a path; each spans the way from the close before. */
  private static final class Path {
    final DrawdownDetector detector = new DrawdownDetector(STANDARD);
    long timeNs;
    double price = 100;

    void to(double target, int seconds) {
      double from = price;
      for (int i = 1; i <= seconds; i++) {
        step(from + (target - from) * i / seconds);
      }
    }

    boolean step(double close) {
      timeNs += SECOND;
      double open = price;
      price = close;
      return detector.update(timeNs, Math.max(open, close), Math.min(open, close), close);
    }
  }

  @Test
  void aCrashIsFlaggedAsItCrossesTheThreshold() {
    Path path = new Path();
    path.to(100, 4000);
    int late = 0;
    double price = 100;
    for (int i = 0; i < 900; i++) {
      price -= 0.01;
      path.step(price);
      boolean crossed = price <= 97;
      assertThat(path.detector.phase() == DrawdownPhase.FALLING).isEqualTo(crossed);
      late += crossed ? 1 : 0;
    }
    assertThat(late).isEqualTo(601);
    assertThat(path.detector.depth()).isCloseTo(0.09, within(1e-9));
    assertThat(path.detector.depthSpeed()).isCloseTo(0.09 * 3600 / 899, within(1e-9));
    assertThat(path.detector.fallSpeed()).isEqualTo(0);
    assertThat(path.detector.crashEvidence()).isEqualTo(1);
  }

  @Test
  void aSlowFallIsNoCrash() {
    Path path = new Path();
    path.to(100, 3600);
    path.to(85, 6 * 3600 + 1);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.CALM);
    assertThat(path.detector.fall()).isBetween(0.028, 0.0299);
    assertThat(path.detector.fallSpeed()).isCloseTo(path.detector.fall(), within(0.0005));
    assertThat(path.detector.crashEvidence()).isBetween(0.46, 0.5);
  }

  @Test
  void aReboundFollowsAndEndsWhenTheFallIsRegained() {
    Path path = new Path();
    path.to(100, 3600);
    path.to(90, 600);
    path.to(92.9, 600);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.FALLING);
    path.to(93.1, 60);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.REBOUNDING);
    assertThat(path.detector.rebound()).isCloseTo(0.31, within(1e-9));
    assertThat(path.detector.recoveryEvidence()).isEqualTo(path.detector.rebound());
    assertThat(path.detector.reboundSpeed()).isCloseTo((93.1 / 90 - 1) * 3600 / 660, within(1e-9));
    path.to(98.9, 3000);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.REBOUNDING);
    path.to(99.1, 10);
    // A rise of 10 % within the window, but only the way back.
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.CALM);
    assertThat(path.detector.rise()).isGreaterThan(0.1);
    path.to(102, 600);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.RISING);
  }

  @Test
  void aNewLowOrAnotherFallOutOfTheReboundIsACrashAgain() {
    Path path = new Path();
    path.to(100, 3600);
    path.to(90, 600);
    path.to(95, 600);
    path.to(92.2, 600);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.REBOUNDING);
    path.to(92.0, 60);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.FALLING);
    assertThat(path.detector.depth()).as("from the first peak").isBetween(0.0799, 0.08);
    path.to(95.5, 7200);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.REBOUNDING);
    path.timeNs += 2 * HOUR;
    path.to(93.5, 1);
    path.to(91.9, 600);
    assertThat(path.detector.phase()).as("fast below the trough").isEqualTo(DrawdownPhase.FALLING);
    path.to(95.5, 7200);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.REBOUNDING);
    path.to(89, 20_000);
    assertThat(path.detector.phase()).as("slowly below it").isEqualTo(DrawdownPhase.CALM);
    assertThat(path.detector.depth()).isBetween(0.081, 0.09);
  }

  @Test
  void aSlowFallMustBeDeeperWhereHoursHardlyMove() {
    for (double minutes : new double[] {1, 15, 33}) {
      for (double usual : new double[] {Double.NaN, 0.001, 0.01, 0.04}) {
        assertThat(fallsAt(usual, minutes)).as("a fast fall").isCloseTo(0.03, within(0.002));
      }
    }
    for (double usual : new double[] {Double.NaN, 0.012, 0.04}) {
      assertThat(fallsAt(usual, 59)).as("a slow one").isCloseTo(0.03, within(0.001));
    }
    assertThat(fallsAt(0.008, 59)).isCloseTo(0.04 * Math.sqrt(59 / 60.0), within(0.001));
    assertThat(fallsAt(0.001, 45)).isCloseTo(0.04 * Math.sqrt(0.75), within(0.001));
    assertThat(fallsAt(0.01, 59)).isCloseTo(0.035 * Math.sqrt(59 / 60.0), within(0.001));
  }

  /** Fall at which FALLING begins when it takes so many minutes to get to the threshold. */
  private static double fallsAt(double usual, double minutes) {
    double calm = Double.isNaN(usual) ? 0 : Math.max(0, Math.min(1, (0.012 - usual) / 0.004));
    double enough = Math.max(0.03, (0.03 + 0.01 * calm) * Math.sqrt(minutes / 60));
    Path path = new Path();
    path.detector.usual(usual);
    path.to(100, 2);
    path.detector.usual(Double.NaN);
    double price = 100;
    while (path.detector.phase() != DrawdownPhase.FALLING && price > 70) {
      price -= 100 * enough / (60 * minutes);
      path.to(price, 1);
    }
    return 1 - price / 100;
  }

  @Test
  void aRiseMustBeUnusualForItsMarketAndItsTime() {
    assertThat(risesAt(0.001)).isCloseTo(0.05, within(0.001));
    // 2.5 deviations of 2 % an hour are 8.7 % in three.
    assertThat(risesAt(0.02)).isCloseTo(0.0866, within(0.001));
  }

  /** Rise at which RISING begins when it takes three hours to get there. */
  private static double risesAt(double usual) {
    Path path = new Path();
    path.detector.usual(usual);
    path.to(100, 2);
    double step = 100 * Math.max(0.05, 2.5 * usual * Math.sqrt(3)) / (3 * 3600);
    while (path.detector.phase() != DrawdownPhase.RISING && path.price < 130) {
      path.step(path.price + step);
    }
    return path.price / 100 - 1;
  }

  @Test
  void aSlowNewLowThatGoesOnFallingIsACrashFromItsHigh() {
    Path path = new Path();
    path.to(100, 3600);
    path.to(95, 600);
    path.to(96.6, 600);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.REBOUNDING);
    path.to(96, 1800);
    path.to(94.9, 3000);
    assertThat(path.detector.phase()).as("slowly below it").isEqualTo(DrawdownPhase.CALM);
    double high = 94.9 / (1 - path.detector.fall());
    assertThat(high).isBetween(95.9, 96.4);
    path.to(high * 0.971, 120);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.CALM);
    path.to(high * 0.969, 10);
    assertThat(path.detector.phase()).as("3 % below its high").isEqualTo(DrawdownPhase.FALLING);
  }

  @Test
  void aCrashThatStaysDownEndsWhenItsTimeIsOver() {
    Path path = new Path();
    path.to(100, 3600);
    path.to(94, 600);
    path.to(94.5, 4 * 3600 - 1);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.FALLING);
    path.to(94.5, 2);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.CALM);
    path.to(92.1, 600);
    assertThat(path.detector.phase()).as("2.5 %").isEqualTo(DrawdownPhase.CALM);
    path.to(91.6, 60);
    assertThat(path.detector.phase()).as("3.1 %").isEqualTo(DrawdownPhase.FALLING);
  }

  @Test
  void aRunTakesTimeAndStaysUntilItIsGivenBack() {
    Path path = new Path();
    path.to(100, 3600);
    path.to(106, 30);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.CALM);
    path.to(106, 3600);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.RISING);
    assertThat(path.detector.riseSpeed()).isBetween(0.059, 0.06);
    path.to(104.5, 600);
    assertThat(path.detector.giveBack()).isCloseTo(0.25, within(1e-9));
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.RISING);
    assertThat(path.detector.bullRunEvidence()).isCloseTo(0.45, within(1e-9));
    path.to(104.1, 60);
    assertThat(path.detector.phase()).isEqualTo(DrawdownPhase.CALM);
  }

  @Test
  void fallAndRiseEqualAPassOverTheBars() {
    Properties.forSeeds(
        4,
        (random, seed) -> {
          double[] prices = Properties.walk(random, 1500, 100, 0.004);
          DrawdownDetector detector = new DrawdownDetector(STANDARD);
          long minute = 60 * SECOND;
          long slot = 6 * HOUR / 256;
          for (int i = 1; i < prices.length; i++) {
            double high = Math.max(prices[i], prices[i - 1]);
            double low = Math.min(prices[i], prices[i - 1]);
            detector.update(i * minute, high, low, prices[i]);
            int lowest = i;
            for (int j = i; j >= 1 && j * minute / slot > i * minute / slot - 256; j--) {
              double at = Math.min(prices[j], prices[j - 1]);
              lowest = at < Math.min(prices[lowest], prices[lowest - 1]) ? j : lowest;
            }
            double bottom = Math.min(prices[lowest], prices[lowest - 1]);
            double top = 0;
            for (int j = 1; j <= i; j++) {
              if (j * minute / slot >= lowest * minute / slot) {
                top = Math.max(top, Math.max(prices[j], prices[j - 1]));
              }
            }
            assertThat(detector.rise()).isCloseTo(prices[i] / bottom - 1, within(1e-12));
            assertThat(detector.giveBack())
                .isCloseTo((top - prices[i]) / (top - bottom), within(1e-9));
            double peak = 0;
            for (int j = i; j >= Math.max(1, i - 58); j--) {
              peak = Math.max(peak, Math.max(prices[j], prices[j - 1]));
            }
            if (detector.depth() == 0) {
              assertThat(detector.fall()).isGreaterThanOrEqualTo(1 - prices[i] / peak - 1e-12);
            }
          }
        });
  }

  @Test
  void whatIsNoMeasurementChangesNothing() {
    Path path = new Path();
    path.to(100, 100);
    byte[] before = state(path.detector);
    long now = path.timeNs;
    assertThat(path.detector.update(now + 1, Double.NaN, 90, 95)).isFalse();
    assertThat(path.detector.update(now + 1, 100, Double.NaN, 95)).isFalse();
    assertThat(path.detector.update(now + 1, 100, 90, Double.NaN)).isFalse();
    assertThat(path.detector.update(now + 1, 100, 0, 95)).isFalse();
    assertThat(path.detector.update(now + 1, 94, 90, 95)).isFalse();
    assertThat(path.detector.update(now + 1, Double.POSITIVE_INFINITY, 90, 95)).isFalse();
    assertThat(path.detector.update(now - 1, 100, 50, 50)).isFalse();
    assertThat(state(path.detector)).isEqualTo(before);
  }

  private static byte[] state(DrawdownDetector detector) {
    StateWriter out = new StateWriter();
    detector.write(out);
    return out.toByteArray();
  }

  @Test
  void aRestoredDetectorGoesOnTheSameAndLeavesNoGarbage() {
    double[] prices = Properties.walk(new Random(3), 20_000, 100, 0.004);
    DrawdownDetector detector = new DrawdownDetector(STANDARD);
    DrawdownDetector restored = new DrawdownDetector(STANDARD);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int changes = 0;
    for (int i = 0; i < 10_000; i++) {
      changes += detector.update(i * 60L * SECOND, prices[i], prices[i], prices[i]) ? 1 : 0;
    }
    assertThat(changes).isGreaterThan(20);
    StateReader in = new StateReader(state(detector));
    restored.read(in);
    assertThat(in.remaining()).isZero();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 10_000; i < 20_000; i++) {
      detector.update(i * 60L * SECOND, prices[i], prices[i], prices[i]);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
    for (int i = 10_000; i < 20_000; i++) {
      restored.update(i * 60L * SECOND, prices[i], prices[i], prices[i]);
    }
    assertThat(state(restored)).isEqualTo(state(detector));
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(
            () ->
                new DrawdownOptions(
                    HOUR, 1, 1, 0, 1, 2.5, 1, HOUR, 0.3, 0.9, HOUR, HOUR, 0.05, 0, 0.1, 0.3))
        .hasMessageStartingWith("DRAWDOWN_OPTION_INVALID: option=fallEnter");
    assertThatThrownBy(
            () ->
                new DrawdownOptions(
                    HOUR, 0.03, 0.04, 0, 1, 2.5, 0.06, HOUR, 0.3, 0.3, HOUR, HOUR, 0.05, 0, 0.1,
                    0.3))
        .hasMessageStartingWith("DRAWDOWN_OPTION_INVALID: option=reboundComplete");
    assertThatThrownBy(
            () ->
                new DrawdownOptions(
                    255, 0.03, 0.04, 0, 1, 2.5, 0.06, HOUR, 0.3, 0.9, HOUR, HOUR, 0.05, 0, 0.1,
                    0.3))
        .hasMessageStartingWith("DRAWDOWN_OPTION_INVALID: option=fallWindowNs");
    assertThatThrownBy(() -> DrawdownPhase.ofCode(4))
        .hasMessageStartingWith("DRAWDOWN_PHASE_UNKNOWN");
    for (DrawdownPhase phase : DrawdownPhase.values()) {
      assertThat(DrawdownPhase.ofCode(phase.code())).isEqualTo(phase);
    }
  }
}
