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
  DROPPED(Set.of("trade", "aggTrade"), Set.of("TRADE_GAP", "AGG_TRADE_GAP")),
  /** A trade of 20 to 200 times the largest size before it: the book may well hold it. */
  SIZE_OUTLIER(
      Set.of("trade", "aggTrade"),
      Set.of("QUALITY_TRADE_SIZE", "QUALITY_LEVEL_SIZE", "QUALITY_JOINT")),
  /** A trade 25 to 45 bp off its price and 3 to 8 times as large as any: credible one by one. */
  JOINT_OUTLIER(Set.of("trade", "aggTrade"), Set.of("QUALITY_JOINT", "QUALITY_LEVEL_SIZE")),
  /** Book tickers of 0.5 to 3 s with each side 15 to 40 bp further out. */
  SPREAD_BLOWOUT(Set.of("bookTicker"), Set.of("QUALITY_SPREAD", "QUALITY_JOINT")),
  /** 150 to 400 times the usual number of trades within a second. */
  RATE_BURST(Set.of("trade"), Set.of("QUALITY_RATE")),
  /** 20 s in which one book ticker in 40 arrives. */
  RATE_DROP(Set.of("bookTicker"), Set.of("QUALITY_RATE_DROP", "QUALITY_STUCK_SILENT")),
  /** Venue times that run away by 20 to 60 ms a second, to 0.8 to 2 s. */
  CLOCK_DRIFT(Set.of("trade", "aggTrade", "bookTicker", "depth"), Set.of("QUALITY_CLOCK_DRIFT")),
  /** Mark and index price that part from own market by 4 to 8 %, and hold for seconds. */
  CROSS_VENUE(Set.of("markPrice"), Set.of("QUALITY_CROSS_VENUE")),
  /** All prices of one of two venues leave the other's by 0.6 to 3 %, hold for 8 s, and return. */
  VENUE_APART(
      Set.of("trade", "aggTrade", "bookTicker"),
      Set.of("QUALITY_PEER_APART", "QUALITY_PEER_CROSSED", "QUALITY_PEER_REFUSED")),
  /** All prices of one of two venues 26 to 29 bp from the other's for 8 s: beyond costs. */
  VENUE_CROSSED(Set.of("trade", "aggTrade", "bookTicker"), Set.of("QUALITY_PEER_CROSSED"));

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

  /**
   * Whether it befalls one of two recordings of the same asset. Its file then has no depth stream,
   * whose levels cannot be moved without those that were there before.
   */
  public boolean isBetweenVenues() {
    return this == VENUE_APART || this == VENUE_CROSSED;
  }

  /** Whether it can befall a message of the stream. */
  public boolean fits(String stream) {
    return streams.contains(stream);
  }

  /** Time after its last message in which it may still be found: rates are told by the second. */
  public long graceNs() {
    return switch (this) {
      case SILENT, RATE_BURST, RATE_DROP, VENUE_APART, VENUE_CROSSED -> 2_000_000_000L;
      default -> 0;
    };
  }

  /** Letters and faults that count as having found it. */
  public Set<String> codes() {
    return codes;
  }
}
