package io.cryptoscalp.engine.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Do statistics with a half-life equal those of all values, weighted anew each time? */
class ForgettingTest {
  private static final long[] VALID = {1};

  private static OnlineScaler scaler(ScalerKind kind, int halfLife) {
    return new OnlineScaler("set", List.of("f"), new ScalerOptions(kind, 8, 2, halfLife));
  }

  /** Values whose level and spread wander. */
  private static double[] wandering(Random random, int count) {
    double[] values = new double[count];
    double level = 60_000;
    for (int i = 0; i < count; i++) {
      level += random.nextGaussian();
      values[i] = level + (i / 700 % 2 == 0 ? 1 : 5) * random.nextGaussian();
    }
    return values;
  }

  private static double[] parameters(OnlineScaler scaler) {
    return scaler.model().columns().get(0).parameters();
  }

  private static void learn(OnlineScaler scaler, double[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      scaler.learn(new double[] {values[i]}, VALID);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 100, 1000})
  void meanAndDeviationAreThoseOfExponentialWeights(int halfLife) {
    Properties.forSeeds(
        3,
        (random, seed) -> {
          double[] values = wandering(random, 3_000);
          OnlineScaler scaler = scaler(ScalerKind.STANDARD, halfLife);
          for (int n = 1; n <= values.length; n++) {
            learn(scaler, values, n - 1, n);
            if (n >= 2 && (n < 100 || n % 113 == 0)) {
              double[] twin = weighted(values, n, halfLife);
              assertThat(parameters(scaler)[0]).isCloseTo(twin[0], within(1e-12 * 60_000));
              assertThat(parameters(scaler)[1]).isCloseTo(twin[1], within(1e-9 * twin[1]));
            }
          }
        });
  }

  /** Mean and unbiased deviation with a weight of 2^(-age / half-life), in two passes. */
  private static double[] weighted(double[] values, int count, int halfLife) {
    double weights = 0;
    double squaredWeights = 0;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double weight = Math.pow(2, -(count - 1.0 - i) / halfLife);
      weights += weight;
      squaredWeights += weight * weight;
      sum += weight * (values[i] - values[0]);
    }
    double mean = values[0] + sum / weights;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double weight = Math.pow(2, -(count - 1.0 - i) / halfLife);
      squares += weight * (values[i] - mean) * (values[i] - mean);
    }
    return new double[] {mean, Math.sqrt(squares / (weights - squaredWeights / weights))};
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 128, 1000, 10_000})
  void quantilesAreThoseOfValuesHalvedOnceAHalfLife(int halfLife) {
    Properties.forSeeds(
        3,
        (random, seed) -> {
          double[] values = wandering(random, 10_000);
          OnlineScaler scaler = scaler(ScalerKind.RANK_UNIFORM, halfLife);
          int learnt = 0;
          for (int n : new int[] {20, 100, 999, 5_000, 5_001, 10_000}) {
            learn(scaler, values, learnt, n);
            learnt = n;
            OnlineScaler frozen = copy(scaler);
            frozen.freeze();
            double[] knots = parameters(frozen);
            double[] weights = halved(n, halfLife);
            assertThat(knots).isSorted();
            for (int k = 0; k < knots.length; k++) {
              double error = rankError(values, weights, knots[k], k / (knots.length - 1.0));
              // one value's weight for the interpolation between neighbours
              double bound = 0.02 + 1.0 / Math.min(n, halfLife);
              assertThat(error).as("n=%s k=%s", n, k).isLessThan(bound);
            }
          }
        });
  }

  private static double[] halved(int count, int halfLife) {
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = Math.pow(0.5, count / halfLife - i / halfLife);
    }
    return weights;
  }

  private static double rankError(
      double[] values, double[] weights, double value, double probability) {
    double below = 0;
    double notAbove = 0;
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      double weight = weights[i];
      total += weight;
      below += values[i] < value ? weight : 0;
      notAbove += values[i] <= value ? weight : 0;
    }
    return Math.max(0, Math.max(below / total - probability, probability - notAbove / total));
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void aLevelOfLongAgoIsForgotten(ScalerKind kind) {
    Random random = new Random(5);
    OnlineScaler forgets = scaler(kind, 200);
    OnlineScaler remembers = scaler(kind, 0);
    double[] values = new double[8_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i < 4_000 ? 1_000 : 0) + random.nextGaussian();
    }
    learn(forgets, values, 0, values.length);
    learn(remembers, values, 0, values.length);
    double[] out = new double[1];
    forgets.scale(new double[] {0}, VALID, out, new long[1]);
    assertThat(out[0]).isCloseTo(0, within(0.2));
    remembers.scale(new double[] {0}, VALID, out, new long[1]);
    assertThat(out[0]).isLessThan(-0.4);
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void goesOnFromItsStateBitForBit(ScalerKind kind) {
    double[] values = wandering(new Random(7), 4_000);
    OnlineScaler whole = scaler(kind, 150);
    learn(whole, values, 0, 1_234);
    OnlineScaler restored = copy(whole);
    assertThat(restored.options()).isEqualTo(whole.options());
    learn(whole, values, 1_234, 4_000);
    learn(restored, values, 1_234, 4_000);
    assertThat(bytes(restored)).isEqualTo(bytes(whole));
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void stateStaysSmall(ScalerKind kind) {
    OnlineScaler scaler = scaler(kind, 5_000);
    learn(scaler, wandering(new Random(3), 100_000), 0, 100_000);
    int limit = kind == ScalerKind.STANDARD ? 160 : 4_700;
    assertThat(bytes(scaler).length).isLessThan(limit);
  }

  @Test
  void stateOfTheFirstFormatIsRead() {
    OnlineScaler scaler = scaler(ScalerKind.ROBUST, 0);
    learn(scaler, wandering(new Random(9), 500), 0, 500);
    byte[] now = bytes(scaler);
    // the first format had no half-life: four bytes after kind, clip and fewest samples
    int at = 1 + header("set") + 4 + header("f") + 1 + 8 + 4;
    byte[] first = new byte[now.length - 4];
    System.arraycopy(now, 0, first, 0, at);
    System.arraycopy(now, at + 4, first, at, now.length - at - 4);
    first[0] = 1;
    assertThat(bytes(OnlineScaler.read(new StateReader(first)))).isEqualTo(now);
  }

  private static int header(String text) {
    StateWriter out = new StateWriter();
    out.writeString(text);
    return out.toByteArray().length;
  }

  @Test
  void anotherFeatureSetKeepsWhatIsKnownOfSharedFeatures() {
    ScalerOptions options = new ScalerOptions(ScalerKind.STANDARD, 8, 2, 100);
    OnlineScaler old = new OnlineScaler("one", List.of("a", "b"), options);
    OnlineScaler same = new OnlineScaler("one", List.of("a", "b"), options);
    OnlineScaler next = new OnlineScaler("two", List.of("c", "b"), options);
    for (int i = 0; i < 50; i++) {
      old.learn(new double[] {i, i * i}, new long[] {3});
      same.learn(new double[] {i, i * i}, new long[] {3});
    }
    assertThat(next.adopt(old)).isEqualTo(1);
    assertThat(next.count(0)).isZero();
    assertThat(next.model().columns().get(1).parameters())
        .isEqualTo(same.model().columns().get(1).parameters());
    ScalerOptions other = new ScalerOptions(ScalerKind.STANDARD, 8, 2, 200);
    assertThat(new OnlineScaler("one", List.of("a"), other).adopt(same)).isZero();
  }

  @Test
  void refusesAHalfLifeThatIsTooShort() {
    assertThatThrownBy(() -> new ScalerOptions(ScalerKind.ROBUST, 8, 2, 31))
        .hasMessage("SCALER_OPTION_INVALID: halfLife=31 least=32");
  }

  private static OnlineScaler copy(OnlineScaler scaler) {
    return OnlineScaler.read(new StateReader(bytes(scaler)));
  }

  private static byte[] bytes(OnlineScaler scaler) {
    StateWriter out = new StateWriter();
    scaler.write(out);
    return out.toByteArray();
  }
}
