package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import io.cryptoscalp.engine.testing.RecordedFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Does the whole vector keep its promises, whatever the market does? */
class FeatureEngineTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long STEP = 250_000_000L;

  /** A market of 250 ms steps; the vector after each tenth step. */
  private static List<double[]> play(EngineRun run, long seed, int from, int to) {
    double[] prices = Properties.walk(new Random(seed), to, 30_000, 1e-4);
    List<double[]> seen = new ArrayList<>();
    for (int i = from; i < to; i++) {
      long now = START + i * STEP;
      run.step(new Random(seed * 1_000_003 + i), new OrderBook(50), prices[i], now);
      if (i % 10 == 9) {
        run.snapshot(now);
        seen.add(run.values.clone());
        checkBounds(run);
      }
    }
    return seen;
  }

  private static void checkBounds(EngineRun run) {
    for (int i = 0; i < run.values.length; i++) {
      FeatureDefinition definition = run.engine.catalogue().get(i);
      boolean valid = (run.valid[i >>> 6] >>> (i & 63) & 1) != 0;
      double value = run.values[i];
      if (valid) {
        assertThat(value)
            .as(definition.id())
            .isBetween(definition.min(), definition.max())
            .isFinite();
      } else {
        assertThat(value).as(definition.id()).isZero();
      }
    }
  }

  private static void check(int index, EngineRun run, long timeNs) {
    if (index % 97 == 0) {
      run.snapshot(timeNs);
      checkBounds(run);
    }
  }

  @Test
  void hasAtLeastNinetyFeaturesWithEveryColumnFilled() {
    FeatureCatalogue catalogue = FeatureCatalogue.of(FeatureOptions.defaults());
    assertThat(catalogue.size()).isGreaterThanOrEqualTo(90);
    for (FeatureDefinition definition : catalogue.definitions()) {
      assertThat(definition.family()).as(definition.id()).isNotBlank();
      assertThat(definition.definition()).as(definition.id()).isNotBlank();
      assertThat(definition.unit()).as(definition.id()).isNotBlank();
      assertThat(definition.warmUp()).as(definition.id()).isNotBlank();
      assertThat(definition.source()).as(definition.id()).isNotBlank();
      assertThat(definition.min()).as(definition.id()).isLessThan(definition.max());
      assertThat(catalogue.get(catalogue.indexOf(definition.id()))).isSameAs(definition);
    }
    assertThat(catalogue.indexOf("unknown")).isEqualTo(-1);
  }

  @Test
  void namesTheSetByItsOrderedIds() {
    FeatureCatalogue one = FeatureCatalogue.of(FeatureOptions.defaults());
    assertThat(one.setId()).matches("v1-[0-9a-f]{16}");
    assertThat(FeatureCatalogue.of(FeatureOptions.defaults()).setId()).isEqualTo(one.setId());
    FeatureOptions other =
        new FeatureOptions(
            FeatureOptions.defaults().tradeSource(),
            List.of(2, 30),
            1_000_000_000L,
            60_000_000_000L,
            50,
            0,
            500,
            List.of("@core"));
    assertThat(FeatureCatalogue.of(other).setId()).isNotEqualTo(one.setId());
  }

  @Test
  void staysWithinItsRangesAndAlmostAllBecomesValid() {
    EngineRun run = new EngineRun(EngineRun.btc());
    // 70 minutes, so that the indicators on minute bars warm up.
    play(run, 7, 0, 4 * 60 * 70);
    for (FeatureDefinition definition : run.engine.catalogue().definitions()) {
      if (!definition.id().startsWith("liquidation_imbalance")) {
        assertThat(run.isValid(definition.id())).as(definition.id()).isTrue();
      }
    }
  }

  @Test
  void seesNothingOfTheFuture() {
    List<double[]> full = play(new EngineRun(EngineRun.btc()), 3, 0, 3000);
    for (int length : new int[] {500, 1500, 2990}) {
      List<double[]> prefix = play(new EngineRun(EngineRun.btc()), 3, 0, length);
      assertThat(full.subList(0, prefix.size())).containsExactlyElementsOf(prefix);
    }
  }

  @Test
  void continuesFromStoredStateAsIfNothingHadHappened() {
    Properties.forSeeds(
        8,
        (random, seed) -> {
          int cut = 1 + random.nextInt(2600);
          EngineRun through = new EngineRun(EngineRun.btc());
          List<double[]> expected = play(through, seed, 0, 3000);
          EngineRun before = new EngineRun(EngineRun.btc());
          List<double[]> actual = new ArrayList<>(play(before, seed, 0, cut));
          EngineRun after = new EngineRun(EngineRun.btc());
          after.restore(before.state());
          assertThat(after.state()).isEqualTo(before.state());
          actual.addAll(play(after, seed, cut, 3000));
          assertThat(actual).containsExactlyElementsOf(expected);
          assertThat(after.state()).isEqualTo(through.state());
        });
  }

  @Test
  void rejectsStateOfAnotherFeatureSet() {
    EngineRun run = new EngineRun(EngineRun.btc());
    StateWriter out = new StateWriter();
    out.writeByte(1);
    out.writeString("v1-0000000000000000");
    assertThatThrownBy(() -> run.engine.read(new StateReader(out.toByteArray())))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("STATE_MISMATCH: state=features");
  }

  @Test
  void survivesGapsExtremePricesAndSingleTicks() {
    EngineRun run = new EngineRun(EngineRun.btc());
    long now = START;
    run.snapshot(now);
    checkBounds(run);
    run.trade(30_000, 1, true, now);
    run.snapshot(now);
    checkBounds(run);
    Properties.forSeeds(
        5,
        (random, seed) -> {
          EngineRun wild = new EngineRun(EngineRun.btc());
          long time = START;
          for (int i = 0; i < 2000; i++) {
            time += random.nextInt(50) == 0 ? random.nextInt() * 40L : random.nextInt(900_000_000);
            double price = StrictMath.pow(10, random.nextInt(9) - 3);
            wild.step(random, new OrderBook(50), Math.max(price, 0.01), time);
            if (i % 7 == 0) {
              wild.snapshot(time);
              checkBounds(wild);
            }
          }
        });
  }

  @ParameterizedTest
  @FieldSource("io.cryptoscalp.engine.testing.RecordedFrames#FILES")
  void keepsItsPromisesOnRecordedFramesAndRestoresInTheMiddle(String files) {
    RecordedFrames recorded = RecordedFrames.load(files);
    EngineRun run = EngineRun.recorded(recorded, 40_000, -1, FeatureEngineTest::check);
    EngineRun restored = EngineRun.recorded(recorded, 40_000, 7_001, FeatureEngineTest::check);
    assertThat(restored.state()).isEqualTo(run.state());
    assertThat(restored.values).isEqualTo(run.values);
    assertThat(restored.valid).isEqualTo(run.valid);
    assertThat(run.isValid("spread_bps")).isTrue();
    assertThat(run.isValid("ofi_l5_10s")).isTrue();
    assertThat(run.isValid("rsi_14_1s")).isTrue();
    assertThat(run.isValid("kyle_lambda_60s")).isTrue();
  }
}
