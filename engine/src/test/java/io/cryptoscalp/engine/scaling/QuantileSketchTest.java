package io.cryptoscalp.engine.scaling;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileSketchTest {
  private static final double BOUND = 0.025;

  @Test
  void isExactUntilTheFirstCompaction() {
    Properties.forSeeds(
        50,
        (random, seed) -> {
          double[] values = random.doubles(1 + random.nextInt(QuantileSketch.K - 1)).toArray();
          double[] quantiles = quantiles(sketch(values));
          for (int i = 0; i < quantiles.length; i++) {
            double exact = Exact.quantile(values, i / (quantiles.length - 1.0));
            assertThat(quantiles[i]).isCloseTo(exact, within(1e-12));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "heavy", "sorted", "reversed", "sawtooth", "repeated", "shift"})
  void ranksStayWithinTheBound(String shape) {
    Properties.forSeeds(
        3,
        (random, seed) -> {
          double[] values = values(shape, random, 50_000);
          double[] quantiles = quantiles(sketch(values));
          assertThat(quantiles).isSorted();
          for (int i = 0; i < quantiles.length; i++) {
            double probability = i / (quantiles.length - 1.0);
            assertThat(Exact.rankError(values, quantiles[i], probability)).isLessThan(BOUND);
          }
          assertThat(quantiles[0]).isEqualTo(Arrays.stream(values).min().orElseThrow());
          assertThat(quantiles[quantiles.length - 1])
              .isEqualTo(Arrays.stream(values).max().orElseThrow());
        });
  }

  private static double[] values(String shape, Random random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (shape) {
            case "normal" -> random.nextGaussian();
            case "heavy" -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
            case "sorted" -> i;
            case "reversed" -> -i;
            case "sawtooth" -> i % 64 + (i % 2 == 0 ? 1000 : 0);
            case "repeated" -> random.nextInt(3);
            case "shift" -> random.nextGaussian() + (i > count / 2 ? 100 : 0);
            default -> throw new IllegalArgumentException(shape);
          };
    }
    return values;
  }

  @Test
  void memoryStaysBounded() {
    QuantileSketch sketch = new QuantileSketch();
    Random random = new Random(1);
    for (int i = 0; i < 1_000_000; i++) {
      sketch.add(random.nextGaussian());
    }
    assertThat(bytes(sketch).length).isLessThan(4096);
    assertThat(sketch.count()).isEqualTo(1_000_000);
  }

  @Test
  void goesOnFromItsStateAsIfNothingHadHappened() {
    Properties.forSeeds(
        20,
        (random, seed) -> {
          double[] values = random.doubles(5_000).toArray();
          int cut = random.nextInt(values.length);
          QuantileSketch first = sketch(Arrays.copyOf(values, cut));
          QuantileSketch second = new QuantileSketch();
          second.read(new StateReader(bytes(first)));
          for (int i = cut; i < values.length; i++) {
            first.add(values[i]);
            second.add(values[i]);
          }
          assertThat(bytes(second)).isEqualTo(bytes(first));
        });
  }

  @Test
  void refusesAStateWhoseWeightsAreNotItsCount() {
    QuantileSketch sketch = sketch(new double[] {1, 2, 3});
    byte[] state = bytes(sketch);
    state[7] = 4;
    assertThatThrownBy(() -> new QuantileSketch().read(new StateReader(state)))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("sketchWeight=3 count=4");
  }

  private static QuantileSketch sketch(double[] values) {
    QuantileSketch sketch = new QuantileSketch();
    for (double value : values) {
      sketch.add(value);
    }
    return sketch;
  }

  private static double[] quantiles(QuantileSketch sketch) {
    double[] out = new double[65];
    sketch.quantiles(out, new int[64]);
    return out;
  }

  private static byte[] bytes(QuantileSketch sketch) {
    StateWriter out = new StateWriter();
    sketch.write(out);
    return out.toByteArray();
  }
}
