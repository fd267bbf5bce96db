package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.testing.Properties;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Is every feature masked until exactly the warm-up that the catalogue states, and no longer? */
class FeatureWarmUpTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long STEP = SECOND / 4;
  private static final long START = 1_700_000_040L * SECOND;
  private static final Pattern LENGTH = Pattern.compile("(\\d+) (s|bars of 1s|bars)(,.*)?");

  private final EngineRun run = new EngineRun(EngineRun.btc()).taped();

  /** Steps of the seeded market at which a feature was first valid. */
  private final Map<String, Integer> first = new TreeMap<>();

  /** Bars of a specification that had closed at a step. */
  private final Map<String, Integer> barsAtFirst = new TreeMap<>();

  /** Plays a market in which every condition besides time holds from the start. */
  private void playSeventyMinutes() {
    int steps = 70 * 60 * 4;
    double[] prices = Properties.walk(new Random(1), steps, 30_000, 1e-4);
    Random random = new Random(2);
    for (int i = 0; i < steps; i++) {
      long now = START + i * STEP;
      OrderBook book = new OrderBook(50);
      run.step(random, book, prices[i], now);
      run.trade(prices[i], 0.001 * (1 + random.nextInt(50)), random.nextBoolean(), now);
      run.liquidation(prices[i], 0.01, random.nextBoolean(), now);
      run.snapshot(now);
      for (FeatureDefinition feature : run.engine.catalogue().definitions()) {
        if (run.isValid(feature.id()) && !first.containsKey(feature.id())) {
          first.put(feature.id(), i);
          barsAtFirst.put(feature.id(), bars(feature.family().equals("bar-1m") ? "1m" : "1s"));
        } else if (first.containsKey(feature.id())) {
          assertThat(run.isValid(feature.id())).as(feature.id() + " stays valid").isTrue();
        }
      }
    }
  }

  private int bars(String length) {
    String spec = "time-" + length;
    return (int) run.closed.stream().filter(bar -> bar.spec().equals(spec)).count();
  }

  @Test
  void endsExactlyWhereTheCatalogueSays() {
    playSeventyMinutes();
    int lengths = 0;
    for (FeatureDefinition feature : run.engine.catalogue().definitions()) {
      String id = feature.id();
      Matcher stated = LENGTH.matcher(feature.warmUp());
      if (stated.matches()) {
        lengths++;
        int length = Integer.parseInt(stated.group(1));
        if (stated.group(2).equals("s")) {
          assertThat(first.get(id)).as(id).isEqualTo(length * 4);
        } else {
          assertThat(barsAtFirst.get(id)).as(id).isEqualTo(length);
        }
      } else if (feature.warmUp().startsWith("longest window")) {
        assertThat(first.get(id)).as(id).isGreaterThanOrEqualTo(300 * 4);
      } else if (id.equals("microprice_bps")) {
        assertThat(first.get(id)).as(id).isGreaterThanOrEqualTo(20);
      } else if (!feature.family().equals("mark")) {
        assertThat(feature.warmUp()).as(id).matches("none|first .*");
        assertThat(first.get(id)).as(id).isZero();
      }
    }
    assertThat(lengths).isGreaterThan(100);
    // Liquidations come with each step; VPIN fills the window, then buckets of as much.
    assertThat(first.get("liquidations")).isEqualTo(300 * 4);
    assertThat(first.get("liquidation_imbalance")).isEqualTo(300 * 4);
    assertThat(first.get("vpin")).isBetween(590 * 4, 620 * 4);
  }

  @Test
  void ofTheMicropriceIsTwentyMovesOfTheMid() {
    EngineRun fresh = new EngineRun(EngineRun.btc());
    for (int i = 0; i <= 20; i++) {
      fresh.snapshot(START + i);
      assertThat(fresh.isValid("microprice_bps")).as("after %s moves", i - 1).isFalse();
      fresh.quote(100 + i, 1, 101 + i, 1, START + i);
    }
    fresh.snapshot(START + 21);
    assertThat(fresh.isValid("microprice_bps")).isTrue();
  }

  @Test
  void ofMarkFeaturesIsTheirFirstMessage() {
    EngineRun fresh = new EngineRun(EngineRun.btc());
    fresh.quote(100, 1, 101, 1, START);
    fresh.snapshot(START);
    for (String id : new String[] {"basis_bps", "mid_mark_bps", "funding_bps", "funding_hours"}) {
      assertThat(fresh.isValid(id)).as(id).isFalse();
    }
    fresh.mark(100.6, 100.5, 1e-4, START + 2 * 3600 * SECOND, START);
    fresh.snapshot(START);
    assertThat(fresh.value("basis_bps")).isCloseTo(0.1 / 100.5 * 1e4, within(1e-9));
    assertThat(fresh.value("mid_mark_bps")).isCloseTo(-0.1 / 100.6 * 1e4, within(1e-9));
    assertThat(fresh.value("funding_bps")).isEqualTo(1);
    assertThat(fresh.value("funding_hours")).isEqualTo(2);
  }
}
