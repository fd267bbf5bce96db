package io.cryptoscalp.gateway.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Archived frames one after the other, the same ones in the same order whenever they are read. Used
 * by one thread. To have them as {@link io.cryptoscalp.engine.market.MarketFrame}, give payload and
 * stream to a {@link io.cryptoscalp.engine.decode.FrameDecoder}.
 */
public interface FrameReader extends Closeable {
  /**
   * The next frame or refused row, null at the end.
   *
   * @throws IOException when a file cannot be read at all
   */
  @Nullable ArchivedFrame next() throws IOException;

  /** What was found in each file so far; empty where files are no archive of others. */
  default List<FileTally> tallies() {
    return List.of();
  }
}
