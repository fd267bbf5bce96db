package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.gateway.publish.MarketMessage;
import org.jspecify.annotations.Nullable;

/**
 * One row (or the rows of one book update) of an archive: the frame that the venue would have sent,
 * or why there is none.
 *
 * @param message the frame; its receive time is the archive's own where it has one, else the
 *     venue's time. Of a refused row: the row as it stands, on stream {@link
 *     MarketMessage#UNKNOWN_STREAM}, at the time reached so far
 * @param file {@link ArchiveFile#number()}
 * @param line line of the (last) row, from 1; of recorded and own archives the position in the
 *     input
 * @param code why the row was refused, null when it was not
 * @param detail file, line, field and value of a refused row
 */
public record ArchivedFrame(
    MarketMessage message, int file, long line, @Nullable String code, @Nullable String detail) {
  /** True when the row could not be read. */
  public boolean isRefused() {
    return code != null;
  }
}
