package io.cryptoscalp.engine.feed;

/** Takes faults of a feed in the order in which they are noticed. */
@FunctionalInterface
public interface FaultSink {
  /**
   * A fault.
   *
   * @param code {@code BOOK_GAP}, {@code BOOK_SYNCED}, {@code BOOK_CROSSED}, {@code
   *     BOOK_UNCROSSED}, {@code TRADE_GAP}, {@code AGG_TRADE_GAP}, {@code SEQUENCE_RESET}, {@code
   *     STREAM_SILENT}, {@code STREAM_RESUMED}, {@code CLOCK_STEPPED_BACK}
   * @param detail figures, {@code key=value} separated by blanks
   * @param stream the stream concerned
   */
  void fault(String code, String detail, String stream);
}
