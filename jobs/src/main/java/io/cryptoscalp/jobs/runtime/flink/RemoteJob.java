package io.cryptoscalp.jobs.runtime.flink;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** A job on a cluster, which outlives this process unless it is cancelled. */
final class RemoteJob implements FollowedJob {
  private static final Duration CANCEL = Duration.ofSeconds(30);
  private static final long POLL_MS = 200;
  private static final long LOOK_NS = 1_000_000_000L;
  private static final long SAY_NS = 10 * LOOK_NS;

  private final FlinkRest rest;
  private final String id;
  private final Consumer<String> says;
  private final Thread atExit;
  private String lastState = "";
  private long looked;
  private long said;
  private boolean itself;

  RemoteJob(FlinkRest rest, String id, Consumer<String> says) {
    this.rest = rest;
    this.id = id;
    this.says = says;
    this.atExit = new Thread(this::cancel, "cancel-" + id);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  @Override
  public void tick(String state) {
    long now = System.nanoTime();
    if (now - looked < LOOK_NS) {
      return;
    }
    looked = now;
    if (state.isEmpty()) {
      lastState = "";
      return;
    }
    try {
      if (!state.equals(lastState) || now - said > SAY_NS) {
        lastState = state;
        said = now;
        FlinkRest.Tasks tasks = rest.tasks(id);
        says.accept(
            String.format(
                Locale.ROOT,
                "  %s, %d of %d tasks run, %,d records read, %d slots free",
                state,
                tasks.running(),
                tasks.all(),
                rest.recordsRead(id),
                rest.overview().slotsAvailable()));
      }
    } catch (FlinkRestException e) {
      // Who waits for the job decides when the cluster is lost; this line is for the eye.
      lastState = "";
    }
  }

  @Override
  public void ended() {
    itself = true;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process ends, and the hook cancels the job.
      return;
    }
    if (!itself) {
      cancel();
    }
  }

  /** Cancels the job and waits until it writes no more, so that it can be gone on with. */
  private void cancel() {
    boolean interrupted = Thread.interrupted();
    try {
      rest.cancel(id);
      long deadline = System.nanoTime() + CANCEL.toNanos();
      while (!FlinkRest.isTerminal(rest.state(id)) && System.nanoTime() < deadline) {
        Thread.sleep(POLL_MS);
      }
      says.accept("Job " + id + " is cancelled; the same command goes on with it.");
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (FlinkRestException e) {
      says.accept("Job " + id + " could not be cancelled: " + e.getMessage());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
