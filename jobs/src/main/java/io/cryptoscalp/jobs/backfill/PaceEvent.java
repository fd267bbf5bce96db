package io.cryptoscalp.jobs.backfill;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * How far a reader is, told to the coordinator; or how far all of them are, told to a reader.
 *
 * @param timeNs receive time up to which everything has been read; {@code Long.MIN_VALUE} when
 *     nothing has; {@link #END} from a reader that has no more, and to it when nothing more will be
 *     told to it
 * @param waits whether a reader reads nothing until the others have come closer
 */
record PaceEvent(long timeNs, boolean waits) implements SourceEvent {
  private static final long serialVersionUID = 1L;

  /** A time that is in no frame, ns. */
  static final long END = Long.MAX_VALUE;
}
