package io.cryptoscalp.engine.regime.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Do the windows say what a look at all values says? */
class WindowsTest {
  private static double[] coarse(Random random, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = Math.round(20 * random.nextGaussian()) / 4.0;
    }
    return values;
  }

  @Test
  void sortedWindowEqualsSorting() {
    Properties.forSeeds(
        6,
        (random, seed) -> {
          int length = 1 + random.nextInt(60);
          SortedWindow window = new SortedWindow(length);
          assertThat(window.median()).isNaN();
          double[] values = coarse(random, 400);
          for (int i = 0; i < values.length; i++) {
            window.add(values[i]);
            double[] sorted = Arrays.copyOfRange(values, Math.max(0, i + 1 - length), i + 1);
            Arrays.sort(sorted);
            double probe = Math.round(20 * random.nextGaussian()) / 4.0;
            double below = 0;
            for (double value : sorted) {
              below += value < probe ? 1 : value == probe ? 0.5 : 0;
            }
            assertThat(window.rank(probe)).isEqualTo(below / sorted.length);
            int n = sorted.length;
            double median = 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
            assertThat(window.median()).isCloseTo(median, within(1e-12));
            assertThat(window.quantile(0)).isEqualTo(sorted[0] + 0.0);
            assertThat(window.quantile(1)).isEqualTo(sorted[n - 1] + 0.0);
          }
        });
  }

  @Test
  void quantilesLieBetweenRanks() {
    SortedWindow window = new SortedWindow(5);
    for (double value : new double[] {40, 10, 50, 20, 30}) {
      window.add(value);
    }
    // numpy.percentile of 10..50 at 10, 60 and 95 %.
    assertThat(window.quantile(0.1)).isCloseTo(14, within(1e-12));
    assertThat(window.quantile(0.6)).isCloseTo(34, within(1e-12));
    assertThat(window.quantile(0.95)).isCloseTo(48, within(1e-12));
    assertThatThrownBy(() -> window.add(Double.NaN)).hasMessageStartingWith("WINDOW_VALUE_INVALID");
  }

  @Test
  void extremeEqualsAPassOverTheSlots() {
    Properties.forSeeds(
        8,
        (random, seed) -> {
          long window = 256_000;
          boolean highest = seed % 2 == 0;
          TimeExtreme extreme =
              highest ? TimeExtreme.highest(window + 100) : TimeExtreme.lowest(window + 100);
          double[] values = coarse(random, 3000);
          long[] times = new long[values.length];
          long time = -200_000;
          for (int i = 0; i < values.length; i++) {
            time += random.nextInt(i % 700 == 699 ? 600_000 : 600);
            times[i] = time;
            extreme.add(time, values[i]);
            long oldest = Math.floorDiv(time, 1000) - 255;
            int at = best(times, values, i, oldest, highest);
            assertThat(extreme.value()).isEqualTo(values[at]);
            assertThat(Math.floorDiv(extreme.timeNs(), 1000))
                .isEqualTo(Math.floorDiv(times[at], 1000));
            long since = time - random.nextInt(250_000);
            int later = best(times, values, i, Math.floorDiv(since, 1000), highest);
            assertThat(extreme.since(since)).isEqualTo(values[later]);
          }
          assertThat(extreme.since(time + 1000)).isNaN();
        });
  }

  /** The extreme of the slots from one on, of equal ones the newest. */
  private static int best(long[] times, double[] values, int to, long fromSlot, boolean highest) {
    int best = to;
    for (int i = to; i >= 0 && Math.floorDiv(times[i], 1000) >= fromSlot; i--) {
      if (highest ? values[i] > values[best] : values[i] < values[best]) {
        best = i;
      }
    }
    return best;
  }

  @Test
  void aSeriesThatOnlyFallsStaysBounded() {
    TimeExtreme extreme = TimeExtreme.highest(256_000);
    for (int i = 0; i < 100_000; i++) {
      extreme.add(i * 10L, -i);
    }
    StateWriter out = new StateWriter();
    extreme.write(out);
    assertThat(out.length()).isEqualTo(5 + 256 * 16);
    assertThat(extreme.value()).isEqualTo(-(99_999 / 100 - 255) * 100);
  }

  @Test
  void meanWindowEqualsAPass() {
    Random random = new Random(7);
    MeanWindow window = new MeanWindow(37);
    assertThat(window.mean()).isNaN();
    double[] values = Properties.walk(random, 1000, 1e6, 0.01);
    for (int i = 0; i < values.length; i++) {
      window.add(values[i]);
      double sum = 0;
      int n = Math.min(37, i + 1);
      for (int age = 0; age < n; age++) {
        sum += values[i - age];
        assertThat(window.recent(age)).isEqualTo(values[i - age]);
      }
      assertThat(window.mean()).isCloseTo(sum / n, within(1e-6));
    }
  }

  @Test
  void nothingIsLeftOfAJumpThatHasPassed() {
    MeanWindow window = new MeanWindow(10);
    for (int i = 0; i < 40; i++) {
      window.add(i == 13 ? 1 / 3.0 : i > 20 ? 0 : 1e-3 / (i + 3));
      if (i > 30) {
        assertThat(window.mean()).isZero();
      }
    }
  }

  @Test
  void restoredWindowsGoOnTheSame() {
    for (int before : new int[] {0, 5, 20, 33}) {
      SortedWindow sorted = new SortedWindow(20);
      MeanWindow mean = new MeanWindow(20);
      TimeExtreme extreme = TimeExtreme.lowest(25_600);
      double[] values = coarse(new Random(before), 80);
      for (int i = 0; i < before; i++) {
        sorted.add(values[i]);
        mean.add(values[i]);
        extreme.add(i * 1000L, values[i]);
      }
      StateReader in = new StateReader(state(sorted, mean, extreme));
      SortedWindow sorted2 = new SortedWindow(20);
      MeanWindow mean2 = new MeanWindow(20);
      TimeExtreme extreme2 = TimeExtreme.lowest(25_600);
      sorted2.read(in);
      mean2.read(in);
      extreme2.read(in);
      assertThat(in.remaining()).isZero();
      for (int i = before; i < values.length; i++) {
        sorted.add(values[i]);
        sorted2.add(values[i]);
        mean.add(values[i]);
        mean2.add(values[i]);
        extreme.add(i * 1000L, values[i]);
        extreme2.add(i * 1000L, values[i]);
        assertThat(state(sorted2, mean2, extreme2)).isEqualTo(state(sorted, mean, extreme));
        assertThat(sorted2.median()).isEqualTo(sorted.median());
      }
      byte[] full = state(sorted, mean, extreme);
      assertThatThrownBy(() -> new SortedWindow(19).read(new StateReader(full)))
          .isInstanceOf(StateException.class)
          .hasMessageStartingWith("STATE_MISMATCH");
    }
  }

  private static byte[] state(SortedWindow sorted, MeanWindow mean, TimeExtreme extreme) {
    StateWriter out = new StateWriter();
    sorted.write(out);
    mean.write(out);
    extreme.write(out);
    return out.toByteArray();
  }
}
