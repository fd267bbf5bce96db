package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.ensemble.EnsembleVote;
import io.cryptoscalp.engine.ensemble.InstrumentEnsemble;
import io.cryptoscalp.engine.event.DecisionEvidence;
import io.cryptoscalp.engine.event.DecisionEvidence.Voice;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelAnswer;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one prediction of what the champions say, in order of arrival of the snapshots, so that
 * what is learnt from one is known to the next whatever the batch.
 */
final class AnswerWriter {
  private static final double UNKNOWN = 0.5;
  private static final int NOBODY = -1;

  private final ScoringMetrics metrics;
  private final Consumer<ModelEvent> events;
  private final Consumer<ModelAnswer> rows;
  private final EnsembleVote vote = new EnsembleVote(Lineup.MOST);
  private final double[] weights = new double[Lineup.MOST];
  private final int[] heard = new int[Lineup.MOST];
  private final StringBuilder leftOut = new StringBuilder();

  AnswerWriter(ScoringMetrics metrics, Consumer<ModelEvent> events, Consumer<ModelAnswer> rows) {
    this.metrics = metrics;
    this.events = events;
    this.rows = rows;
  }

  /** The prediction of a snapshot of a batch whose champions have run. */
  Prediction predict(ScoringBatch batch, int index, InstrumentEnsemble ensemble) {
    FeatureSnapshot snapshot = batch.snapshot(index);
    Lineup lineup = batch.lineup();
    boolean several = lineup.champions() > 1;
    if (several) {
      ensemble.know(lineup.names());
      ensemble.learn(
          snapshot.eventTimeNs(),
          snapshot.bookHealthy() ? snapshot.bestBid() : 0,
          snapshot.bestAsk());
    }
    vote.begin();
    leftOut.setLength(0);
    for (int model = 0; model < lineup.champions(); model++) {
      weights[model] = several ? ensemble.weight(lineup.names()[model], snapshot.regime()) : 1;
      hear(batch, model, index, ensemble);
    }
    boolean valid = vote.conclude();
    int stood = NOBODY;
    for (int model = lineup.champions(); model < lineup.traded(); model++) {
      weights[model] = 0;
      if (!valid) {
        weights[model] = 1;
        hear(batch, model, index, ensemble);
        valid = vote.conclude();
        stood = valid ? model : NOBODY;
      }
    }
    if (several) {
      remember(batch, index, ensemble);
    }
    return prediction(snapshot, lineup, valid, stood);
  }

  /** What the prediction that was made last was made of; null when it is not valid. */
  @Nullable DecisionEvidence evidence(ScoringBatch batch, int index) {
    if (vote.heard() == 0) {
      return null;
    }
    List<Voice> voices = new ArrayList<>(vote.heard());
    for (int i = 0; i < vote.heard(); i++) {
      ModelCommand command = batch.lineup().slot(heard[i]).command;
      voices.add(new Voice(command, batch.answer(heard[i], index), vote.share(i)));
    }
    return new DecisionEvidence(batch.snapshot(index), voices);
  }

  /** True when a champion is not heard on some snapshot, or may not be for what was before. */
  static boolean mayNeedFallback(ScoringBatch batch, int index, InstrumentEnsemble ensemble) {
    boolean needed = !ensemble.health().isClean();
    for (int model = 0; model < batch.lineup().champions(); model++) {
      needed |= batch.code(model, index) != AnswerCode.OK;
    }
    return needed || batch.lineup().champions() == 0;
  }

  private void hear(ScoringBatch batch, int model, int index, InstrumentEnsemble ensemble) {
    AnswerCode code = check(batch, model, index, ensemble);
    if (code == AnswerCode.OK) {
      heard[vote.heard()] = model;
      vote.hear(batch.answer(model, index), weights[model]);
    } else {
      vote.miss(weights[model]);
      if (leftOut.length() > 0) {
        leftOut.append(',');
      }
      leftOut.append(batch.lineup().slot(model).command.model()).append('=').append(code.name());
    }
  }

  /** Whether an answer counts, after what is known of the model's health here. */
  private AnswerCode check(ScoringBatch batch, int model, int index, InstrumentEnsemble ensemble) {
    ModelCommand command = batch.lineup().slot(model).command;
    AnswerCode code = batch.code(model, index);
    if (ensemble.health().suspended(command.model(), command.version())) {
      if (code == AnswerCode.OK) {
        batch.leftOut(model, index, AnswerCode.MODEL_SUSPENDED);
      }
      code = AnswerCode.MODEL_SUSPENDED;
    } else if (code == AnswerCode.OK) {
      ensemble.health().usable(command.model());
    } else if (code == AnswerCode.MODEL_OUTPUT_INVALID || code == AnswerCode.MODEL_RUN_FAILED) {
      if (ensemble.health().unusable(command.model(), command.version())) {
        FeatureSnapshot snapshot = batch.snapshot(index);
        String detail = code.name() + ": instrument=" + snapshot.instrument();
        events.accept(ModelRunner.event(command, "SUSPENDED", detail, snapshot.eventTimeNs()));
      }
    }
    metrics.of(command.model()).count(code);
    return code;
  }

  private void remember(ScoringBatch batch, int index, InstrumentEnsemble ensemble) {
    FeatureSnapshot snapshot = batch.snapshot(index);
    Lineup lineup = batch.lineup();
    double[] heard = lineup.scratch();
    for (int model = 0; model < heard.length; model++) {
      heard[model] = batch.answer(model, index);
    }
    ensemble.remember(
        snapshot.eventTimeNs(),
        snapshot.bookHealthy() ? snapshot.bestBid() : 0,
        snapshot.bestAsk(),
        snapshot.regime(),
        lineup.names(),
        lineup.horizonsNs(),
        heard);
  }

  /** The prediction, named after the fallback that stood in where one did. */
  private Prediction prediction(
      FeatureSnapshot snapshot, Lineup lineup, boolean valid, int fallback) {
    ModelCommand stood = fallback == NOBODY ? null : lineup.slot(fallback).command;
    return new Prediction(
        snapshot.instrument(),
        snapshot.eventTimeNs(),
        snapshot.receiveTimeNs(),
        snapshot.sequence(),
        stood == null ? lineup.model() : stood.model(),
        stood == null ? lineup.version() : stood.version(),
        valid ? vote.probability() : UNKNOWN,
        valid,
        valid ? vote.confidence() : 0,
        valid ? vote.disagreement() : 0,
        valid ? vote.heard() : 0,
        leftOut.toString());
  }

  /** Writes what each model said of a snapshot, where there is more to say than the prediction. */
  void answers(ScoringBatch batch, int index, int from, int to) {
    for (int model = from; model < to; model++) {
      AnswerCode code = batch.code(model, index);
      boolean traded = model < batch.lineup().traded();
      ModelCommand command = batch.lineup().slot(model).command;
      if (!traded) {
        metrics.of(command.model()).count(code);
      }
      double answer = batch.answer(model, index);
      boolean asked = code != AnswerCode.OK || !Double.isNaN(answer); // fallbacks often are not
      if (asked && (batch.lineup().size() > 1 || !traded || code.guarded())) {
        FeatureSnapshot snapshot = batch.snapshot(index);
        rows.accept(
            new ModelAnswer(
                snapshot.instrument(),
                snapshot.eventTimeNs(),
                snapshot.sequence(),
                command.model(),
                command.version(),
                command.role(),
                code == AnswerCode.OK ? answer : UNKNOWN,
                traded ? weights[model] : 0,
                code == AnswerCode.OK,
                code.text()));
      }
    }
  }
}
