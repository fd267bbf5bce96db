package io.cryptoscalp.jobs.backfill;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader tells how far it is: in this process, or in a {@link ProgressFile}. Not
 * thread-safe.
 */
final class ReaderProgress {
  private final BackfillProgress progress;
  private final @Nullable ProgressFile file;

  private ReaderProgress(BackfillProgress progress, @Nullable ProgressFile file) {
    this.progress = progress;
    this.file = file;
  }

  /**
   * That of a subtask of a run.
   *
   * @param folder for files, empty when the process that asked for the run is this one
   */
  static ReaderProgress of(String run, String folder, int subtask) throws IOException {
    if (folder.isEmpty()) {
      return new ReaderProgress(BackfillProgress.of(run), null);
    }
    return new ReaderProgress(
        BackfillProgress.unseen(), new ProgressFile(Path.of(folder), subtask));
  }

  /** Its counters. */
  BackfillProgress counters() {
    return progress;
  }

  void frame(long timeNs) throws IOException {
    progress.frame(timeNs);
    if (file != null) {
      file.tell(progress);
    }
  }

  void ended() throws IOException {
    progress.readerEnded();
    if (file != null) {
      file.save(progress);
    }
  }
}
