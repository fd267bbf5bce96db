package io.cryptoscalp.engine.regime.liquidity;

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
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Is liquidity measured against the market's own past, and does the level follow? */
class LiquidityDetectorTest {
  private static final LiquidityOptions SMALL =
      new LiquidityOptions(30, 4, 5, 60, 0.5, 0.65, 0.25, 0.4);
  private static final Offset<Double> CLOSE = within(1e-9);

  /** Bars of spread, depth, return, flow and volume; trades move the price by lambda a unit. */
  private static double[][] market(
      Random random, int length, double spread, double depth, double lambda) {
    double[][] bars = new double[length][];
    for (int i = 0; i < length; i++) {
      double volume = 10 * Math.exp(0.5 * random.nextGaussian());
      double flow = volume * (2 * random.nextDouble() - 1);
      bars[i] =
          new double[] {
            spread * Math.exp(0.2 * random.nextGaussian()),
            depth * Math.exp(0.2 * random.nextGaussian()),
            lambda * flow + 3 * lambda * random.nextGaussian(),
            flow,
            volume
          };
    }
    return bars;
  }

  private static boolean add(LiquidityDetector detector, double[] bar) {
    return detector.update(bar[0], bar[1], bar[2], bar[3], bar[4]);
  }

  private static double mean(double[][] bars, int to, int length, int column) {
    double sum = 0;
    for (int i = to - length + 1; i <= to; i++) {
      sum += bars[i][column] / length;
    }
    return sum;
  }

  private static double amihud(double[][] bars, int to) {
    double path = 0;
    double volume = 0;
    for (int i = to - 29; i <= to; i++) {
      path += Math.abs(bars[i][2]);
      volume += bars[i][4];
    }
    return path / volume;
  }

  /** Slope of the return on the flow where its t-statistic is at least 2. */
  private static double kyle(double[][] bars, int to) {
    double meanFlow = mean(bars, to, 30, 3);
    double meanReturn = mean(bars, to, 30, 2);
    double together = 0;
    double flows = 0;
    for (int i = to - 29; i <= to; i++) {
      together += (bars[i][3] - meanFlow) * (bars[i][2] - meanReturn);
      flows += Math.pow(bars[i][3] - meanFlow, 2);
    }
    double slope = together / flows;
    double rest = 0;
    for (int i = to - 29; i <= to; i++) {
      rest += Math.pow(bars[i][2] - meanReturn - slope * (bars[i][3] - meanFlow), 2);
    }
    return slope / Math.sqrt(rest / 28 / flows) >= 2 ? slope : Double.NaN;
  }

  private static double factor(List<Double> past, double value) {
    List<Double> known = past.stream().filter(x -> !x.isNaN()).toList();
    List<Double> last = known.subList(Math.max(0, known.size() - 60), known.size());
    if (last.size() < 20 || Double.isNaN(value)) {
      return Double.NaN;
    }
    List<Double> sorted = last.stream().sorted().toList();
    int n = sorted.size();
    return value / (0.5 * (sorted.get((n - 1) / 2) + sorted.get(n / 2)));
  }

  @Test
  void factorsEqualAPassOverTheBars() {
    Properties.forSeeds(
        3,
        (random, seed) -> {
          double[][] bars = market(random, 900, 2, 50, 1e-4);
          LiquidityDetector detector = new LiquidityDetector(SMALL);
          List<List<Double>> past = new ArrayList<>();
          for (int k = 0; k < 4; k++) {
            past.add(new ArrayList<>());
          }
          for (int i = 0; i < bars.length; i++) {
            add(detector, bars[i]);
            double[] now = {
              i < 3 ? Double.NaN : mean(bars, i, 4, 0),
              i < 3 ? Double.NaN : mean(bars, i, 4, 1),
              i < 29 ? Double.NaN : amihud(bars, i),
              i < 29 ? Double.NaN : kyle(bars, i)
            };
            assertThat(detector.amihud()).isCloseTo(now[2], CLOSE);
            assertThat(detector.kyle()).isCloseTo(now[3], CLOSE);
            double amihud = factor(past.get(2), now[2]);
            double kyle = factor(past.get(3), now[3]);
            double both =
                Double.isNaN(kyle)
                    ? amihud
                    : Double.isNaN(amihud) ? kyle : Math.sqrt(amihud * kyle);
            double spread = 1 / factor(past.get(0), now[0]);
            double depth = factor(past.get(1), now[1]);
            assertThat(detector.spreadFactor()).isCloseTo(spread, CLOSE);
            assertThat(detector.depthFactor()).isCloseTo(depth, CLOSE);
            assertThat(detector.impactFactor()).isCloseTo(1 / both, CLOSE);
            if (!Double.isNaN(both) && !Double.isNaN(spread)) {
              assertThat(detector.score()).isCloseTo(Math.cbrt(spread * depth / both), CLOSE);
            }
            for (int k = 0; i % 5 == 0 && k < 4; k++) {
              past.get(k).add(now[k]);
            }
          }
          assertThat(detector.level()).isEqualTo(LiquidityLevel.LIQUID);
        });
  }

  @Test
  void aMarketThatThinsAndDriesIsCalledSo() {
    LiquidityDetector detector = new LiquidityDetector(SMALL);
    Random random = new Random(1);
    for (double[] bar : market(random, 800, 2, 50, 1e-4)) {
      add(detector, bar);
    }
    assertThat(detector.score()).isBetween(0.7, 1.4);
    for (double[] bar : market(random, 40, 6, 15, 2e-4)) {
      add(detector, bar);
    }
    assertThat(detector.level()).isEqualTo(LiquidityLevel.THIN);
    for (double[] bar : market(random, 40, 20, 4, 1e-3)) {
      add(detector, bar);
    }
    assertThat(detector.level()).isEqualTo(LiquidityLevel.DRY);
    assertThat(detector.spreadFactor()).isBetween(0.07, 0.14);
    assertThat(detector.depthFactor()).isBetween(0.0625, 0.11);
    for (double[] bar : market(random, 40, 2, 50, 1e-4)) {
      add(detector, bar);
    }
    assertThat(detector.level()).isEqualTo(LiquidityLevel.LIQUID);
  }

  @Test
  void levelsAreLeftLaterThanEntered() {
    LiquidityDetector detector = new LiquidityDetector(SMALL);
    for (int i = 0; i < 400; i++) {
      detector.update(1, 100, Double.NaN, 0, 0);
    }
    assertThat(detector.score()).isEqualTo(1);
    assertThat(after(detector, 0.6)).isEqualTo(LiquidityLevel.LIQUID);
    assertThat(after(detector, 0.49)).isEqualTo(LiquidityLevel.THIN);
    assertThat(after(detector, 0.6)).isEqualTo(LiquidityLevel.THIN);
    assertThat(after(detector, 0.24)).isEqualTo(LiquidityLevel.DRY);
    assertThat(after(detector, 0.39)).isEqualTo(LiquidityLevel.DRY);
    assertThat(after(detector, 0.41)).isEqualTo(LiquidityLevel.THIN);
    assertThat(after(detector, 0.7)).isEqualTo(LiquidityLevel.LIQUID);
  }

  /** Spread and depth both this part as good for as long as their means take. */
  private static LiquidityLevel after(LiquidityDetector detector, double part) {
    for (int i = 0; i < 4; i++) {
      detector.update(1 / part, 100 * part, Double.NaN, 0, 0);
    }
    assertThat(detector.score()).isCloseTo(part, CLOSE);
    return detector.level();
  }

  @Test
  void missingMeasuresAreLeftOut() {
    Random random = new Random(2);
    LiquidityDetector detector = new LiquidityDetector(SMALL);
    for (double[] bar : market(random, 400, 2, 50, 1e-4)) {
      detector.update(bar[0], Double.NaN, bar[2], bar[3], Double.POSITIVE_INFINITY);
    }
    assertThat(detector.depthFactor()).isNaN();
    assertThat(detector.impactFactor()).isNaN();
    assertThat(detector.amihud()).isNaN();
    assertThat(detector.score()).isEqualTo(detector.spreadFactor());
    double before = detector.spread();
    detector.update(-1, -1, 0, 0, -1);
    assertThat(detector.spread()).isEqualTo(before);
    for (int i = 0; i < 100; i++) {
      detector.update(2, 50, 0, 0, 0);
    }
    assertThat(detector.amihud()).as("without volume").isNaN();
    assertThat(detector.kyle()).isNaN();
  }

  private static byte[] state(LiquidityDetector detector) {
    StateWriter out = new StateWriter();
    detector.write(out);
    return out.toByteArray();
  }

  @Test
  void aRestoredDetectorGoesOnTheSameAndLeavesNoGarbage() {
    double[][] bars = market(new Random(4), 8_000, 2, 50, 1e-4);
    for (int at : new int[] {0, 17, 33, 3_001}) {
      LiquidityDetector detector = new LiquidityDetector(SMALL);
      for (int i = 0; i < at; i++) {
        add(detector, bars[i]);
      }
      LiquidityDetector restored = new LiquidityDetector(SMALL);
      StateReader in = new StateReader(state(detector));
      restored.read(in);
      assertThat(in.remaining()).isZero();
      for (int i = at; i < at + 500; i++) {
        assertThat(add(restored, bars[i])).isEqualTo(add(detector, bars[i]));
      }
      assertThat(state(restored)).isEqualTo(state(detector));
      assertThat(restored.kyle()).isEqualTo(detector.kyle());
    }
    LiquidityDetector detector = new LiquidityDetector(SMALL);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 4_000; i++) {
      add(detector, bars[i]);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 4_000; i < 8_000; i++) {
      add(detector, bars[i]);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(() -> new LiquidityOptions(30, 31, 5, 60, 0.5, 0.65, 0.25, 0.4))
        .hasMessageStartingWith("LIQUIDITY_OPTION_INVALID: option=smooth");
    assertThatThrownBy(() -> new LiquidityOptions(30, 4, 5, 60, 0.5, 0.4, 0.25, 0.4))
        .hasMessageStartingWith("LIQUIDITY_OPTION_INVALID: option=thinEnter");
    assertThatThrownBy(() -> new LiquidityOptions(30, 4, 5, 60, 0.5, 0.6, 0.25, 0.7))
        .hasMessageStartingWith("LIQUIDITY_OPTION_INVALID: option=dryExit");
    assertThat(LiquidityOptions.secondBars().dryEnter())
        .isEqualTo(LiquidityOptions.minuteBars().dryEnter());
    for (LiquidityLevel level : LiquidityLevel.values()) {
      assertThat(LiquidityLevel.ofCode(level.code())).isEqualTo(level);
    }
    assertThatThrownBy(() -> LiquidityLevel.ofCode(-1))
        .hasMessageStartingWith("LIQUIDITY_LEVEL_UNKNOWN");
  }
}
