package io.cryptoscalp.bench.clickhouse;

import io.cryptoscalp.engine.features.FeatureCatalogue;

/**
 * Feature vectors by formula, in ClickHouse's SQL and in Java: four a second of each instrument, in
 * time order. The values fill the mantissa and do not compress, unlike those of a market. Of every
 * {@link #GAP}th snapshot one feature is not valid.
 *
 * @param catalogue names the features
 * @param instruments number of instruments
 * @param rows vectors of all instruments, a multiple of their number
 */
record GeneratedVectors(FeatureCatalogue catalogue, int instruments, long rows) {
  /** First snapshot: the start of a day. */
  static final long START_NS = 1_767_225_600_000_000_000L;

  /** Between two snapshots of an instrument. */
  static final long STEP_NS = 250_000_000L;

  private static final long GAP = 97;
  private static final long PRIME = 998_244_353L;

  String instrument(int number) {
    return "SYMBOL" + number + "-PERP.BENCH";
  }

  /** Snapshots of an instrument. */
  long snapshots() {
    return rows / instruments;
  }

  long timeNs(long snapshot) {
    return START_NS + snapshot * STEP_NS;
  }

  double value(int instrument, long snapshot, int feature) {
    return (double)
            ((snapshot * snapshot % PRIME * 31 + instrument * 104_729L + feature * 7_919L) % PRIME)
        / 1e6;
  }

  boolean isValid(long snapshot, int feature) {
    return snapshot % GAP != 0 || snapshot / GAP % catalogue.size() != feature;
  }

  /** Statement that inserts rows {@code from} to {@code from + count}. */
  String insert(long from, long count) {
    int features = catalogue.size();
    long last = features % 64 == 0 ? -1L : (1L << (features % 64)) - 1;
    String full =
        "arrayMap(w -> if(w = "
            + (catalogue.words() - 1)
            + ", toUInt64("
            + Long.toUnsignedString(last)
            + "), toUInt64(18446744073709551615)), range("
            + catalogue.words()
            + "))";
    return "INSERT INTO features (instrument, event_time_ns, receive_time_ns, sequence,"
        + " feature_set, best_bid, best_ask, values, valid, regime, regime_confidence,"
        + " book_healthy) WITH number % "
        + instruments
        + " AS k, intDiv(number, "
        + instruments
        + ") AS s, s % "
        + GAP
        + " = 0 AS gap, intDiv(s, "
        + GAP
        + ") % "
        + features
        + " AS missing, s * s % "
        + PRIME
        + " * 31 + k * 104729 AS base, "
        + full
        + " AS full SELECT concat('SYMBOL', toString(k), '-PERP.BENCH'), "
        + START_NS
        + " + s * "
        + STEP_NS
        + ", "
        + START_NS
        + " + s * "
        + STEP_NS
        + " + 1000000, s * 10 + 1, '"
        + catalogue.setId()
        + "', 100 + k, 100.1 + k, arrayMap(i -> if(gap AND i = missing, 0., (base + i * 7919) % "
        + PRIME
        + " / 1e6), range("
        + features
        + ")), if(gap, arrayMap((m, w) -> if(intDiv(missing, 64) = w, bitXor(m,"
        + " bitShiftLeft(toUInt64(1), missing % 64)), m), full, range("
        + catalogue.words()
        + ")), full), 'NORMAL', 0.5, true FROM numbers("
        + from
        + ", "
        + count
        + ")";
  }
}
