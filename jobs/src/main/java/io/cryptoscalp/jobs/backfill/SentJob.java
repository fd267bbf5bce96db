package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.FlinkRestException;
import io.cryptoscalp.jobs.runtime.flink.RemoteFlink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The job of a run, as its work folder remembers it: a process that was killed leaves it behind, on
 * a cluster still at work. It is written before the job is submitted, under the id that it will
 * have, so that there is no moment at which a job runs and nobody knows whose it is.
 *
 * @param id Flink's
 * @param parallelism subtasks of every stage
 * @param target REST address of its cluster
 */
record SentJob(String id, int parallelism, String target) {
  private static final String FILE = "job";

  /**
   * A job of the run that is under way, or that has ended while nobody waited for it; null where
   * the one that is remembered never came to the cluster.
   *
   * @param name of the job
   * @throws BackfillException {@code BACKFILL_RUNS_ALREADY} when a job of the name is under way
   *     that another work folder sent
   */
  static @Nullable SentJob find(RemoteFlink cluster, Path work, String name) throws IOException {
    SentJob written = read(work);
    FlinkRest.Job running = cluster.running(name).orElse(null);
    if (running != null) {
      if (written == null || !written.id().equals(running.id())) {
        throw new BackfillException(
            "BACKFILL_RUNS_ALREADY: job=" + running.id() + " target=" + cluster.target());
      }
      return written;
    }
    List<FlinkRest.Job> jobs = cluster.rest().jobs();
    return written != null
            && jobs.stream()
                .anyMatch(job -> job.id().equals(written.id()) && job.state().equals("FINISHED"))
        ? written
        : null;
  }

  /**
   * Makes sure that no cluster is at work on the run, before this process is.
   *
   * @throws BackfillException {@code BACKFILL_RUNS_ALREADY} when one is
   */
  static void requireNone(Path work) throws IOException {
    SentJob written = read(work);
    if (written == null) {
      return;
    }
    try {
      if (!FlinkRest.isTerminal(new FlinkRest(written.target()).state(written.id()))) {
        throw new BackfillException(
            "BACKFILL_RUNS_ALREADY: job=" + written.id() + " target=" + written.target());
      }
    } catch (FlinkRestException e) {
      // A cluster that is gone, or that has forgotten the job, does not work on it.
      return;
    }
  }

  private static @Nullable SentJob read(Path work) throws IOException {
    Path file = work.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    String[] parts = Files.readString(file, StandardCharsets.US_ASCII).split(" ", -1);
    return new SentJob(parts[0], Integer.parseInt(parts[1]), parts[2]);
  }

  void write(Path work) throws IOException {
    Files.writeString(
        work.resolve(FILE), id + " " + parallelism + " " + target, StandardCharsets.US_ASCII);
  }

  static void forget(Path work) throws IOException {
    Files.deleteIfExists(work.resolve(FILE));
  }
}
