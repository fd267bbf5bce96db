package io.cryptoscalp.models.family.trees;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Checkpoint;
import io.cryptoscalp.models.family.TrainingChecks;
import io.cryptoscalp.models.family.TrainingRun;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/**
 * Grows a booster round by round: measures both losses after each, tells of it, keeps a checkpoint
 * now and then and stops when the validation loss has not fallen for a while. A booster draws
 * columns from numbers that are no part of its bytes; therefore it is written and read again at
 * every place where a checkpoint could be, kept or not, and a resumed run grows the trees that the
 * uninterrupted one grows.
 */
final class Growth {
  private final Dataset train;
  private final Dataset validation;
  private final Map<String, Object> settings;
  private final TrainingRun run;
  private final Checkpoint checkpoint;

  Growth(
      Dataset train,
      Dataset validation,
      Map<String, Object> settings,
      TrainingRun run,
      Checkpoint checkpoint) {
    this.train = train;
    this.validation = validation;
    this.settings = settings;
    this.run = run;
    this.checkpoint = checkpoint;
  }

  /** How one round adds to a booster. */
  interface Round {
    void grow(Booster booster, Cells cells, int round) throws XGBoostError;
  }

  /** Log odds of validation examples after some rounds, from the booster's own. */
  interface Reading {
    void adjust(double[] logOdds, int rounds);
  }

  /**
   * What grew.
   *
   * @param booster close it
   * @param best rounds after which the validation loss was least
   * @param trainLoss after each round
   * @param validationLoss after each round
   */
  record Result(Booster booster, int best, double[] trainLoss, double[] validationLoss) {}

  /**
   * Grows.
   *
   * @param rounds most rounds
   * @param patience rounds without a lower validation loss after which to stop
   * @param span rounds between two checkpoints
   * @param measured rounds between two measurements of the training loss, which cost as much as the
   *     trees do once a booster was read back; it is NaN between
   */
  Result grow(
      String family,
      int rounds,
      int patience,
      int span,
      int measured,
      Round step,
      Reading reading) {
    byte[] kept = checkpoint.read();
    GrowthState state = kept == null ? null : GrowthState.fromBytes(kept);
    double[] trainLoss = Arrays.copyOf(state == null ? new double[0] : state.trainLoss(), rounds);
    double[] loss = Arrays.copyOf(state == null ? new double[0] : state.validationLoss(), rounds);
    int done = state == null ? 0 : state.trainLoss().length;
    try (Cells learn = Cells.labelled(train);
        Cells judge = Cells.labelled(validation)) {
      Booster booster = open(learn, state);
      while (done < rounds && done - best(loss, done) < patience) {
        step.grow(booster, learn, done);
        trainLoss[done] =
            (done + 1) % measured == 0
                ? loss(booster, learn, train, reading, done + 1)
                : Double.NaN;
        loss[done] = loss(booster, judge, validation, reading, done + 1);
        done++;
        run.progress().round(family, done, rounds, trainLoss[done - 1], loss[done - 1]);
        if (done % span == 0 && done < rounds) {
          byte[] model = booster.toByteArray();
          double[] soFar = Arrays.copyOf(loss, done);
          state = new GrowthState(model, Arrays.copyOf(trainLoss, done), soFar);
          checkpoint.write(state.toBytes());
          booster.dispose();
          booster = open(learn, state);
        }
      }
      checkpoint.clear();
      return new Result(
          booster, best(loss, done), Arrays.copyOf(trainLoss, done), Arrays.copyOf(loss, done));
    } catch (XGBoostError | IOException e) {
      throw new ModelException("TRAINING_FAILED", "reason=" + e.getMessage(), e);
    }
  }

  private Booster open(Cells learn, @Nullable GrowthState state) throws XGBoostError, IOException {
    if (state == null) {
      return XGBoost.train(learn.matrix(), settings, 0, Collections.emptyMap(), null, null);
    }
    Booster booster = XGBoost.loadModel(state.model());
    booster.setParams(settings);
    return booster;
  }

  private static double loss(
      Booster booster, Cells cells, Dataset examples, Reading reading, int rounds)
      throws XGBoostError {
    double[] logOdds = column(booster.predict(cells.matrix(), true));
    reading.adjust(logOdds, rounds);
    return TrainingChecks.logLoss(logOdds, examples);
  }

  static double[] column(float[][] answers) {
    double[] column = new double[answers.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = answers[i][0];
    }
    return column;
  }

  /** Rounds after which the loss was least, the first of equals; 0 before the first. */
  private static int best(double[] loss, int done) {
    int best = 0;
    for (int i = 1; i < done; i++) {
      best = loss[i] < loss[best] ? i : best;
    }
    return Math.min(done, best + 1);
  }
}
