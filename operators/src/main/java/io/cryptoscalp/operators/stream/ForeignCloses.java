package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.features.cross.ForeignClose.Role;
import io.cryptoscalp.engine.instrument.Venue;
import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * Closes of other instruments on the stream of raw frames, so that they reach an instrument's stage
 * by the same key and with the same watermarks as its own frames. A partition number that no topic
 * has tells them apart: nothing that is written to Kafka can pass for one.
 */
public final class ForeignCloses {
  /** Order of closes for one instrument: by when they are known, then by what they are. */
  public static final Comparator<RawFrame> ORDER =
      Comparator.comparingLong(RawFrame::receiveTimeNs)
          .thenComparing(RawFrame::symbol)
          .thenComparingLong(RawFrame::offset)
          .thenComparing(RawFrame::stream)
          .thenComparingInt(frame -> frame.payload()[0]);

  private static final int PARTITION = -2;
  private static final byte REFERENCE = 1;
  private static final byte PEER = 2;

  /** Older savepoints hold closes without the touch. */
  private static final int WITHOUT_TOUCH = 9;

  private static final int LENGTH = 25;

  private ForeignCloses() {}

  /**
   * A close on its way.
   *
   * @param subscriber id of the instrument whose features need it
   * @param venue of the instrument whose close it is
   */
  public static RawFrame frame(String subscriber, Venue venue, ForeignClose close) {
    byte role =
        switch (close.role()) {
          case REFERENCE -> REFERENCE;
          case PEER -> PEER;
        };
    byte[] payload =
        ByteBuffer.allocate(LENGTH)
            .put(role)
            .putDouble(close.close())
            .putDouble(close.bid())
            .putDouble(close.ask())
            .array();
    return new RawFrame(
        subscriber,
        venue,
        close.instrument(),
        null,
        close.spec(),
        close.receiveTimeNs(),
        0,
        0,
        PARTITION,
        close.closeTimeNs(),
        payload);
  }

  /** True for what {@link #frame} made. */
  public static boolean isClose(RawFrame frame) {
    return frame.partition() == PARTITION;
  }

  /** The close in such a frame. */
  public static ForeignClose close(RawFrame frame) {
    ByteBuffer payload = ByteBuffer.wrap(frame.payload());
    boolean touch = payload.capacity() > WITHOUT_TOUCH;
    Role role = payload.get() == REFERENCE ? Role.REFERENCE : Role.PEER;
    return new ForeignClose(
        frame.symbol(),
        role,
        frame.stream(),
        frame.offset(),
        payload.getDouble(),
        touch ? payload.getDouble() : 0,
        touch ? payload.getDouble() : 0,
        frame.receiveTimeNs());
  }
}
