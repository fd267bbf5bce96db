package io.cryptoscalp.bench.clickhouse;

import java.util.List;
import java.util.Locale;

/**
 * Regime intervals, pattern matches and minute bars by formula, in ClickHouse's SQL and in Java.
 * Every scope and detector enters another regime each {@link #STAY_NS}; a match has no price of its
 * own.
 *
 * @param instruments number of instruments; a venue group and the market come on top as scopes
 * @param intervals of all scopes and detectors
 * @param matches of all patterns and instruments
 * @param bars of all instruments, a multiple of their number
 */
record GeneratedRegimes(int instruments, long intervals, long matches, long bars) {
  static final long START_NS = 1_704_067_200_000_000_000L;
  static final long MINUTE_NS = 60_000_000_000L;
  static final long DAY_NS = 1440 * MINUTE_NS;
  static final long STAY_NS = 95 * MINUTE_NS;
  static final List<String> DETECTORS =
      List.of(
          "change-point",
          "consensus",
          "drawdown",
          "hmm",
          "liquidity",
          "market",
          "trend",
          "volatility");
  static final List<String> LABELS =
      List.of("NORMAL", "VOLATILE", "TRENDING", "CRASH", "BULL_RUN", "RECOVERY");
  static final List<String> PATTERNS =
      List.of("flash-crash", "squeeze", "stop-run", "cascade", "dislocation");

  private static final long PRIME = 998_244_353L;

  String instrument(int number) {
    return "SYMBOL" + number + "-PERP.BENCH";
  }

  /** Minutes of an instrument. */
  long minutes() {
    return bars / instruments;
  }

  /** Intervals of a scope and detector. */
  long stays() {
    return intervals / ((instruments + 2L) * DETECTORS.size());
  }

  /** Label of the interval {@code stay} of a scope and detector; its neighbours have others. */
  String label(int scope, int detector, long stay) {
    return LABELS.get((int) ((stay * 5 + scope * 3L + detector) % LABELS.size()));
  }

  /** Close of a minute, in hundredths; the range is half a unit either way. */
  long close(int instrument, long minute) {
    return 10_000 + (minute * minute % PRIME * 31 + instrument * 104_729L) % 2_000;
  }

  /** End of a match: within the bars but for the first and the last two days. */
  long endNs(long match) {
    long seconds = (minutes() - 3 * 1440) * 60;
    return START_NS + DAY_NS + match * 7_919_777L % seconds * 1_000_000_000L;
  }

  int pattern(long match) {
    return (int) (match % PATTERNS.size());
  }

  int instrumentOf(long match) {
    return (int) (match / PATTERNS.size() % instruments);
  }

  String insertIntervals() {
    return String.format(
        Locale.ROOT,
        "INSERT INTO regime_intervals WITH intDiv(number, %d) AS stay, number %% %d AS scope,"
            + " intDiv(number, %d) %% %d AS detector, %d + stay * %d AS start SELECT multiIf(scope ="
            + " %d, 'BENCH', scope = %d, 'MARKET', concat('SYMBOL', toString(scope), '-PERP.BENCH')),"
            + " %s[detector + 1], %s[(stay * 5 + scope * 3 + detector) %% %d + 1], start, start + %d,"
            + " 0.5, stay, 'volatility 3.1 times its median, fall of 1.7 %%' FROM numbers(%d)",
        (instruments + 2L) * DETECTORS.size(),
        instruments + 2,
        instruments + 2,
        DETECTORS.size(),
        START_NS,
        STAY_NS,
        instruments,
        instruments + 1,
        array(DETECTORS),
        array(LABELS),
        LABELS.size(),
        STAY_NS,
        stays() * (instruments + 2L) * DETECTORS.size());
  }

  String insertMatches() {
    return String.format(
        Locale.ROOT,
        "INSERT INTO pattern_matches WITH %d + number * 7919777 %% %d * 1000000000 AS ended,"
            + " concat('SYMBOL', toString(intDiv(number, %d) %% %d), '-PERP.BENCH') AS i,"
            + " %s[number %% %d + 1] AS p SELECT concat(p, '/1/', i, '/', toString(number)), p, 1, i,"
            + " i, ended - 60000000000, ended, 0, if(p = 'flash-crash', 'CRASH', ''), 0.5,"
            + " 'fall -310 bp, then volume 4.2 times its median' FROM numbers(%d)",
        START_NS + DAY_NS,
        (minutes() - 3 * 1440) * 60,
        PATTERNS.size(),
        instruments,
        array(PATTERNS),
        PATTERNS.size(),
        matches);
  }

  /** Bars of one instrument. */
  String insertBars(int instrument) {
    return String.format(
        Locale.ROOT,
        "INSERT INTO bars WITH toDecimal128(10000 + (number * number %% %d * 31 + %d) %% 2000, 2)"
            + " / 100 AS c SELECT '%s', 'time-1m', %d + number * %d AS opened, opened + %d, c, c +"
            + " 0.5, c - 0.5, c, 1, 1, 1, 1, number FROM numbers(%d)",
        PRIME,
        instrument * 104_729L,
        instrument(instrument),
        START_NS,
        MINUTE_NS,
        MINUTE_NS,
        minutes());
  }

  private static String array(List<String> words) {
    return "['" + String.join("', '", words) + "']";
  }
}
