package io.cryptoscalp.gateway.publish;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages in receive-time order. Used by one thread. */
public interface MessageSource extends Closeable {
  /**
   * The next message; its receive time is never below that of the one before. Null at the end.
   *
   * @throws IOException when a file cannot be opened or read at all
   */
  @Nullable MarketMessage next() throws IOException;

  /**
   * How far {@link #next} has come, for a later resumption: units (lines) handed out by the name of
   * their input. Empty, as by default, when the source cannot be resumed.
   */
  default Map<String, Long> position() {
    return Map.of();
  }

  /** What {@link #position} was before the last call of {@link #next}. */
  default Map<String, Long> positionBefore() {
    return Map.of();
  }
}
