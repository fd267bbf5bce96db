package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.testing.Properties;
import io.cryptoscalp.engine.testing.RecordedFrames;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Does every feature of the catalogue equal its definition, computed afresh from all raw events and
 * bars: the same value, and masked at the same moments?
 */
class CatalogueTwinTest {
  private static final long START = 1_700_000_000_000_000_000L;

  /** Features that were valid at least once. */
  private final Set<String> compared = new TreeSet<>();

  static Map<String, Double> expected(EngineRun run) {
    Map<String, Double> expected = new TreeMap<>();
    new NaiveTicks(run.tape, expected).all();
    NaiveVpin.of(run.tape).ifPresent(value -> expected.put("vpin", value));
    FeatureOptions options = run.tape.options;
    NaiveBars fast = new NaiveBars(run.instrument, of(run, options.fastBarSpec()), expected);
    fast.indicators(options.fastBar());
    fast.windows(options);
    new NaiveBars(run.instrument, of(run, options.slowBarSpec()), expected)
        .indicators(options.slowBar());
    return expected;
  }

  private static List<Bar> of(EngineRun run, String spec) {
    return run.closed.stream().filter(bar -> bar.spec().equals(spec)).toList();
  }

  /** Takes a snapshot and holds all of it to the definitions. */
  private void compare(EngineRun run, long timeNs) {
    run.tape.time(timeNs);
    run.snapshot(timeNs);
    Map<String, Double> expected = expected(run);
    for (FeatureDefinition feature : run.engine.catalogue().definitions()) {
      String id = feature.id();
      Double value = expected.remove(id);
      assertThat(run.isValid(id)).as(id + " valid, expected " + value).isEqualTo(value != null);
      if (value != null) {
        compared.add(id);
        assertThat(run.value(id)).as(id).isBetween(feature.min(), feature.max());
        double error = Math.abs(run.value(id) - value);
        double tolerance = 1e-9 * Math.abs(value) + tolerance(feature);
        assertThat(error)
            .as("%s is %s, expected %s", id, run.value(id), value)
            .isLessThanOrEqualTo(tolerance);
      }
    }
    assertThat(expected).as("not in the catalogue").isEmpty();
  }

  /** Differences of nearly equal prices carry the rounding of the prices, in bps of one. */
  private static double tolerance(FeatureDefinition feature) {
    return feature.unit().startsWith("bps") || feature.unit().equals("%") ? 2e-8 : 1e-9;
  }

  @Test
  void equalsItsDefinitionsOnSeededMarkets() {
    Properties.forSeeds(
        4,
        (random, seed) -> {
          EngineRun run = new EngineRun(EngineRun.btc()).taped();
          OrderBook book = new OrderBook(50);
          double[] prices = Properties.walk(random, 4000, 30_000, 2e-4);
          long now = START + random.nextInt(1_000_000_000);
          // Every other market is slow, so that an hour of minute bars comes together.
          int pace = seed % 2 == 0 ? 3_000_000 : 500_000;
          for (int i = 0; i < prices.length; i++) {
            now += random.nextInt(400) == 0 ? 95_000_000_000L : random.nextInt(pace) * 1000L;
            run.step(random, book, prices[i], now);
            if (random.nextInt(10) == 0) {
              run.liquidation(prices[i], 0.001 * (1 + random.nextInt(900)), i % 3 > 0, now);
            }
            if (random.nextInt(50) == 0) {
              run.quote(prices[i], 1, prices[i], 1, now);
            }
            if (random.nextInt(50) == 0) {
              run.depth(new OrderBook(10), now);
            }
            if (random.nextInt(60) == 0) {
              compare(run, now + random.nextInt(100_000_000));
            }
          }
          compare(run, now);
        });
    for (FeatureDefinition feature : FeatureCatalogue.of(FeatureOptions.defaults()).definitions()) {
      assertThat(compared).contains(feature.id());
    }
  }

  @ParameterizedTest
  @FieldSource("io.cryptoscalp.engine.testing.RecordedFrames#FILES")
  void equalsItsDefinitionsOnRecordedFrames(String files) {
    RecordedFrames recorded = RecordedFrames.load(files);
    Random random = new Random(5);
    int every = recorded.frames().size() / 40;
    EngineRun.recorded(
        new EngineRun(recorded.instrument()).taped(),
        recorded,
        Integer.MAX_VALUE,
        -1,
        (index, run, timeNs) -> {
          if (random.nextInt(every) == 0) {
            compare(run, timeNs);
          }
        });
  }
}
