package io.cryptoscalp.engine.regime.changepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How soon does it find a change, and how often one that is none? An alarm is a probability above
 * 0.8 that the run began with one of the last 40 observations.
 */
class ChangePointFiguresTest {
  private static final int RUNS = 200;
  private static final int CALM = 300;
  private static final int AFTER = 100;

  private static boolean alarm(ChangePointDetector detector) {
    return detector.changeProbability(40) > 0.8;
  }

  /** Delays in observations, sorted; {@link #AFTER} + 1 where a change was missed. */
  private static int[] delays(double shift, double factor) {
    int[] delays = new int[RUNS];
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(run + 1);
      ChangePointDetector detector = new ChangePointDetector(ChangePointOptions.standard());
      for (int i = 0; i < CALM; i++) {
        detector.update(random.nextGaussian());
      }
      delays[run] = AFTER + 1;
      for (int i = 1; i <= AFTER && delays[run] > AFTER; i++) {
        detector.update(shift + factor * random.nextGaussian());
        if (alarm(detector)) {
          delays[run] = i;
        }
      }
    }
    Arrays.sort(delays);
    return delays;
  }

  private static void assertDelays(double shift, double factor, int median, int ninety) {
    int[] delays = delays(shift, factor);
    System.out.printf(
        "mean +%.1f deviations, deviation x%.1f: delay median %d, 90 %% %d, worst %d%n",
        shift, factor, delays[RUNS / 2], delays[RUNS * 9 / 10], delays[RUNS - 1]);
    assertThat(delays[RUNS / 2]).isLessThanOrEqualTo(median);
    assertThat(delays[RUNS * 9 / 10]).isLessThanOrEqualTo(ninety);
  }

  @Test
  void changesAreFoundSoon() {
    assertDelays(4, 1, 2, 3);
    assertDelays(2, 1, 6, 10);
    assertDelays(1, 1, 18, 40);
    assertDelays(0, 3, 5, 13);
    assertDelays(0, 1.0 / 3, 20, 25);
  }

  @Test
  void calmSeriesRarelyAlarm() {
    int alarms = 0;
    int observations = 0;
    for (int run = 0; run < 20; run++) {
      Random random = new Random(1000 + run);
      ChangePointDetector detector = new ChangePointDetector(ChangePointOptions.standard());
      boolean before = true;
      for (int i = 0; i < 4000; i++) {
        detector.update(random.nextGaussian());
        boolean now = alarm(detector);
        alarms += now && !before ? 1 : 0;
        before = now;
        observations++;
      }
    }
    System.out.printf("false alarms: %d in %d observations%n", alarms, observations);
    assertThat(alarms).isLessThan(observations / 2000);
  }
}
