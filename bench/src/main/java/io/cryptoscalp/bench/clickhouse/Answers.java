package io.cryptoscalp.bench.clickhouse;

import com.fasterxml.jackson.databind.JsonNode;

/** Holds answers against the formula. */
final class Answers {
  private static final long MINUTE_NS = 60_000_000_000L;
  private static final int MINUTES = 1440;

  private Answers() {}

  /** Rows of {@code features_at}: time, position, feature, value, unit, is valid. */
  static void requireVector(
      JsonNode rows, GeneratedVectors vectors, int instrument, long snapshot) {
    require(rows.size() == vectors.catalogue().size(), "rows", rows.size());
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = rows.get(i);
      boolean valid = vectors.isValid(snapshot, i);
      require(row.get(0).asText().equals(QueryClient.utc(vectors.timeNs(snapshot))), "time", i);
      require(row.get(1).asInt() == i, "position", i);
      require(row.get(2).asText().equals(vectors.catalogue().get(i).id()), "feature", i);
      require(
          row.get(3).asDouble() == (valid ? vectors.value(instrument, snapshot, i) : 0),
          "value",
          i);
      require((row.get(5).asInt() != 0) == valid, "valid", i);
    }
  }

  /** Rows of {@code feature_over_day} by the minute: time, last, least, greatest. */
  static void requireDay(
      JsonNode rows, GeneratedVectors vectors, int instrument, int feature, long day) {
    require(rows.size() == MINUTES, "minutes", rows.size());
    long perMinute = MINUTE_NS / GeneratedVectors.STEP_NS;
    for (int minute = 0; minute < MINUTES; minute++) {
      long first = (day * MINUTES + minute) * perMinute;
      double last = Double.NaN;
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (long snapshot = first; snapshot < first + perMinute; snapshot++) {
        if (vectors.isValid(snapshot, feature)) {
          last = vectors.value(instrument, snapshot, feature);
          least = Math.min(least, last);
          greatest = Math.max(greatest, last);
        }
      }
      JsonNode row = rows.get(minute);
      require(row.get(0).asText().equals(QueryClient.utc(vectors.timeNs(first))), "time", minute);
      require(row.get(1).asDouble() == last, "last", minute);
      require(row.get(2).asDouble() == least, "least", minute);
      require(row.get(3).asDouble() == greatest, "greatest", minute);
    }
  }

  private static void require(boolean holds, String what, long where) {
    if (!holds) {
      throw new IllegalStateException("BENCH_ANSWER_WRONG: " + what + " at " + where);
    }
  }
}
