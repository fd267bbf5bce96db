package io.cryptoscalp.jobs.corrupt;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind of defect that can be planted, the streams it befalls and the codes that find it. */
public enum DefectKind {
  /** A trade 1 to 10 % off its price, or at ten times or a tenth of it. */
  PRICE_SPIKE(Set.of("trade", "aggTrade"), Set.of("QUALITY_TRADE_PRICE")),
  /** A trade of 200 to 1000 times the largest size before it. */
  SIZE_SPIKE(Set.of("trade", "aggTrade"), Set.of("QUALITY_TRADE_SIZE")),
  /** A book ticker with one side 1 to 10 % away from the other. */
  QUOTE_SPIKE(Set.of("bookTicker"), Set.of("QUALITY_QUOTE_PRICE")),
  /** A mark price 5 to 20 % off. */
  MARK_SPIKE(Set.of("markPrice"), Set.of("QUALITY_MARK_PRICE")),
  /** A message that comes again after up to three others. */
  DUPLICATED(
      Set.of("trade", "aggTrade", "bookTicker", "depth"),
      Set.of("SEQUENCE_DUPLICATE", "SEQUENCE_STALE")),
  /** Two messages of a stream that change places. */
  REORDERED(
      Set.of("trade", "aggTrade", "bookTicker"),
      Set.of(
          "SEQUENCE_STALE",
          "TRADE_GAP",
          "AGG_TRADE_GAP",
          "QUALITY_CLOCK_AHEAD",
          "QUALITY_CLOCK_BEHIND")),
  /** A run of 40 to 120 book tickers that repeat the first while ids and times go on. */
  STUCK(Set.of("bookTicker"), Set.of("QUALITY_STUCK_REPEATS")),
  /** Twenty seconds without a book ticker. */
  SILENT(Set.of("bookTicker"), Set.of("QUALITY_STUCK_SILENT", "STREAM_SILENT", "STREAM_RESUMED")),
  /** A book ticker with bid and ask exchanged. */
  CROSSED_QUOTE(Set.of("bookTicker"), Set.of("QUOTE_CROSSED")),
  /** Venue times 3 to 9 s or an hour ahead or behind. */
  CLOCK_SKEW(
      Set.of("trade", "aggTrade", "bookTicker", "depth"),
      Set.of("CLOCK_SKEW", "QUALITY_CLOCK_AHEAD", "QUALITY_CLOCK_BEHIND")),
  /** A trade that is missing. Other streams are left whole: a lost diff ends a recording's book. */
  DROPPED(Set.of("trade", "aggTrade"), Set.of("TRADE_GAP", "AGG_TRADE_GAP"));

  @SuppressWarnings("ImmutableEnumChecker") // always a Set.of
  private final Set<String> streams;

  @SuppressWarnings("ImmutableEnumChecker") // always a Set.of
  private final Set<String> codes;

  DefectKind(Set<String> streams, Set<String> codes) {
    this.streams = streams;
    this.codes = codes;
  }

  /** The name in options and manifests, {@code price-spike}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of an id, null when there is none. */
  public static @Nullable DefectKind ofId(String id) {
    for (DefectKind kind : values()) {
      if (kind.id().equals(id)) {
        return kind;
      }
    }
    return null;
  }

  /** Whether it can befall a message of the stream. */
  public boolean fits(String stream) {
    return streams.contains(stream);
  }

  /** Letters and faults that count as having found it. */
  public Set<String> codes() {
    return codes;
  }
}
