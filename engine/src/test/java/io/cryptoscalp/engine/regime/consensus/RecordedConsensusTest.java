package io.cryptoscalp.engine.regime.consensus;

import static io.cryptoscalp.engine.regime.consensus.TrackerRun.BTC;
import static io.cryptoscalp.engine.regime.consensus.TrackerRun.MINUTE;
import static io.cryptoscalp.engine.regime.consensus.TrackerRun.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.testing.RecordedCandles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Are recorded crashes flagged in time, calm months left alone, and regimes kept? */
class RecordedConsensusTest {
  private static final String SPRING =
      "klines-1m-binance-spot-2021-04/%sUSDT-1m-2021-04-02_2021-05-14.json.gz";
  private static final String WINTER = "klines-1m-binance-usdm-2026-02/%sUSDT-1m-2026-02.csv.gz";

  /** Regime after each bar. */
  private static List<Regime> play(TrackerRun run, List<Bar> bars) {
    List<Regime> after = new ArrayList<>();
    for (Bar bar : bars) {
      run.bar(bar);
      after.add(run.tracker.regime());
    }
    return after;
  }

  private static List<Bar> minutes(String pattern, String symbol) {
    String file = String.format(java.util.Locale.ROOT, pattern, symbol);
    return RecordedCandles.load(BTC, file, MINUTE, 0, Long.MAX_VALUE);
  }

  /**
   * Bars at which a fall first crosses 3 % below the high of the hour before, of those that reach 8
   * % within an hour of that high. By a plain search.
   */
  private static List<Integer> onsets(List<Bar> bars) {
    List<Integer> onsets = new ArrayList<>();
    for (int top = 0; top < bars.size(); top++) {
      long high = bars.get(top).high();
      int crossed = -1;
      for (int i = top + 1; i < Math.min(bars.size(), top + 60); i++) {
        Bar bar = bars.get(i);
        if (bar.high() > high || bar.closeTimeNs() - bars.get(top).closeTimeNs() > 60 * MINUTE) {
          break;
        }
        crossed = crossed < 0 && bar.close() <= 0.97 * high ? i : crossed;
        if (crossed >= 0 && bar.low() <= 0.92 * high) {
          onsets.add(crossed);
          break;
        }
      }
    }
    return onsets;
  }

  /** Fewer than six on every day of UTC, and so many on the mean. */
  private static void assertQuiet(TrackerRun run, double days, double mean) {
    SortedMap<Long, Integer> counts = new TreeMap<>();
    for (RegimeChange change : run.changes) {
      counts.merge(change.eventTimeNs() / (1440 * MINUTE), 1, Integer::sum);
    }
    assertThat(counts.values()).as("changes of each day").allMatch(count -> count < 6);
    assertThat(run.changes.size() / days).as("changes a day").isLessThan(mean);
  }

  private static void assertFlagged(List<Bar> bars, List<Regime> after) {
    List<Integer> onsets = onsets(bars);
    assertThat(onsets).isNotEmpty();
    for (int onset : onsets) {
      assertThat(after.subList(onset, Math.min(after.size(), onset + 3)))
          .as(
              "after the crossing at "
                  + Instant.ofEpochSecond(bars.get(onset).closeTimeNs() / SECOND))
          .contains(Regime.CRASH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BTC", "ETH", "BNB", "LTC", "ADA", "SOL", "XRP", "DOGE"})
  void flashCrashesOfSpring2021AreFlaggedWithinTwoMinutesAndRegimesStay(String symbol) {
    List<Bar> bars = minutes(SPRING, symbol);
    TrackerRun run = new TrackerRun(ConsensusOptions.minuteBars());
    assertFlagged(bars, play(run, bars));
    assertQuiet(run, 42.6, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALGO", "AVAX", "DOT", "FIL", "LINK", "LTC", "NEAR"})
  void theCrashOfFebruary2026IsFlaggedAndRegimesStay(String symbol) {
    List<Bar> bars = minutes(WINTER, symbol);
    TrackerRun run = new TrackerRun(ConsensusOptions.minuteBars());
    assertFlagged(bars, play(run, bars));
    assertQuiet(run, 28, 3);
    assertThat(run.to(Regime.CRASH))
        .anyMatch(
            change -> {
              String day =
                  Instant.ofEpochSecond(change.eventTimeNs() / SECOND).toString().substring(0, 10);
              return day.equals("2026-02-05");
            });
  }

  @Test
  void theCrashOfAprilIsFlaggedWithinAMinuteOnSeconds() {
    List<Bar> bars = minutes(SPRING, "BTC");
    long onset = Instant.parse("2021-04-18T03:20:00Z").getEpochSecond() * SECOND;
    TrackerRun run = new TrackerRun(ConsensusOptions.secondBars());
    double peak = 0;
    long crossedNs = 0;
    for (Bar bar : bars) {
      if (bar.openTimeNs() < onset - 2880 * MINUTE || bar.openTimeNs() > onset + 60 * MINUTE) {
        continue;
      }
      // The way within a minute is not recorded: open, high, low, close in equal times.
      double[] way = {
        BTC.price(bar.open()), BTC.price(bar.high()), BTC.price(bar.low()), BTC.price(bar.close())
      };
      for (int second = 1; second <= 60; second++) {
        int leg = Math.min(2, (second - 1) / 20);
        double price = way[leg] + (way[leg + 1] - way[leg]) * (second - 20 * leg) / 20.0;
        long end = bar.openTimeNs() + second * SECOND;
        peak = bar.openTimeNs() < onset - 30 * MINUTE ? price : Math.max(peak, price);
        if (crossedNs == 0 && price <= 0.97 * peak) {
          crossedNs = end;
        }
        run.tracker.update(end, price, price, price, 1, 0, second, interval -> {});
        if (crossedNs > 0 && end - crossedNs == 60 * SECOND) {
          assertThat(run.tracker.regime()).isEqualTo(Regime.CRASH);
        }
      }
    }
    assertThat(crossedNs).isPositive();
  }

  /** Weeks without a fall of 8 % within a day, on two venues. */
  @ParameterizedTest
  @CsvSource({
    "binance-spot-BTC, 2021-12-14, 2022-01-04, 0",
    "binance-spot-BTC, 2022-01-28, 2022-02-17, 1",
    "binance-spot-BTC, 2022-03-11, 2022-04-11, 1",
    "binance-spot-BTC, 2022-04-01, 2022-05-01, 0",
    "ftx-BTC, 2021-12-14, 2022-01-04, 0",
    "ftx-BTC, 2022-01-28, 2022-02-17, 1",
    "ftx-BTC, 2022-03-11, 2022-04-11, 1",
    "ftx-BTC, 2022-04-12, 2022-05-05, 0",
    "ftx-ETH, 2022-03-05, 2022-04-06, 1",
  })
  void calmWeeksOfFiveMinutesHaveAtMostOneFlag(String series, String from, String to, int most) {
    String file = "klines-5m-luna-2022/" + series + "USDT-5m-2021-11_2022-05.json.gz";
    TrackerRun run = new TrackerRun(ConsensusOptions.fiveMinuteBars());
    play(run, RecordedCandles.load(BTC, file, 5 * MINUTE, 0, Long.MAX_VALUE));
    long count =
        run.to(Regime.CRASH).stream()
            .map(change -> Instant.ofEpochSecond(change.eventTimeNs() / SECOND).toString())
            .filter(at -> at.compareTo(from) >= 0 && at.compareTo(to) < 0)
            .count();
    assertThat(count).as("from " + from).isLessThanOrEqualTo(most);
    assertQuiet(run, 208.3, 3);
  }
}
