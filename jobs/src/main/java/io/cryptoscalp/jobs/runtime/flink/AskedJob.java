package io.cryptoscalp.jobs.runtime.flink;

import java.util.List;
import java.util.SortedMap;

/**
 * A job whose Flink is asked how it stands, so that its end is noticed with the next question. (A
 * {@code JobClient} of Flink asks ever more seldom, up to 2 s apart: bounded jobs of a few seconds
 * would spend a good part of their time on not being noticed.) Not thread-safe.
 */
public final class AskedJob {
  private static final long SILENCE_NS = 60_000_000_000L;
  private static final int LOOKS = 50;
  private static final long LOOK_PAUSE_MS = 100;

  private final FlinkRest rest;
  private final long patienceMs;
  private final String id;
  private long heard = System.nanoTime();

  /** Nothing is asked yet. */
  public AskedJob(JobHost host, String id) {
    this.rest = host.rest();
    this.patienceMs = host.patience().toMillis();
    this.id = id;
  }

  /**
   * The state that it is in now; empty when Flink does not answer, for a minute at most.
   *
   * @throws FlinkRestException after that minute, or when Flink does not know the job (any more)
   */
  public String state() {
    try {
      String state = rest.state(id);
      heard = System.nanoTime();
      return state;
    } catch (FlinkRestException e) {
      if (e.isNotFound() || System.nanoTime() - heard > SILENCE_NS) {
        throw e;
      }
      return "";
    }
  }

  /** Waits until it is worth asking again. */
  public void pause() throws InterruptedException {
    Thread.sleep(patienceMs);
  }

  /**
   * Root causes of its failure, the latest first. What is told of a failure may be some seconds
   * older than the failure itself, so it is asked for some seconds.
   */
  public List<String> causes() throws InterruptedException {
    List<String> causes = rest.exceptions(id);
    for (int i = 0; i < LOOKS && causes.isEmpty(); i++) {
      Thread.sleep(LOOK_PAUSE_MS);
      causes = rest.exceptions(id);
    }
    return causes;
  }

  /**
   * What the tasks of the job, which has ended, have summed up, as text by name. It is asked for
   * some seconds, until what is told of the job is not older than its end.
   */
  public SortedMap<String, String> accumulators() throws InterruptedException {
    for (int i = 0; i < LOOKS && !rest.job(id).isTerminal(); i++) {
      Thread.sleep(LOOK_PAUSE_MS);
    }
    return rest.accumulators(id);
  }
}
