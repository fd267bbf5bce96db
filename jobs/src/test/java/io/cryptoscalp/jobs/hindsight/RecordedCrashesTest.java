package io.cryptoscalp.jobs.hindsight;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.testing.RecordedData;
import io.cryptoscalp.models.candles.CandleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Does the live consensus keep its targets on recorded crashes? A fall of 8 % within an hour is
 * flagged within two candles of a minute (60 s on seconds) of the 3 % that begin it, no day has six
 * changes, and at most one flag is raised in a calm month.
 */
class RecordedCrashesTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long HOUR = 60 * MINUTE;
  private static final String SPRING = "klines-1m-binance-spot-2021-04/";
  private static final String FEBRUARY = "klines-1m-binance-usdm-2026-02/";
  private static final CrashEvent APRIL_18 = CrashEvent.of("2021-04-18,2021-04-18,2021-04-19");
  private static final CrashEvent MAY_12 =
      CrashEvent.of("2021-05-12,2021-05-12T18:00,2021-05-13T12:00");
  private static final CrashEvent FEBRUARY_5 =
      CrashEvent.of("2026-02-05,2026-02-05,2026-02-06T12:00");

  private static CandleFile read(String file) throws IOException {
    Path path = RecordedData.require(file);
    return CandleInput.ofFile(path, Long.MIN_VALUE, Long.MAX_VALUE).read();
  }

  private static ConsensusRun run(CandleFile candles) {
    return ConsensusRun.of(candles, ConsensusOptions.of(candles.intervalNs()));
  }

  private static String spring(String symbol) {
    return SPRING + symbol + "USDT-1m-2021-04-02_2021-05-14.json.gz";
  }

  /** The crash is flagged so many candles after its onset or sooner. */
  private static void flagged(ConsensusRun run, CrashEvent event, int within, String of) {
    CrashFinding found = CrashFinding.of(run, event, HOUR, 0.08, 0.03);
    assertThat(found.fall()).as(of).isNotNull();
    assertThat(found.delayCandles()).as(of + " " + event.name()).isBetween(0, within);
  }

  private static void quiet(ConsensusRun run, String of) {
    RegimeFlips flips = RegimeFlips.of(run, 5);
    assertThat(flips.aDay()).as("changes a day of " + of).isLessThan(4);
    assertThat(flips.worstDay()).as("changes in one day of " + of).isLessThan(6);
  }

  /** Flags of the months without a fall of a depth within a day. */
  private static List<Integer> flags(ConsensusRun run, double depth) {
    return CalmMonths.of(run, depth).stream()
        .filter(CalmMonths.Month::calm)
        .map(CalmMonths.Month::flags)
        .toList();
  }

  @Test
  void minutesOfSpring2021() throws IOException {
    for (String symbol : List.of("ADA", "BNB", "BTC", "DOGE", "ETH", "LTC", "SOL", "XRP")) {
      ConsensusRun run = run(read(spring(symbol)));
      flagged(run, APRIL_18, 2, symbol);
      flagged(run, MAY_12, 2, symbol);
      quiet(run, symbol);
    }
  }

  @Test
  void minutesOfAPerpetualInJanuary2022() throws IOException {
    String file = "klines-1m-btc-perp-2022-01/btc-perp-1m-2021-12-31_2022-02-01.csv.gz";
    ConsensusRun run = run(read(file));
    quiet(run, "BTC perpetual");
    long flags = run.changes().stream().filter(change -> change.to() == Regime.CRASH).count();
    assertThat(flags).as("falls of 3 % an hour in a month that lost 30 %").isBetween(1L, 11L);
  }

  @Test
  void minutesOfFebruary2026() throws IOException {
    for (String symbol : List.of("ALGO", "AVAX", "DOT", "FIL", "LINK", "LTC", "NEAR")) {
      ConsensusRun run = run(read(FEBRUARY + symbol + "USDT-1m-2026-02.csv.gz"));
      flagged(run, FEBRUARY_5, 2, symbol);
      quiet(run, symbol);
    }
  }

  @Test
  void fiveMinutesOfTheLunaWeek() throws IOException {
    CrashEvent luna = CrashEvent.of("LUNA,2022-05-08,2022-05-14");
    for (String file :
        List.of(
            "binance-spot-BTCUSDT-5m-2021-11_2022-05",
            "ftx-BTCUSDT-5m-2021-11_2022-05",
            "ftx-ETHUSDT-5m-2021-11_2022-05")) {
      ConsensusRun run = run(read("klines-5m-luna-2022/" + file + ".json.gz"));
      flagged(run, luna, 2, file);
      quiet(run, file);
      // They have months with falls of 9 to 10 % within a day, none without 8 %.
      assertThat(flags(run, 0.1)).as(file).isNotEmpty().allMatch(count -> count <= 3);
    }
  }

  @Test
  void secondsBetweenTheRecordedPrices() throws IOException {
    long from = CrashEvent.of("x,2021-04-15,2021-04-19").fromNs();
    for (String symbol : List.of("BTC", "ETH", "BNB", "DOGE", "XRP", "SOL")) {
      Path path = RecordedData.require(spring(symbol));
      CandleFile minutes = CandleInput.ofFile(path, from, from + 4 * 24 * HOUR).read();
      ConsensusRun run = run(SplitCandles.of(minutes, 1_000_000_000L));
      flagged(run, APRIL_18, 60, symbol);
    }
  }

  @Test
  void hoursOfFiveYears() throws IOException {
    List<Integer> below8 = new ArrayList<>();
    List<Integer> below10 = new ArrayList<>();
    for (String symbol : List.of("BTC", "ETH", "BNB", "XRP")) {
      ConsensusRun run =
          run(read("klines-1h-binance-spot-2017-2022/" + symbol + "USDT-1h.json.gz"));
      quiet(run, symbol);
      below8.addAll(flags(run, 0.08));
      below10.addAll(flags(run, 0.1));
    }
    assertThat(below8).hasSizeGreaterThan(5).allMatch(count -> count <= 1);
    int total = below10.stream().mapToInt(Integer::intValue).sum();
    assertThat((double) total / below10.size()).as("flags a month").isLessThan(0.5);
  }
}
