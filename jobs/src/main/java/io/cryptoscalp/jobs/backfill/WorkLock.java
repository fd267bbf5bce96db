package io.cryptoscalp.jobs.backfill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process out of a work folder; ends with the process that has it. */
final class WorkLock implements AutoCloseable {
  private final FileChannel channel;

  private WorkLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes it.
   *
   * @throws BackfillException {@code BACKFILL_RUNS_ALREADY} when another one has it
   */
  static WorkLock take(Path work) throws IOException {
    FileChannel channel =
        FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock();
      taken = lock != null;
    } catch (OverlappingFileLockException e) {
      // Another run of this very process.
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      throw new BackfillException("BACKFILL_RUNS_ALREADY: folder=" + work);
    }
    return new WorkLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
