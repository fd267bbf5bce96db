package io.cryptoscalp.engine.features.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every family of features on bars keeps, whatever it computes. */
public abstract class BarFamilyContract {
  private static final long MINUTE = 60_000_000_000L;
  private static final long START = 1_700_000_040_000_000_000L;

  /** The family under test. */
  protected abstract BarFamily family();

  /** Bars that let every feature of the family warm up. */
  protected int length() {
    return 600;
  }

  /**
   * A seeded market in whole ticks with moves, rests and gaps.
   *
   * @param price start, quote units
   * @param scale factor on all prices, a power of two keeps ratios exact
   * @param volumeScale factor on all volumes
   */
  public static List<Bar> market(
      int seed, int count, double price, double scale, double volumeScale) {
    Random random = new Random(seed);
    List<Bar> bars = new ArrayList<>();
    long last = Math.round(price * 10);
    double volatility = 8;
    for (int i = 0; i < count; i++) {
      volatility = Math.max(1, volatility * Math.exp(0.1 * random.nextGaussian()));
      volatility = Math.min(volatility, last * 0.002);
      long open = Math.max(10, last + Math.round(random.nextGaussian() * volatility / 4));
      long close = Math.max(10, open + Math.round(random.nextGaussian() * volatility));
      if (random.nextInt(20) == 0) {
        close = open;
      }
      long high = Math.max(open, close) + (long) (random.nextDouble() * volatility);
      long low = Math.max(1, Math.min(open, close) - (long) (random.nextDouble() * volatility));
      double volume = (1 + random.nextInt(1000)) * 0.25;
      double buys = Math.floor(volume * random.nextDouble() * 4) / 4;
      bars.add(bar(i, open, high, low, close, scale, volume * volumeScale, buys * volumeScale, 7));
      last = close;
    }
    return bars;
  }

  /** A bar whose prices are in tenths of the quote unit. */
  protected static Bar bar(
      int i,
      long open,
      long high,
      long low,
      long close,
      double scale,
      double volume,
      double buys,
      long trades) {
    long unit = Math.round(1e7 * scale);
    return new Bar(
        BarRun.btc().id(),
        "time-1m",
        START + i * MINUTE,
        START + (i + 1) * MINUTE,
        open * unit,
        high * unit,
        low * unit,
        close * unit,
        volume,
        volume * close * scale / 10,
        buys,
        trades,
        i);
  }

  private BarRun run(List<Bar> bars) {
    return new BarRun(family()).feed(bars);
  }

  @Test
  void everyDefinitionIsWhole() {
    Set<String> ids = new HashSet<>();
    for (FeatureDefinition feature :
        run(List.of()).features.stream().map(f -> f.definition()).toList()) {
      assertThat(ids.add(feature.id())).as(feature.id() + " is unique").isTrue();
      assertThat(feature.id()).matches("[a-z][a-z0-9_]*_1m");
      assertThat(feature.family()).as(feature.id()).isNotEmpty();
      assertThat(feature.definition()).as(feature.id()).isNotEmpty();
      assertThat(feature.unit()).as(feature.id()).isNotEmpty();
      assertThat(feature.source()).as(feature.id()).isNotEmpty();
      assertThat(feature.inputs()).as(feature.id()).isNotEmpty();
      assertThat(feature.min()).as(feature.id()).isLessThan(feature.max());
    }
  }

  @Test
  void warmUpEndsWhereStatedAndValuesKeepTheirRange() {
    BarRun run = run(market(1, length(), 30_000, 1, 1));
    for (int f = 0; f < run.features.size(); f++) {
      FeatureDefinition feature = run.features.get(f).definition();
      boolean conditional = feature.warmUp().contains(",");
      int first = -1;
      for (int i = 0; i < length(); i++) {
        double value = run.row(i)[f];
        if (Double.isNaN(value)) {
          assertThat(first < 0 || conditional).as(feature.id() + " stays valid at " + i).isTrue();
        } else {
          first = first < 0 ? i : first;
          assertThat(value).as(feature.id()).isBetween(feature.min(), feature.max());
        }
      }
      assertThat(first).as(feature.id() + " was never valid").isNotNegative();
      if (conditional) {
        assertThat(first + 1).as(feature.id()).isGreaterThanOrEqualTo(feature.warmUpBars());
      } else {
        assertThat(first + 1).as(feature.id()).isEqualTo(feature.warmUpBars());
      }
    }
  }

  @Test
  void valuesOnAPrefixAreThoseOfTheFullRun() {
    List<Bar> bars = market(2, length(), 30_000, 1, 1);
    BarRun full = run(bars);
    for (int cut : new int[] {1, length() / 3, length() - 1}) {
      BarRun prefix = run(bars.subList(0, cut));
      assertThat(prefix.row(cut - 1)).isEqualTo(full.row(cut - 1));
    }
  }

  @Test
  void restoredStateGoesOnBitForBit() {
    List<Bar> bars = market(3, length(), 30_000, 1, 1);
    BarRun full = run(bars);
    for (int cut : new int[] {0, 3, length() / 2}) {
      byte[] state = new BarRun(family()).feed(bars.subList(0, cut)).state();
      BarRun restored = new BarRun(family());
      assertThat(restored.restore(state)).isZero();
      assertThat(restored.state()).as("cut at %s", cut).isEqualTo(state);
      restored.feed(bars.subList(cut, bars.size()));
      for (int i = cut; i < bars.size(); i++) {
        assertThat(restored.row(i - cut))
            .as("bar %s after a cut at %s", i, cut)
            .isEqualTo(full.row(i));
      }
    }
  }

  @Test
  void unitsOfPriceAndVolumeDoNotMatter() {
    BarRun plain = run(market(4, length(), 30_000, 1, 1));
    BarRun scaled = run(market(4, length(), 30_000, 8, 0.25));
    for (int i = 0; i < length(); i++) {
      for (int f = 0; f < plain.features.size(); f++) {
        double expected = plain.row(i)[f];
        double found = scaled.row(i)[f];
        String at = plain.features.get(f).definition().id() + " at " + i;
        assertThat(Double.isNaN(found)).as(at).isEqualTo(Double.isNaN(expected));
        if (!Double.isNaN(expected)) {
          assertThat(found)
              .as(at)
              .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        }
      }
    }
  }

  @Test
  void aPriceThatNeverMovesIsNoTrouble() {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < length(); i++) {
      bars.add(bar(i, 300_000, 300_000, 300_000, 300_000, 1, i % 3, i % 2, i % 3));
    }
    assertRanges(run(bars));
  }

  @Test
  void extremePricesAndEmptyBarsStayInRange() {
    List<Bar> bars = new ArrayList<>(market(5, length() / 2, 30_000, 1, 1));
    Random random = new Random(6);
    for (int i = bars.size(); i < length(); i++) {
      long low = 1L + random.nextInt(3);
      long high = random.nextInt(4) == 0 ? 90_000_000_000L : low + random.nextInt(5);
      boolean empty = random.nextInt(5) == 0;
      double volume = empty ? 0 : Math.pow(10, random.nextInt(12) - 4);
      long close = random.nextBoolean() ? low : high;
      bars.add(
          bar(
              i,
              random.nextBoolean() ? low : high,
              high,
              low,
              close,
              1,
              volume,
              volume / 2,
              empty ? 0 : 3));
    }
    assertRanges(run(bars));
  }

  private static void assertRanges(BarRun run) {
    for (int f = 0; f < run.features.size(); f++) {
      FeatureDefinition feature = run.features.get(f).definition();
      String id = feature.id();
      for (double value : run.column(id.substring(0, id.length() - 3))) {
        if (!Double.isNaN(value)) {
          double slack = 1e-9 * Math.max(1, Math.abs(value));
          assertThat(value).as(id).isBetween(feature.min() - slack, feature.max() + slack);
        }
      }
    }
  }
}
