package io.cryptoscalp.bench.clickhouse;

import static io.cryptoscalp.bench.clickhouse.GeneratedRegimes.DAY_NS;
import static io.cryptoscalp.bench.clickhouse.GeneratedRegimes.DETECTORS;
import static io.cryptoscalp.bench.clickhouse.GeneratedRegimes.MINUTE_NS;
import static io.cryptoscalp.bench.clickhouse.GeneratedRegimes.START_NS;
import static io.cryptoscalp.bench.clickhouse.GeneratedRegimes.STAY_NS;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Holds answers about regimes and matches against the formula. */
final class RegimeAnswers {
  private static final double BP = 0.0051;

  private RegimeAnswers() {}

  /** Rows of {@code regime_at}: every detector of an instrument, its venue and the market. */
  static void requireRegimes(
      JsonNode rows, GeneratedRegimes regimes, int instrument, long momentNs) {
    int[] scopes = {instrument, regimes.instruments(), regimes.instruments() + 1};
    require(rows.size() == scopes.length * DETECTORS.size(), "rows", rows.size());
    long stay = (momentNs - START_NS) / STAY_NS;
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = rows.get(i);
      int detector = i % DETECTORS.size();
      require(row.get(1).asText().equals(DETECTORS.get(detector)), "detector", i);
      require(
          row.get(2).asText().equals(regimes.label(scopes[i / DETECTORS.size()], detector, stay)),
          "label",
          i);
    }
  }

  /** Rows of {@code regime_over_span}: the seconds of every detector and label. */
  static void requireSpan(
      JsonNode rows, GeneratedRegimes regimes, int scope, long fromNs, long untilNs) {
    Map<String, Double> seconds = new HashMap<>();
    for (int detector = 0; detector < DETECTORS.size(); detector++) {
      for (long stay = (fromNs - START_NS) / STAY_NS; START_NS + stay * STAY_NS < untilNs; stay++) {
        long from = Math.max(fromNs, START_NS + stay * STAY_NS);
        long until = Math.min(untilNs, START_NS + (stay + 1) * STAY_NS);
        seconds.merge(
            DETECTORS.get(detector) + regimes.label(scope, detector, stay),
            (until - from) / 1e9,
            Double::sum);
      }
    }
    require(rows.size() == seconds.size(), "rows", rows.size());
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = rows.get(i);
      double expected = seconds.getOrDefault(row.get(0).asText() + row.get(1).asText(), -1.0);
      require(Math.abs(row.get(2).asDouble() - expected) < 1e-6, "seconds", i);
    }
  }

  /** Rows of {@code after_matches} with minute closes and an excursion of a day. */
  static void requireOutcomes(JsonNode rows, GeneratedRegimes regimes, int instrument) {
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = rows.get(i);
      long endNs = QueryClient.ns(row.get(0).asText());
      double entry = close(regimes, instrument, endNs);
      require(row.get(7).asDouble() == entry, "price", i);
      long[] horizons = {1, 5, 60, 1440};
      for (int h = 0; h < horizons.length; h++) {
        double after = close(regimes, instrument, endNs + horizons[h] * MINUTE_NS);
        requireNear(row.get(8 + h), 10_000 * (after / entry - 1), i);
      }
      long lowest = Long.MAX_VALUE;
      long highest = Long.MIN_VALUE;
      long first = (endNs - START_NS + MINUTE_NS - 1) / MINUTE_NS;
      long end = (endNs + DAY_NS - START_NS) / MINUTE_NS;
      for (long minute = first; minute < end; minute++) {
        lowest = Math.min(lowest, regimes.close(instrument, minute));
        highest = Math.max(highest, regimes.close(instrument, minute));
      }
      requireNear(row.get(12), 10_000 * ((lowest - 50) / 100.0 / entry - 1), i);
      requireNear(row.get(13), 10_000 * ((highest + 50) / 100.0 / entry - 1), i);
    }
  }

  /** Mean returns of {@code pattern_outcomes} over the matches of a span; how many they were. */
  static int requireMeans(
      JsonNode rows,
      GeneratedRegimes regimes,
      int pattern,
      int instrument,
      long fromNs,
      long untilNs) {
    double[] sums = new double[4];
    long[] horizons = {1, 5, 60, 1440};
    int count = 0;
    for (long match = 0; match < regimes.matches(); match++) {
      long endNs = regimes.endNs(match);
      if (regimes.pattern(match) == pattern
          && regimes.instrumentOf(match) == instrument
          && endNs >= fromNs
          && endNs < untilNs) {
        count++;
        double entry = close(regimes, instrument, endNs);
        for (int h = 0; h < 4; h++) {
          sums[h] += close(regimes, instrument, endNs + horizons[h] * MINUTE_NS) / entry - 1;
        }
      }
    }
    require(rows.size() == (count == 0 ? 0 : 4), "rows", rows.size());
    for (int h = 0; h < rows.size(); h++) {
      require(rows.get(h).get(5).asInt() == count, "measured", h);
      requireNear(rows.get(h).get(6), 10_000 * sums[h] / count, h);
    }
    return count;
  }

  /** Close of the last bar that closed at or before a moment. */
  private static double close(GeneratedRegimes regimes, int instrument, long ns) {
    return regimes.close(instrument, (ns - START_NS) / MINUTE_NS - 1) / 100.0;
  }

  private static void requireNear(JsonNode cell, double expected, long where) {
    require(!cell.isNull() && Math.abs(cell.asDouble() - expected) < BP, "bp " + expected, where);
  }

  private static void require(boolean holds, String what, long where) {
    if (!holds) {
      throw new IllegalStateException("BENCH_ANSWER_WRONG: " + what + " at " + where);
    }
  }
}
