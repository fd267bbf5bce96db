package io.cryptoscalp.engine.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import io.cryptoscalp.engine.testing.RecordedCandles;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnlineScalerTest {
  private static final int WIDTH = 70; // more than one word of the mask
  private static final double NORMAL_IQR = 1.3489795003921634;

  private static List<String> ids(int width) {
    return IntStream.range(0, width).mapToObj(i -> "f" + i).toList();
  }

  private static OnlineScaler scaler(ScalerKind kind, int width, int minSamples) {
    return new OnlineScaler("set-1", ids(width), new ScalerOptions(kind, 8, minSamples));
  }

  /** Vectors with gaps, constants, rare values and very different sizes. */
  private static final class Stream {
    final double[][] values;
    final long[][] valid;

    Stream(Random random, int rows, int width) {
      values = new double[rows][width];
      valid = new long[rows][Scaler.words(width)];
      for (int r = 0; r < rows; r++) {
        for (int i = 0; i < width; i++) {
          double noise = random.nextGaussian();
          values[r][i] =
              switch (i % 5) {
                case 0 -> 60_000 + noise;
                case 1 -> noise * 1e-9;
                case 2 -> random.nextInt(20) == 0 ? 100 : 0;
                case 3 -> 7;
                default -> Math.exp(3 * noise);
              };
          boolean usable = random.nextInt(10) != 0;
          if (usable) {
            valid[r][i >>> 6] |= 1L << (i & 63);
          } else {
            values[r][i] = random.nextBoolean() ? Double.NaN : 1e300;
          }
        }
      }
    }

    boolean isValid(int row, int feature) {
      return (valid[row][feature >>> 6] >>> (feature & 63) & 1) != 0;
    }

    double[] past(int row, int feature) {
      return IntStream.range(0, row)
          .filter(r -> isValid(r, feature))
          .mapToDouble(r -> values[r][feature])
          .toArray();
    }
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void scalesByThePastAloneAndSkipsWhatIsNotValid(ScalerKind kind) {
    Properties.forSeeds(
        4,
        (random, seed) -> {
          Stream stream = new Stream(random, 120, WIDTH); // within the sketch's exact range
          OnlineScaler scaler = scaler(kind, WIDTH, 10);
          double[] out = new double[WIDTH];
          long[] mask = new long[2];
          for (int r = 0; r < 120; r++) {
            scaler.step(stream.values[r], stream.valid[r], out, mask);
            for (int i = 0; i < WIDTH; i++) {
              double[] past = stream.past(r, i);
              boolean expected = stream.isValid(r, i) && past.length >= 10;
              assertThat((mask[i >>> 6] >>> (i & 63) & 1) != 0).isEqualTo(expected);
              if (!expected) {
                assertThat(out[i]).isEqualTo(0.0);
              } else if (kind == ScalerKind.STANDARD || past.length <= 32) {
                // later quantiles may be a step old

                double exact = exact(kind, past, stream.values[r][i]);
                assertThat(out[i]).as("row %s feature %s", r, i).isCloseTo(exact, within(1e-8));
              }
              assertThat(Math.abs(out[i])).isLessThanOrEqualTo(8);
            }
          }
        });
  }

  private static double exact(ScalerKind kind, double[] past, double value) {
    double scaled =
        switch (kind) {
          case STANDARD -> linear(value, Exact.mean(past), Exact.deviation(past));
          case ROBUST -> {
            double range = Exact.quantile(past, 0.75) - Exact.quantile(past, 0.25);
            double scale = range > 0 ? range / NORMAL_IQR : Exact.deviation(past);
            yield linear(value, Exact.quantile(past, 0.5), scale);
          }
          case RANK_UNIFORM -> 2 * rank(past, value) - 1;
          case RANK_GAUSSIAN -> NormalQuantile.of(rank(past, value));
        };
    return Math.max(-8, Math.min(8, scaled));
  }

  private static double linear(double value, double centre, double scale) {
    return scale > 0 ? (value - centre) / scale : 0;
  }

  /** The distribution function through 65 quantiles, by scanning them. */
  private static double rank(double[] past, double value) {
    double[] knots =
        IntStream.rangeClosed(0, 64).mapToDouble(i -> Exact.quantile(past, i / 64.0)).toArray();
    double below = 0;
    double above = 1;
    for (int i = 0; i <= 64; i++) {
      if (knots[i] < value) {
        below = i / 64.0;
      }
      if (knots[64 - i] > value) {
        above = (64 - i) / 64.0;
      }
    }
    double share;
    if (value < knots[0] || value > knots[64]) {
      share = value < knots[0] ? 0 : 1;
    } else if (Arrays.stream(knots).anyMatch(knot -> knot == value)) {
      int first = IntStream.rangeClosed(0, 64).filter(i -> knots[i] == value).findFirst().orElse(0);
      long run = Arrays.stream(knots).filter(knot -> knot == value).count();
      share = (first + (run - 1) / 2.0) / 64;
    } else {
      double low = knots[(int) (below * 64)];
      share = below + (above - below) * (value - low) / (knots[(int) (above * 64)] - low);
    }
    double edge = 0.5 / (past.length + 1);
    return Math.min(Math.max(share, edge), 1 - edge);
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void aPrefixGivesTheSameBitsAsTheWholeRun(ScalerKind kind) {
    Stream stream = new Stream(new Random(7), 600, WIDTH);
    Stream changed = new Stream(new Random(7), 600, WIDTH);
    for (int r = 400; r < 600; r++) {
      Arrays.fill(changed.values[r], 1e6); // another future
    }
    OnlineScaler one = scaler(kind, WIDTH, 10);
    OnlineScaler other = scaler(kind, WIDTH, 10);
    for (int r = 0; r < 400; r++) {
      assertSame(step(one, stream, r), step(other, changed, r));
    }
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void goesOnFromItsStateBitForBit(ScalerKind kind) {
    Properties.forSeeds(
        5,
        (random, seed) -> {
          Stream stream = new Stream(random, 900, WIDTH);
          OnlineScaler whole = scaler(kind, WIDTH, 10);
          OnlineScaler stopped = scaler(kind, WIDTH, 10);
          int cut = random.nextInt(900);
          for (int r = 0; r < 900; r++) {
            if (r == cut) {
              stopped = OnlineScaler.read(new StateReader(bytes(stopped)), "set-1", ids(WIDTH));
            }
            assertSame(step(whole, stream, r), step(stopped, stream, r));
          }
          assertThat(bytes(stopped)).isEqualTo(bytes(whole));
        });
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void frozenItLearnsNothingAndEqualsItsModelBitForBit(ScalerKind kind) {
    Stream stream = new Stream(new Random(11), 1_000, WIDTH);
    OnlineScaler scaler = scaler(kind, WIDTH, 10);
    for (int r = 0; r < 700; r++) {
      scaler.learn(stream.values[r], stream.valid[r]);
    }
    scaler.freeze();
    byte[] before = bytes(scaler);
    OnlineScaler restored = OnlineScaler.read(new StateReader(before));
    ScalerModel model = scaler.model();
    ScalerModel rebuilt = new ScalerModel(model.setId(), model.options(), model.columns());
    for (int r = 700; r < 1_000; r++) {
      double[] served = step(scaler, stream, r);
      assertSame(step(restored, stream, r), served);
      assertSame(scale(model, stream, r), served);
      assertSame(scale(rebuilt, stream, r), served);
    }
    assertThat(bytes(scaler)).isEqualTo(before);
    assertThat(restored.frozen()).isTrue();
    assertThatThrownBy(() -> scaler.learn(stream.values[0], stream.valid[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SCALER_FROZEN");
  }

  @Test
  void mayWriteOverItsInput() {
    Stream stream = new Stream(new Random(3), 200, WIDTH);
    OnlineScaler apart = scaler(ScalerKind.ROBUST, WIDTH, 10);
    OnlineScaler inPlace = scaler(ScalerKind.ROBUST, WIDTH, 10);
    for (int r = 0; r < 200; r++) {
      double[] values = stream.values[r].clone();
      long[] valid = stream.valid[r].clone();
      double[] expected = step(apart, stream, r);
      inPlace.step(values, valid, values, valid);
      assertSame(values, Arrays.copyOf(expected, WIDTH));
    }
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void unitsDoNotMatter(ScalerKind kind) {
    Random random = new Random(5);
    OnlineScaler plain = scaler(kind, 1, 20);
    OnlineScaler other = scaler(kind, 1, 20);
    double[] a = new double[1];
    double[] b = new double[1];
    long[] mask = new long[1];
    for (int i = 0; i < 3_000; i++) {
      double x = random.nextGaussian();
      plain.step(new double[] {x}, new long[] {1}, a, mask);
      other.step(new double[] {x * 4096 + 8192}, new long[] {1}, b, mask);
      assertThat(b[0]).isCloseTo(a[0], within(1e-9));
    }
  }

  @Test
  void aFeatureThatNeverVariedIsZero() {
    for (ScalerKind kind : ScalerKind.values()) {
      OnlineScaler scaler = scaler(kind, 1, 2);
      double[] out = new double[1];
      long[] mask = new long[1];
      for (int i = 0; i < 200; i++) {
        scaler.step(new double[] {0.1}, new long[] {1}, out, mask);
        assertThat(out[0]).isEqualTo(0.0);
      }
      assertThat(mask[0]).isEqualTo(1);
    }
  }

  @Test
  void refusesOtherFeaturesAndShapes() {
    OnlineScaler scaler = scaler(ScalerKind.STANDARD, 3, 2);
    byte[] state = bytes(scaler);
    assertThatThrownBy(
            () -> OnlineScaler.read(new StateReader(state), "set-1", List.of("f1", "f0", "f2")))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("SCALER_FEATURES_MISMATCH");
    assertThatThrownBy(() -> OnlineScaler.read(new StateReader(state), "set-2", ids(3)))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("SCALER_FEATURES_MISMATCH: stored=set-1 features=3 wanted=set-2");
    for (int length = 0; length < state.length; length++) {
      byte[] cut = Arrays.copyOf(state, length);
      assertThatThrownBy(() -> OnlineScaler.read(new StateReader(cut)))
          .isInstanceOf(StateException.class);
    }
    assertThatThrownBy(() -> scaler.learn(new double[2], new long[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SCALER_SHAPE: features=3 values=2 words=1");
    assertThatThrownBy(() -> scaler(ScalerKind.STANDARD, 3, 1))
        .hasMessageContaining("SCALER_OPTION_INVALID: minSamples=1");
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void fitsRecordedReturnsAsTheExactBatchDoes(ScalerKind kind) {
    Instrument btc =
        Objects.requireNonNull(
            InstrumentCatalogue.builtIn().find(Venue.ofId("binance-usdm"), "BTCUSDT"));
    List<Bar> bars =
        RecordedCandles.load(
            btc,
            "klines-1m-binance-usdm-2026-02/LINKUSDT-1m-2026-02.csv.gz",
            60_000_000_000L,
            0,
            Long.MAX_VALUE);
    double[] returns = new double[bars.size() - 1];
    OnlineScaler scaler = scaler(kind, 1, 100);
    for (int i = 0; i < returns.length; i++) {
      returns[i] = Math.log((double) bars.get(i + 1).close() / bars.get(i).close());
      scaler.learn(new double[] {returns[i]}, new long[] {1});
    }
    scaler.freeze();
    assertThat(returns.length).isGreaterThan(20_000);
    double[] out = new double[1];
    double worst = 0;
    double total = 0;
    int judged = 0;
    double[] sorted = returns.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < returns.length; i += 997) {
      double value = returns[i];
      scaler.scale(new double[] {value}, new long[] {1}, out, new long[1]);
      double error = Math.abs(out[0] - exact(kind, sorted, value));
      if (Math.abs(out[0]) < 2) {
        worst = Math.max(worst, error);
      }
      total += error;
      judged++;
    }
    // mean and deviation are exact; quantiles are those of a sketch
    assertThat(worst).isLessThan(kind == ScalerKind.STANDARD ? 1e-9 : 0.2);
    assertThat(total / judged).isLessThan(kind == ScalerKind.STANDARD ? 1e-10 : 0.04);
  }

  private static double[] step(OnlineScaler scaler, Stream stream, int row) {
    double[] out = new double[WIDTH];
    long[] mask = new long[2];
    scaler.step(stream.values[row], stream.valid[row], out, mask);
    return joined(out, mask);
  }

  private static double[] scale(Scaler scaler, Stream stream, int row) {
    double[] out = new double[WIDTH];
    long[] mask = new long[2];
    scaler.scale(stream.values[row], stream.valid[row], out, mask);
    return joined(out, mask);
  }

  private static double[] joined(double[] out, long[] mask) {
    double[] all = Arrays.copyOf(out, WIDTH + 2);
    all[WIDTH] = Double.longBitsToDouble(mask[0]);
    all[WIDTH + 1] = Double.longBitsToDouble(mask[1]);
    return all;
  }

  private static void assertSame(double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      assertThat(Double.doubleToRawLongBits(one[i]))
          .isEqualTo(Double.doubleToRawLongBits(other[i]));
    }
  }

  private static byte[] bytes(OnlineScaler scaler) {
    StateWriter out = new StateWriter();
    scaler.write(out);
    return out.toByteArray();
  }
}
