package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.ensemble.InstrumentEnsemble;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelChoice;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelCommand.Role;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.PolicySignal;
import io.cryptoscalp.engine.policy.PolicyPosition;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks policies, once a step each, in order of the snapshots. What one of them is shown is the
 * vector and its own wish so far ({@link PolicyPosition}), so that it can be scored again from what
 * is stored. The champion whose name comes first is traded, a fallback where it does not answer;
 * every answer is recorded. Guards and budgets are those of other models.
 */
final class PolicyDesk {
  private static final String[] CHOICES = {"short", "flat", "long"};
  private static final double ROUNDING = 1e6;
  private static final double SUM_ERROR = 1e-3;

  private final ScoringGuards guards;
  private final ModelRunner runner;
  private final ScoringMetrics metrics;
  private final Consumer<ModelEvent> events;
  private final Consumer<ModelChoice> rows;
  private final float[] own = new float[PolicyPosition.NUMBERS];
  private final float[] chances = new float[CHOICES.length];

  PolicyDesk(
      ScoringGuards guards,
      ModelRunner runner,
      ScoringMetrics metrics,
      Consumer<ModelEvent> events,
      Consumer<ModelChoice> rows) {
    this.guards = guards;
    this.runner = runner;
    this.metrics = metrics;
    this.events = events;
    this.rows = rows;
  }

  /**
   * Asks the policies that are due.
   *
   * @return what is to be traded from here on; null when nothing new is
   */
  @Nullable PolicySignal ask(Lineup lineup, FeatureSnapshot snapshot, InstrumentEnsemble ensemble) {
    PolicySignal traded = null;
    boolean taken = false; // by a champion, or by a fallback in its place
    for (int i = 0; i < lineup.policies(); i++) {
      ModelSlot slot = lineup.policy(i);
      ScoringSession session = slot.session();
      ModelCommand command = slot.command;
      PolicyPosition position = ensemble.position(command.model());
      if (session == null || !position.isDue(snapshot.eventTimeNs(), session.stepNs())) {
        taken |= session != null && command.role() == Role.CHAMPION;
        continue;
      }
      AnswerCode code = answer(slot, session, position, snapshot);
      code = health(command, code, snapshot, ensemble);
      boolean trades = code == AnswerCode.OK && !taken && command.role() != Role.SHADOW;
      if (code == AnswerCode.OK) {
        int action = likeliest();
        position.decide(action - 1);
        if (trades) {
          traded = signal(snapshot, command, session, position, chances[action]);
          taken = true;
        }
      }
      if (position.firstTry(snapshot.eventTimeNs(), session.stepNs())) {
        metrics.of(command.model()).count(code);
        rows.accept(row(snapshot, command, code, trades));
      }
    }
    return traded;
  }

  private AnswerCode answer(
      ModelSlot slot, ScoringSession session, PolicyPosition position, FeatureSnapshot snapshot) {
    long now = snapshot.eventTimeNs();
    if (!runner.mayAsk(slot, now)) {
      return AnswerCode.MODEL_CUT_OFF;
    }
    boolean quoted = snapshot.bookHealthy() && snapshot.bestBid() > 0 && snapshot.bestAsk() > 0;
    if (!quoted || !session.put(0, snapshot)) {
      return AnswerCode.MODEL_INPUT_MISSING;
    }
    if (!session.inDistribution(guards.inputRange(), guards.inputShare())) {
      return AnswerCode.MODEL_INPUT_OUT_OF_DISTRIBUTION;
    }
    position.begin(
        now, session.stepNs(), snapshot.bestBid(), snapshot.bestAsk(), session.slippageBps());
    position.observe(snapshot.bestBid(), snapshot.bestAsk(), own);
    session.putPosition(0, own);
    try {
      runner.runOne(slot, session, now);
    } catch (ModelException e) {
      return e.code().equals(ScoringSession.TIME_EXCEEDED)
          ? AnswerCode.MODEL_CUT_OFF
          : AnswerCode.MODEL_RUN_FAILED;
    }
    session.answers(0, chances);
    return isDistribution() ? AnswerCode.OK : AnswerCode.MODEL_OUTPUT_INVALID;
  }

  private boolean isDistribution() {
    double sum = 0;
    boolean valid = true;
    for (float chance : chances) {
      valid &= chance >= 0 && chance <= 1; // false of NaN
      sum += chance;
    }
    return valid && Math.abs(sum - 1) <= SUM_ERROR;
  }

  /** A policy whose answers cannot be used is left out as other models are. */
  private AnswerCode health(
      ModelCommand command,
      AnswerCode code,
      FeatureSnapshot snapshot,
      InstrumentEnsemble ensemble) {
    if (ensemble.health().suspended(command.model(), command.version())) {
      return AnswerCode.MODEL_SUSPENDED;
    }
    if (code == AnswerCode.OK) {
      ensemble.health().usable(command.model());
    } else if ((code == AnswerCode.MODEL_OUTPUT_INVALID || code == AnswerCode.MODEL_RUN_FAILED)
        && ensemble.health().unusable(command.model(), command.version())) {
      String detail = code.name() + ": instrument=" + snapshot.instrument();
      events.accept(ModelRunner.event(command, "SUSPENDED", detail, snapshot.eventTimeNs()));
    }
    return code;
  }

  private int likeliest() {
    int best = 0;
    for (int a = 1; a < chances.length; a++) {
      best = chances[a] > chances[best] ? a : best;
    }
    return best;
  }

  private static PolicySignal signal(
      FeatureSnapshot snapshot,
      ModelCommand command,
      ScoringSession session,
      PolicyPosition position,
      float chance) {
    return new PolicySignal(
        snapshot.instrument(),
        snapshot.eventTimeNs(),
        snapshot.sequence(),
        command.model(),
        command.version(),
        position.wanted(),
        rounded(chance),
        PolicyPosition.validUntilNs(snapshot.eventTimeNs(), session.stepNs()));
  }

  private ModelChoice row(
      FeatureSnapshot snapshot, ModelCommand command, AnswerCode code, boolean trades) {
    boolean valid = code == AnswerCode.OK;
    double[] told = new double[valid ? chances.length : 0];
    for (int a = 0; a < told.length; a++) {
      told[a] = rounded(chances[a]);
    }
    return new ModelChoice(
        snapshot.instrument(),
        snapshot.eventTimeNs(),
        snapshot.sequence(),
        command.model(),
        command.version(),
        command.role(),
        "POLICY",
        valid ? CHOICES[likeliest()] : "",
        valid ? told[likeliest()] : 0,
        told,
        trades,
        valid,
        code.text());
  }

  private static double rounded(double value) {
    return Math.rint(value * ROUNDING) / ROUNDING;
  }
}
