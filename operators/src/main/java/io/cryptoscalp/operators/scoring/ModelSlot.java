package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One command in force: the model it brought, or none when it deactivated. Until its load has been
 * settled the session is not to be used.
 */
final class ModelSlot {
  final ModelCommand command;
  final boolean restored;
  private final @Nullable CompletableFuture<ScoringSession> load;
  private final Executor closer;
  private @Nullable ScoringSession session;
  private boolean settled;
  private boolean retired;
  private int overruns;
  private boolean cutOff;
  private long cutOffUntilNs;

  /**
   * Creates it.
   *
   * @param restored true when the command was accepted before a restore
   * @param load the load under way; null for a command without a model
   * @param closer closes the session when the slot is given up, away from who scores
   */
  ModelSlot(
      ModelCommand command,
      boolean restored,
      @Nullable CompletableFuture<ScoringSession> load,
      Executor closer) {
    this.command = command;
    this.restored = restored;
    this.load = load;
    this.closer = closer;
    this.settled = load == null;
  }

  boolean settled() {
    return settled;
  }

  /** True when {@link #settle()} would not wait. */
  boolean loaded() {
    return load == null || load.isDone();
  }

  /**
   * Waits for the load and takes its session.
   *
   * @throws ModelException when the model was refused
   */
  void settle() {
    settled = true;
    if (load == null) {
      return;
    }
    try {
      session = load.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ModelException coded) {
        throw coded;
      }
      // whatever a damaged file does to the runtime must not take the job down
      throw new ModelException("MODEL_UNREADABLE", "reason=" + e.getCause(), e);
    }
  }

  /** The usable session; null when the slot has none. */
  @Nullable ScoringSession session() {
    return session;
  }

  /** Takes note of a call within the budget. */
  void inTime() {
    overruns = 0;
  }

  /** Takes note of a call beyond it; returns how many there were in a row. */
  int overrun() {
    return ++overruns;
  }

  /** Asks the model no more until this venue time. */
  void cutOff(long untilNs) {
    cutOff = true;
    cutOffUntilNs = untilNs;
  }

  boolean isCutOff() {
    return cutOff;
  }

  long cutOffUntilNs() {
    return cutOffUntilNs;
  }

  /** Asks it again. */
  void resume() {
    cutOff = false;
    overruns = 0;
  }

  /** Gives the model up, now or as soon as its load ends. */
  void retire() {
    if (retired) {
      return;
    }
    retired = true;
    session = null;
    settled = true;
    if (load == null) {
      return;
    }
    if (load.isDone() && !load.isCompletedExceptionally()) {
      closer.execute(load.join()::close);
    } else {
      var unused = load.thenAccept(ScoringSession::close);
    }
  }
}
