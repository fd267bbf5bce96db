package io.cryptoscalp.models.regime;

import io.cryptoscalp.engine.regime.hmm.HmmFilter;
import io.cryptoscalp.engine.regime.hmm.HmmFit;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.hmm.HmmObservations;
import io.cryptoscalp.engine.regime.hmm.HmmSelection;
import io.cryptoscalp.engine.regime.hmm.HmmStateProfile;
import io.cryptoscalp.engine.regime.hmm.HmmTrainer;
import io.cryptoscalp.engine.regime.hmm.HmmTrainingOptions;
import io.cryptoscalp.engine.regime.hmm.InformationCriterion;
import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fits the model of a market to its history: the same series and options, the same file. */
public final class RegimeFitter {
  /** Fewest observations a parameter of the largest model that is tried. */
  private static final int ROWS_PER_PARAMETER = 5;

  private static final int GOLDEN_ROWS = 32;

  private RegimeFitter() {}

  /**
   * Fits.
   *
   * @param name what the series is of, such as {@code BTCUSDT-1h}
   * @throws ModelException {@code REGIME_DATA_TOO_SHORT} with fewer than five observations a
   *     parameter of the largest model, {@code REGIME_DATA_CONSTANT} when the price or its range
   *     never moves
   */
  public static RegimeModelFile fit(String name, RegimeSeries series, RegimeFitOptions options) {
    HmmObservations data = series.observations();
    int needed = ROWS_PER_PARAMETER * parameters(options.most(), data.dimensions());
    if (data.present() < needed) {
      throw new ModelException(
          "REGIME_DATA_TOO_SHORT",
          "name=" + name + " observations=" + data.present() + " needed=" + needed);
    }
    HmmTrainingOptions base = HmmTrainingOptions.defaults();
    HmmTrainer trainer =
        new HmmTrainer(
            new HmmTrainingOptions(
                options.seed(),
                options.restarts(),
                base.screenIterations(),
                Math.min(base.finalists(), options.restarts()),
                base.maxIterations(),
                base.tolerance(),
                base.covarianceFloor()));
    HmmSelection selection;
    try {
      selection = HmmSelection.of(trainer, data, options.least(), options.most());
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          "REGIME_DATA_CONSTANT", "name=" + name + " reason=" + e.getMessage(), e);
    }
    return file(name, series, data, options, selection);
  }

  private static int parameters(int states, int d) {
    return states * (states + d + d * (d + 1) / 2) - 1;
  }

  private static RegimeModelFile file(
      String name,
      RegimeSeries series,
      HmmObservations data,
      RegimeFitOptions options,
      HmmSelection selection) {
    HmmModel model = selection.best(options.criterion()).model();
    List<RegimeModelFile.Candidate> candidates = new ArrayList<>();
    for (int states = selection.least(); states <= selection.most(); states++) {
      HmmFit fit = selection.fit(states);
      candidates.add(
          new RegimeModelFile.Candidate(
              states,
              fit.logLikelihood(),
              fit.model().parameters(),
              fit.criterion(InformationCriterion.AIC),
              fit.criterion(InformationCriterion.BIC),
              fit.criterion(InformationCriterion.HQ),
              fit.iterations(),
              fit.converged(),
              fit.rarestStateRows()));
    }
    return new RegimeModelFile(
        RegimeModelFile.FORMAT,
        name,
        series.spec(),
        model.initial(),
        model.transition(),
        model.means(),
        model.covariances(),
        HmmStateProfile.of(model),
        new RegimeModelFile.Training(
            series.bars(),
            series.size(),
            data.present(),
            series.ends()[0] - series.spec().intervalNs(),
            series.ends()[series.size() - 1],
            series.dataHash(),
            options.criterion(),
            options.seed(),
            options.restarts()),
        candidates,
        golden(model, series));
  }

  /** The first rows that are not missing, and what the filter says of them. */
  private static RegimeModelFile.Golden golden(HmmModel model, RegimeSeries series) {
    int d = model.dimensions();
    double[] rows = new double[GOLDEN_ROWS * d];
    int count = 0;
    for (int i = 0; i < series.size() && count < GOLDEN_ROWS; i++) {
      if (!Double.isNaN(series.rows()[(i + 1) * d - 1])) {
        System.arraycopy(series.rows(), i * d, rows, count++ * d, d);
      }
    }
    rows = Arrays.copyOf(rows, count * d);
    return new RegimeModelFile.Golden(rows, filtered(model, rows));
  }

  /** Probabilities of the states after each row. */
  static double[] filtered(HmmModel model, double[] rows) {
    HmmFilter filter = new HmmFilter(model);
    int count = rows.length / model.dimensions();
    double[] result = new double[count * model.states()];
    for (int i = 0; i < count; i++) {
      filter.update(rows, i * model.dimensions());
      for (int state = 0; state < model.states(); state++) {
        result[i * model.states() + state] = filter.probability(state);
      }
    }
    return result;
  }
}
