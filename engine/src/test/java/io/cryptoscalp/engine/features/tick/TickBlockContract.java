package io.cryptoscalp.engine.features.tick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.testing.RecordedFrames;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every block of tick features keeps, whatever it computes. */
abstract class TickBlockContract {
  private static final int STEPS = 4000;

  /** A block that has seen nothing, over these windows. */
  protected abstract TickBlock block(List<Integer> windowsSeconds);

  /** The naive twin: every feature afresh from all raw events; NaN or absent where not valid. */
  protected abstract void expect(TickTape tape, Map<String, Double> to);

  /** How far a value may be from the twin's, relative to it or to 1 where it is smaller. */
  protected double tolerance(String id) {
    return 1e-9;
  }

  /** Features that the seeded market need not make valid. */
  protected boolean mayStayInvalid(String id) {
    return false;
  }

  private TickRun run(long priceUnit, long quantityUnit) {
    return new TickRun(block(TickRun.WINDOWS), priceUnit, quantityUnit);
  }

  private TickRun run() {
    return run(10_000_000, 100_000);
  }

  private Set<String> compare(TickRun run, String at) {
    Map<String, Double> expected = new TreeMap<>();
    expect(run.tape, expected);
    Map<String, Double> found = run.values();
    assertThat(found.keySet()).as("features of the twin").containsAll(expected.keySet());
    Set<String> valid = new TreeSet<>();
    found.forEach(
        (id, value) -> {
          double twin = expected.getOrDefault(id, Double.NaN);
          if (Double.isNaN(twin) || Double.isNaN(value)) {
            assertThat(Double.isNaN(value))
                .as(id + " " + at + " is " + value + ", by the twin " + twin)
                .isEqualTo(Double.isNaN(twin));
            return;
          }
          double slack = tolerance(id) * Math.max(1, Math.abs(twin));
          assertThat(value).as(id + " " + at).isCloseTo(twin, within(slack));
          valid.add(id);
        });
    return valid;
  }

  private static void assertRanges(TickRun run, String at) {
    Map<String, Double> values = run.values();
    for (FeatureDefinition feature : run.features) {
      double value = values.get(feature.id());
      if (!Double.isNaN(value)) {
        assertThat(value).as(feature.id() + " " + at).isBetween(feature.min(), feature.max());
        assertThat(value).as(feature.id() + " " + at).isFinite();
      }
    }
  }

  @Test
  void everyDefinitionIsWhole() {
    Set<String> ids = new HashSet<>();
    FeatureCatalogue.of(FeatureOptions.defaults()).definitions().forEach(f -> ids.add(f.id()));
    for (FeatureDefinition feature : run().features) {
      assertThat(ids.add(feature.id())).as(feature.id() + " is unique").isTrue();
      assertThat(feature.id()).matches("[a-z][a-z0-9_]*");
      assertThat(feature.family()).as(feature.id()).isNotEmpty();
      assertThat(feature.timeframe()).isEqualTo("tick");
      assertThat(feature.definition()).as(feature.id()).isNotEmpty();
      assertThat(feature.unit()).as(feature.id()).isNotEmpty();
      assertThat(feature.warmUp()).as(feature.id()).isNotEmpty();
      assertThat(feature.source()).as(feature.id()).isNotEmpty();
      assertThat(feature.inputs()).as(feature.id()).isNotEmpty();
      assertThat(feature.min()).as(feature.id()).isLessThan(feature.max());
    }
  }

  @Test
  void nothingIsValidBeforeTheFirstEvent() {
    assertThat(run().values().values()).allMatch(value -> value.isNaN());
  }

  @Test
  void equalsItsDefinitionsOnSeededMarkets() {
    Set<String> valid = new TreeSet<>();
    for (int seed = 1; seed <= 4; seed++) {
      TickRun run = run();
      SeededMarket market = new SeededMarket(seed, seed % 2 == 0 ? 20 : 300);
      Random random = new Random(seed);
      for (int i = 0; i < STEPS; i++) {
        market.step(run);
        if (random.nextInt(120) == 0) {
          run.advance(market.nowNs() + random.nextInt(400_000_000));
          valid.addAll(compare(run, "seed " + seed + " step " + i));
          assertRanges(run, "seed " + seed + " step " + i);
        }
      }
    }
    for (FeatureDefinition feature : run().features) {
      if (!mayStayInvalid(feature.id())) {
        assertThat(valid).as("valid at least once").contains(feature.id());
      }
    }
  }

  @ParameterizedTest
  @FieldSource("io.cryptoscalp.engine.testing.RecordedFrames#FILES")
  void equalsItsDefinitionsOnRecordedFrames(String files) {
    RecordedFrames recorded = RecordedFrames.load(files);
    TickRun run = run();
    Random random = new Random(5);
    int every = Math.max(1, recorded.frames().size() / 30);
    run.recorded(
        recorded,
        timeNs -> {
          if (random.nextInt(every) == 0) {
            compare(run, "at " + timeNs);
            assertRanges(run, "at " + timeNs);
          }
        });
  }

  @Test
  void valuesOnAPrefixAreThoseOfTheFullRun() {
    TickRun full = run();
    SeededMarket market = new SeededMarket(11, 50);
    Map<Integer, Map<String, Double>> seen = new TreeMap<>();
    for (int i = 0; i < STEPS; i++) {
      market.step(full);
      // Looking often must not change anything either.
      seen.put(i, full.values());
    }
    for (int cut : new int[] {0, 700, STEPS / 2, STEPS - 2}) {
      TickRun prefix = run();
      SeededMarket again = new SeededMarket(11, 50);
      for (int i = 0; i <= cut; i++) {
        again.step(prefix);
      }
      assertThat(prefix.values()).as("cut at %s", cut).isEqualTo(seen.get(cut));
    }
  }

  @Test
  void restoredStateGoesOnBitForBit() {
    for (int cut : new int[] {0, 1, 40, STEPS / 3, STEPS - 300}) {
      TickRun full = run();
      SeededMarket market = new SeededMarket(12, 50);
      SeededMarket again = new SeededMarket(12, 50);
      TickRun before = run();
      for (int i = 0; i < cut; i++) {
        market.step(full);
        again.step(before);
      }
      byte[] state = full.state();
      TickRun restored = run().restore(state);
      assertThat(restored.state()).as("cut at %s", cut).isEqualTo(state);
      for (int i = cut; i < Math.min(STEPS, cut + 900); i++) {
        market.step(full);
        again.step(restored);
        assertThat(restored.values()).as("cut %s step %s", cut, i).isEqualTo(full.values());
      }
      assertThat(restored.state()).as("after a cut at %s", cut).isEqualTo(full.state());
    }
  }

  @Test
  void unitsOfPriceAndQuantityDoNotMatter() {
    TickRun plain = run(10_000_000, 100_000);
    TickRun scaled = run(80_000_000, 25_000);
    SeededMarket one = new SeededMarket(13, 50);
    SeededMarket two = new SeededMarket(13, 50);
    for (int i = 0; i < STEPS; i++) {
      one.step(plain);
      two.step(scaled);
      if (i % 50 == 0) {
        Map<String, Double> expected = plain.values();
        String at = " at " + i;
        scaled
            .values()
            .forEach(
                (id, found) -> {
                  double value = expected.get(id);
                  assertThat(Double.isNaN(found)).as(id + at).isEqualTo(Double.isNaN(value));
                  if (!Double.isNaN(value)) {
                    double slack = tolerance(id) * Math.max(1, Math.abs(value));
                    assertThat(found).as(id + at).isCloseTo(value, within(slack));
                  }
                });
      }
    }
  }

  @Test
  void aSingleEventOfEachKindIsNoTrouble() {
    for (int kind = 0; kind < 6; kind++) {
      TickRun run = run();
      long now = TickRun.START;
      switch (kind) {
        case 0 -> run.trade(300_000, 5, true, now);
        case 1 -> run.quote(300_000, 5, 300_001, 7, now);
        case 2 -> run.depth(new Random(1), 300_000, 300_001, 1, true, now);
        case 3 -> run.mark(300_000, 300_010, 1e-4, now + 60_000_000_000L, now);
        case 4 -> run.forced(300_000, 5, true, now);
        default -> run.input("open-interest", 1000, now);
      }
      compare(run, "kind " + kind);
      for (long later : new long[] {1, 1_000, 60_000, 400_000, 90_000_000}) {
        run.advance(now + later * 1_000_000);
        compare(run, "kind " + kind + " after " + later + " ms");
        assertRanges(run, "kind " + kind + " after " + later + " ms");
      }
    }
  }

  @Test
  void extremePricesAndQuantitiesStayInRange() {
    Random random = new Random(14);
    TickRun run = run(1, 1);
    long now = TickRun.START;
    for (int i = 0; i < 4000; i++) {
      now += random.nextInt(200_000_000);
      long price = random.nextBoolean() ? 1 + random.nextInt(4) : 9_000_000_000_000_000L;
      long quantity = random.nextBoolean() ? 1 : 4_000_000_000_000_000_000L;
      switch (random.nextInt(6)) {
        case 0, 1 -> run.quote(price, quantity, price + 1 + random.nextInt(3), 1 + i, now);
        case 2 -> run.trade(price, quantity, random.nextBoolean(), now);
        case 3 -> run.depth(random, price, price + 1, 30, true, now);
        case 4 -> run.mark(price, price + i, random.nextBoolean() ? 5 : -5, now + i, now);
        default -> run.forced(price, quantity, random.nextBoolean(), now);
      }
      assertRanges(run, "step " + i);
    }
  }
}
