package io.cryptoscalp.engine.regime.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.RegimeOdds;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does a fall of all become a crash of the market, whatever the order, and not that of one? */
class MarketWatchTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long START = 1_700_000_040L * 1_000_000_000L;
  private static final int CALM = 300;
  private static final int MINUTES = 330;
  private static final RegimeOdds QUIET = new RegimeOdds(0.9, 0.05, 0.05, 0, 0, 0);
  private static final RegimeOdds FALLING = new RegimeOdds(0.1, 0.1, 0, 0.8, 0, 0);

  /** Six instruments of a common factor; so many of them fall at the end. */
  private static List<List<MarketMeasure>> market(int falling) {
    Random random = new Random(11);
    double[] prices = {100, 100, 100, 100, 100, 100};
    List<List<MarketMeasure>> minutes = new ArrayList<>();
    for (int m = 1; m <= MINUTES; m++) {
      double factor = random.nextGaussian() * 1e-3;
      List<MarketMeasure> minute = new ArrayList<>();
      for (int i = 0; i < prices.length; i++) {
        boolean falls = i < falling && m > CALM;
        prices[i] *= 1 + factor + random.nextGaussian() * 3e-4 - (falls ? 5e-3 : 0);
        minute.add(measure("A" + i + (i < 3 ? ".BINANCE" : ".OTHER"), m, prices[i], falls));
      }
      minutes.add(minute);
    }
    return minutes;
  }

  private static MarketMeasure measure(String id, int minute, double price, boolean falls) {
    return measure(id, minute, START + minute * MINUTE, price, falls);
  }

  private static MarketMeasure measure(
      String id, int minute, long close, double price, boolean falls) {
    return new MarketMeasure(
        id,
        close,
        close + 5_000_000,
        minute,
        close == START + minute * MINUTE,
        price,
        price,
        price,
        1,
        1,
        0,
        0,
        1e-4,
        1e6,
        1e-4,
        "",
        "",
        falls ? FALLING : QUIET);
  }

  private static List<String> run(List<List<MarketMeasure>> minutes, long seed, boolean restore) {
    Random random = new Random(seed);
    MarketWatch watch = new MarketWatch();
    List<String> told = new ArrayList<>();
    for (List<MarketMeasure> minute : minutes) {
      List<MarketMeasure> order = new ArrayList<>(minute);
      Collections.shuffle(order, random);
      order.forEach(watch::take);
      long now = minute.get(0).closeTimeNs();
      if (random.nextBoolean()) {
        watch.advance(
            now + 1, interval -> told.add(interval.toString()), d -> told.add(d.toString()));
      }
      if (restore) {
        StateWriter out = new StateWriter();
        watch.write(out);
        watch = new MarketWatch();
        watch.read(new StateReader(out.toByteArray()));
      }
    }
    watch.advance(
        Long.MAX_VALUE, interval -> told.add(interval.toString()), d -> told.add(d.toString()));
    return told;
  }

  private static List<RegimeDirective> directives(int falling) {
    MarketWatch watch = new MarketWatch();
    List<RegimeDirective> told = new ArrayList<>();
    for (List<MarketMeasure> minute : market(falling)) {
      minute.forEach(watch::take);
      watch.advance(minute.get(0).closeTimeNs(), interval -> {}, told::add);
    }
    return told;
  }

  @Test
  void aCrashThatIsOverBeforeItsMinuteEndsCountsInThatMinute() {
    MarketWatch watch = new MarketWatch();
    List<RegimeDirective> told = new ArrayList<>();
    for (List<MarketMeasure> minute : market(0)) {
      int m = (int) minute.get(0).sequence();
      for (MarketMeasure each : minute) {
        if (m == CALM) {
          long close = each.closeTimeNs() - 30_000_000_000L;
          watch.take(measure(each.instrument(), m, close, each.price() * 0.95, true));
        }
        watch.take(each);
      }
      watch.advance(minute.get(0).closeTimeNs(), interval -> {}, told::add);
    }
    assertThat(told)
        .anyMatch(
            d ->
                d.scope().equals("MARKET")
                    && d.regime() == Regime.CRASH
                    && d.eventTimeNs() == START + CALM * MINUTE);
  }

  @Test
  void aFallOfAllIsACrashOfTheMarketWithinMinutes() {
    List<RegimeDirective> crashes =
        directives(6).stream().filter(d -> d.regime() == Regime.CRASH).toList();
    assertThat(crashes).anyMatch(d -> d.scope().equals("MARKET"));
    assertThat(crashes).anyMatch(d -> d.scope().equals("BINANCE"));
    assertThat(crashes.get(0).eventTimeNs() - START - CALM * MINUTE).isBetween(MINUTE, 3 * MINUTE);
  }

  @Test
  void aFallOfOneIsNone() {
    assertThat(directives(1)).noneMatch(d -> d.regime() == Regime.CRASH);
    assertThat(directives(0)).noneMatch(d -> d.regime() == Regime.CRASH);
  }

  @Test
  void neitherOrderNorRestoresNorTheWatermarksStepsCount() {
    List<List<MarketMeasure>> minutes = market(6);
    List<String> first = run(minutes, 1, false);
    assertThat(first).isNotEmpty();
    assertThat(run(minutes, 2, false)).isEqualTo(first);
    assertThat(run(minutes, 3, true)).isEqualTo(first);
  }

  @Test
  void aGapInTimeIsSkipped() {
    MarketWatch watch = new MarketWatch();
    List<String> told = new ArrayList<>();
    watch.take(measure("A.BINANCE", 1, 100, false));
    watch.take(measure("A.BINANCE", 500_000_000 / 60, 100, false));
    watch.advance(
        Long.MAX_VALUE, interval -> told.add(interval.toString()), d -> told.add(d.toString()));
    assertThat(told.size()).isLessThan(20);
  }
}
