package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.operators.stream.WallClock;
import java.util.function.Consumer;

/**
 * Runs the models of a batch, each by itself: one that fails or is too slow is left out, the others
 * are not. A row on which a graph fails does not take the rows beside it with it, so that what is
 * left out does not depend on the batch. Time limits do depend on the machine; without them nothing
 * here reads the clock.
 */
final class ModelRunner {
  private final ScoringGuards guards;
  private final WallClock clock;
  private final ScoringMetrics metrics;
  private final Consumer<ModelEvent> events;

  ModelRunner(
      ScoringGuards guards, WallClock clock, ScoringMetrics metrics, Consumer<ModelEvent> events) {
    this.guards = guards;
    this.clock = clock;
    this.metrics = metrics;
    this.events = events;
  }

  /** Whether a model may be asked at this venue time; one whose cool-down is over may again. */
  boolean mayAsk(ModelSlot slot, long eventTimeNs) {
    if (!slot.isCutOff()) {
      return true;
    }
    if (eventTimeNs < slot.cutOffUntilNs()) {
      return false;
    }
    slot.resume();
    events.accept(event(slot.command, "RESUMED", "", eventTimeNs));
    return true;
  }

  /** Fills in the answers of one model. */
  void run(ScoringBatch batch, int model) {
    int rows = batch.rowCount(model);
    ModelSlot slot = batch.lineup().slot(model);
    ScoringSession session = slot.session();
    if (rows == 0 || session == null) {
      return;
    }
    ask(session, batch, model, rows);
    told(slot, session, batch.snapshot(batch.size() - 1).eventTimeNs());
  }

  private void ask(ScoringSession session, ScoringBatch batch, int model, int rows) {
    ModelSlot slot = batch.lineup().slot(model);
    long start = guards.isTimed() ? clock.nowNs() : 0;
    try {
      session.run(rows);
    } catch (ModelException e) {
      if (e.code().equals(ScoringSession.TIME_EXCEEDED)) {
        cutOff(batch, model, String.valueOf(e.getMessage()));
      } else {
        rowByRow(session, batch, model);
      }
      return;
    }
    ScoringMetrics.OfModel own = metrics.of(slot.command.model());
    metrics.batches.inc();
    metrics.latencyNanos.update(session.lastRunNanos());
    own.latencyNanos.update(session.lastRunNanos());
    for (int i = 0; i < batch.size(); i++) {
      if (batch.hasRow(model, i)) {
        answer(session, batch, model, i);
      }
    }
    if (guards.budgetNs() > 0) {
      long now = batch.snapshot(batch.size() - 1).eventTimeNs();
      budget(slot, clock.nowNs() - start, now);
    }
  }

  /**
   * Runs one row that was put, of a model that is asked by itself.
   *
   * @param nowNs venue time
   * @throws ModelException {@code MODEL_RUN_FAILED}, or {@code MODEL_TIME_EXCEEDED} of a model that
   *     is cut off now
   */
  void runOne(ModelSlot slot, ScoringSession session, long nowNs) {
    long start = guards.isTimed() ? clock.nowNs() : 0;
    try {
      session.run(1);
    } catch (ModelException e) {
      if (e.code().equals(ScoringSession.TIME_EXCEEDED)) {
        cutOff(slot, String.valueOf(e.getMessage()), nowNs);
      }
      throw e;
    }
    metrics.of(slot.command.model()).latencyNanos.update(session.lastRunNanos());
    if (guards.budgetNs() > 0) {
      budget(slot, clock.nowNs() - start, nowNs);
    }
    told(slot, session, nowNs);
  }

  /** What runs the model, and whether that has changed. */
  private void told(ModelSlot slot, ScoringSession session, long nowNs) {
    metrics.of(slot.command.model()).runsOn(session);
    String fallback = session.fallbackNews();
    if (!fallback.isEmpty()) {
      events.accept(event(slot.command, "FELL_BACK", fallback, session.provider().name(), nowNs));
    }
  }

  private static void answer(ScoringSession session, ScoringBatch batch, int model, int index) {
    double probability = session.probabilityUp(batch.row(model, index));
    if (probability >= 0 && probability <= 1) {
      batch.answered(model, index, probability);
    } else {
      batch.leftOut(model, index, AnswerCode.MODEL_OUTPUT_INVALID);
    }
  }

  private void rowByRow(ScoringSession session, ScoringBatch batch, int model) {
    for (int i = 0; i < batch.size(); i++) {
      if (!batch.hasRow(model, i)) {
        continue;
      }
      try {
        session.runRow(batch.row(model, i));
        answer(session, batch, model, i);
      } catch (ModelException e) {
        if (e.code().equals(ScoringSession.TIME_EXCEEDED)) {
          cutOff(batch, model, String.valueOf(e.getMessage()));
          return;
        }
        batch.leftOut(model, i, AnswerCode.MODEL_RUN_FAILED);
      }
    }
  }

  /** Answers that came too late are still heard; the model is not asked again for a while. */
  private void budget(ModelSlot slot, long tookNs, long now) {
    if (tookNs <= guards.budgetNs()) {
      slot.inTime();
    } else if (slot.overrun() >= guards.overruns()) {
      slot.cutOff(now + guards.coolDownNs());
      String code =
          "MODEL_TOO_SLOW: tookNs="
              + tookNs
              + " budgetNs="
              + guards.budgetNs()
              + " overruns="
              + guards.overruns();
      events.accept(event(slot.command, "CUT_OFF", code, now));
    }
  }

  private void cutOff(ScoringBatch batch, int model, String code) {
    for (int i = 0; i < batch.size(); i++) {
      if (batch.hasRow(model, i)) {
        batch.leftOut(model, i, AnswerCode.MODEL_CUT_OFF);
      }
    }
    cutOff(batch.lineup().slot(model), code, batch.snapshot(batch.size() - 1).eventTimeNs());
  }

  private void cutOff(ModelSlot slot, String code, long now) {
    slot.cutOff(now + guards.coolDownNs());
    events.accept(event(slot.command, "CUT_OFF", code, now));
  }

  static ModelEvent event(ModelCommand command, String outcome, String code, long eventTimeNs) {
    return event(command, outcome, code, "", eventTimeNs);
  }

  private static ModelEvent event(
      ModelCommand command, String outcome, String code, String provider, long eventTimeNs) {
    return new ModelEvent(
        command.commandId() + ":" + outcome + ":" + eventTimeNs,
        command.commandId(),
        command.model(),
        command.version(),
        outcome,
        code,
        provider,
        eventTimeNs);
  }
}
