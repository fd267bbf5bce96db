package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.instrument.Venue;
import java.nio.ByteBuffer;

/**
 * Parts of one instrument's history that are worked on beside each other, each by a pipeline of its
 * own under a key of its own. A part begins with a record that says how many frames lie before it,
 * so that sequence numbers are those of a run in one piece; goes on with frames that only warm the
 * pipeline up and write no row; then with its own; and ends with a record after which its state is
 * forgotten.
 */
public final class HistoryParts {
  private static final char SEPARATOR = '@';
  private static final byte[] EMPTY = new byte[0];

  /** Kafka's partitions and numbers of files are never below 0; -2 is {@link ForeignCloses}'. */
  private static final int WARM_UP = -3;

  private static final int BEGIN = -4;
  private static final int END = -5;

  private HistoryParts() {}

  /** Key of a part. */
  public static String key(String instrument, String part) {
    return instrument + SEPARATOR + part;
  }

  /** Id of the instrument that a key, of a part or not, stands for. */
  public static String instrument(String key) {
    int at = key.indexOf(SEPARATOR);
    return at < 0 ? key : key.substring(0, at);
  }

  /**
   * The record that a part begins with.
   *
   * @param timeNs receive time that it has, ns since the epoch
   * @param before frames of the instrument before the first that warms up
   * @param beforeOwn frames before the first of the part's own
   */
  public static RawFrame begin(
      String key, Venue venue, String symbol, long timeNs, long before, long beforeOwn) {
    byte[] counts = ByteBuffer.allocate(2 * Long.BYTES).putLong(before).putLong(beforeOwn).array();
    return new RawFrame(key, venue, symbol, null, "", timeNs, 0, 0, BEGIN, 0, counts);
  }

  /** The record that a part ends with. */
  public static RawFrame end(String key, Venue venue, String symbol, long timeNs) {
    return new RawFrame(key, venue, symbol, null, "", timeNs, 0, 0, END, 0, EMPTY);
  }

  /** A frame as one that only warms up. */
  public static RawFrame warmUp(RawFrame frame) {
    return new RawFrame(
        frame.key(),
        frame.venue(),
        frame.symbol(),
        frame.kind(),
        frame.stream(),
        frame.receiveTimeNs(),
        0,
        0,
        WARM_UP,
        frame.offset(),
        frame.payload());
  }

  /** True for what {@link #warmUp} made. */
  public static boolean isWarmUp(RawFrame frame) {
    return frame.partition() == WARM_UP;
  }

  /** True for what {@link #begin} made. */
  public static boolean isBegin(RawFrame frame) {
    return frame.partition() == BEGIN;
  }

  /** True for what {@link #end} made. */
  public static boolean isEnd(RawFrame frame) {
    return frame.partition() == END;
  }

  /** Frames before the first that warms up, of a record of {@link #begin}. */
  public static long before(RawFrame begin) {
    return ByteBuffer.wrap(begin.payload()).getLong();
  }

  /** Frames before the first of the part's own, of a record of {@link #begin}. */
  public static long beforeOwn(RawFrame begin) {
    return ByteBuffer.wrap(begin.payload()).getLong(Long.BYTES);
  }
}
