package io.cryptoscalp.models.training;

import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerModel;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.TrainingSet;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.registry.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The baseline that every other model has to beat: logistic regression on standardised features, or
 * on features that a frozen scaler scaled. Everything is learnt on the training part alone, means
 * and deviations included. No randomness: equal data and settings give equal models.
 */
public final class BaselineTrainer {
  /**
   * A single feature that ranks labels this well knows the future: AUC of it or of its negative.
   */
  private static final double LEAK_AUC = 0.9;

  private final BaselineOptions options;

  /** A trainer with these settings. */
  public BaselineTrainer(BaselineOptions options) {
    this.options = options;
  }

  /**
   * A fitted baseline.
   *
   * @param model the model
   * @param train figures on the rows it was fitted to
   * @param test figures on the held-out rows
   * @param testSet the held-out rows as the model receives them
   * @param scaler the frozen scaler in front of the model; null when it standardises itself
   * @param background mean of each column in training, standardised and clipped
   * @param warnings suspicions, coded; empty when none
   */
  public record Fit(
      LogisticModel model,
      BinaryMetrics train,
      BinaryMetrics test,
      TrainingSet testSet,
      @Nullable ScalerModel scaler,
      double[] background,
      List<String> warnings) {}

  /**
   * Fits and judges.
   *
   * @throws ModelException {@code TRAINING_TOO_FEW_ROWS}, {@code TRAINING_ONE_CLASS} or {@code
   *     TRAINING_NO_FEATURES} when the data cannot carry a model, naming the part and the counts
   */
  public Fit fit(TrainingSet data) {
    TrainingSet.Split split = data.split(options.trainFraction(), options.embargoNs());
    checkPart("train", split.train(), options.minRows());
    checkPart("test", split.test(), Math.max(1, options.minRows() / 4));
    TrainingSet train = split.train();
    Standardiser standardiser = Standardiser.fit(train, options.clip());
    if (standardiser.columns().length == 0) {
      throw new ModelException(
          "TRAINING_NO_FEATURES", "columns=" + data.featureNames().size() + " varying=0");
    }
    TrainingSet inputs = standardiser.narrow(train);
    TrainingSet test = standardiser.narrow(split.test());
    ScalerModel scaler = null;
    if (options.scaler() != null) {
      scaler = FrozenScaling.fit(inputs, scaling(options.scaler()));
      inputs = FrozenScaling.apply(scaler, inputs);
      test = FrozenScaling.apply(scaler, test);
    }
    LogisticModel model =
        model(
            inputs,
            scaler == null
                ? Standardiser.fit(inputs, options.clip())
                : Standardiser.none(inputs.featureNames().size(), options.clip()));
    double baseRate = (double) train.upRows() / train.rows();
    BinaryMetrics trainFigures = BinaryMetrics.of(forecasts(model, inputs), train.up(), baseRate);
    BinaryMetrics testFigures = BinaryMetrics.of(forecasts(model, test), test.up(), baseRate);
    List<String> warnings = leaks(train);
    if (!testFigures.hasSkill()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              ModelCard.NO_SKILL + ": auc=%.4f standardError=%.4f logLoss=%.6f baseLogLoss=%.6f",
              testFigures.auc(),
              testFigures.aucError(),
              testFigures.logLoss(),
              testFigures.baseLogLoss()));
    }
    return new Fit(
        model, trainFigures, testFigures, test, scaler, background(model, inputs), warnings);
  }

  private void checkPart(String part, TrainingSet set, int minRows) {
    if (set.rows() < minRows) {
      throw new ModelException(
          "TRAINING_TOO_FEW_ROWS", "part=" + part + " rows=" + set.rows() + " needed=" + minRows);
    }
    int ups = set.upRows();
    int fewest = Math.min(ups, set.rows() - ups);
    if (fewest < options.minClassRows()) {
      throw new ModelException(
          "TRAINING_ONE_CLASS",
          "part="
              + part
              + " up="
              + ups
              + " down="
              + (set.rows() - ups)
              + " neededOfEach="
              + options.minClassRows());
    }
  }

  private ScalerOptions scaling(ScalerKind kind) {
    int usual = ScalerOptions.of(kind).minSamples();
    return new ScalerOptions(kind, options.clip(), Math.max(2, Math.min(usual, options.minRows())));
  }

  private LogisticModel model(TrainingSet train, Standardiser standardiser) {
    double upWeight = 1;
    double downWeight = 1;
    if (options.balanceClasses()) {
      double ups = train.upRows();
      upWeight = train.rows() / (2 * ups);
      downWeight = train.rows() / (2 * (train.rows() - ups));
    }
    double[][] inputs = standardiser.apply(train);
    double[] fitted =
        new LogisticNewton(inputs, train.up(), options.l2(), upWeight, downWeight).fit();
    int columns = fitted.length - 1;
    return new LogisticModel(
        train.featureSet(),
        train.featureNames(),
        train.options().horizonNs(),
        standardiser.mean(),
        standardiser.scale(),
        options.clip(),
        java.util.Arrays.copyOf(fitted, columns),
        fitted[columns]);
  }

  private static double[] forecasts(LogisticModel model, TrainingSet set) {
    double[] forecasts = new double[set.rows()];
    for (int i = 0; i < forecasts.length; i++) {
      forecasts[i] = model.probabilityUp(set.features()[i]);
    }
    return forecasts;
  }

  private static double[] background(LogisticModel model, TrainingSet train) {
    double[] means = new double[train.featureNames().size()];
    for (float[] row : train.features()) {
      for (int c = 0; c < means.length; c++) {
        means[c] += model.standardised(c, row[c]) / train.rows();
      }
    }
    return means;
  }

  private static List<String> leaks(TrainingSet train) {
    List<String> warnings = new ArrayList<>();
    double[] column = new double[train.rows()];
    for (int c = 0; c < train.featureNames().size(); c++) {
      for (int r = 0; r < column.length; r++) {
        column[r] = train.features()[r][c];
      }
      double auc = BinaryMetrics.auc(column, train.up());
      if (Math.max(auc, 1 - auc) > LEAK_AUC) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "LEAK_SUSPECTED: feature=%s auc=%.4f",
                train.featureNames().get(c),
                auc));
      }
    }
    return warnings;
  }
}
