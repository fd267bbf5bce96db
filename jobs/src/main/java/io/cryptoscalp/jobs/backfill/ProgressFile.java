package io.cryptoscalp.jobs.backfill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far a reader on a worker is, in a file of the run's folder, which the process that asked for
 * the run reads. Replaced about once a second. Not thread-safe.
 */
final class ProgressFile {
  private static final long INTERVAL_NS = 1_000_000_000L;
  private static final int EVERY = 1 << 10;

  private final Path file;
  private final Path next;
  private long asked;
  private long saved;

  /**
   * The file of a reader.
   *
   * @param folder that all workers and the process share
   * @throws BackfillException {@code FOLDER_NOT_SHARED} when it is not there
   */
  ProgressFile(Path folder, int subtask) {
    if (!Files.isDirectory(folder)) {
      throw new BackfillException(
          "FOLDER_NOT_SHARED: folder="
              + folder
              + " is not seen by the worker; it has to be on a path that client and workers share");
    }
    this.file = folder.resolve(Integer.toString(subtask));
    this.next = folder.resolve("." + subtask + ".next");
  }

  /** Called for every frame. */
  void tell(BackfillProgress progress) throws IOException {
    if (++asked % EVERY == 0 && System.nanoTime() - saved > INTERVAL_NS) {
      save(progress);
    }
  }

  /** Writes it now. */
  void save(BackfillProgress progress) throws IOException {
    saved = System.nanoTime();
    Files.writeString(next, progress.line(), StandardCharsets.US_ASCII);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Adds up what the readers of a run have told. */
  static void read(Path folder, BackfillProgress sum) throws IOException {
    sum.reset();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> told =
          files.filter(path -> !String.valueOf(path.getFileName()).startsWith(".")).toList();
      for (Path path : told) {
        sum.add(Files.readString(path, StandardCharsets.US_ASCII));
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      // Being replaced: the next look sees it.
      return;
    }
  }
}
