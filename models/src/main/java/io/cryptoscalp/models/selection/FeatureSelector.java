package io.cryptoscalp.models.selection;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.PurgedFolds;
import io.cryptoscalp.models.selection.Selection.Figures;
import io.cryptoscalp.models.training.BinaryMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Selects features. Copies are dropped first, without a look at labels. Then each fold of a purged
 * cross-validation makes a selection of its own from its training rows, judged on its test rows:
 * what is reported was never fitted to the rows it is measured on (Ambroise and McLachlan, PNAS 99,
 * 2002). The final set is what the folds selected most often, by rank where that is equal.
 */
public final class FeatureSelector {
  private static final int CORRELATION_ROWS = 4_000;

  private final SelectionOptions options;
  private final Consumer<String> progress;

  /**
   * A selector.
   *
   * @param options how to select
   * @param progress told of each step, in words
   */
  public FeatureSelector(SelectionOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Selects.
   *
   * @throws ModelException {@code SELECTION_TOO_FEW_ROWS}, {@code SELECTION_ONE_CLASS} or {@code
   *     SELECTION_NO_FEATURES} when the data cannot carry a selection
   */
  public Selection run(SelectionData data) {
    if (data.names().isEmpty()) {
      throw new ModelException("SELECTION_NO_FEATURES", "rows=" + data.rows() + " usable=0");
    }
    List<PurgedFolds.Fold> folds =
        PurgedFolds.of(
            data.eventTimeNs(), data.labelTimeNs(), options.folds(), options.embargoNs());
    Correlations correlations = new Correlations(data, sample(data.rows()));
    Correlations.Pruned pruned = correlations.prune(byValidity(data), options.maxCorrelation());
    progress.accept(pruned.dropped().length + " features are copies of others.");
    int[] columns = pruned.kept().clone();
    Arrays.sort(columns);
    List<FoldOutcome> outcomes = new ArrayList<>();
    for (PurgedFolds.Fold fold : folds) {
      outcomes.add(outcome(data, columns, fold));
      progress.accept("Fold " + (fold.index() + 1) + " of " + folds.size() + " is done.");
    }
    return new Summary(data, options, pruned, correlations, outcomes).selection();
  }

  private FoldOutcome outcome(SelectionData data, int[] columns, PurgedFolds.Fold fold) {
    checkClasses(data, fold, fold.train(), "train");
    checkClasses(data, fold, fold.test(), "test");
    MutualInformation estimator = new MutualInformation(options.bins());
    double[] information = new double[data.columns().length];
    for (int c = 0; c < information.length; c++) {
      information[c] = estimator.of(data.columns()[c], data.up(), fold.train());
    }
    double[] importance;
    BinaryMetrics full;
    try (Forest forest = Forest.grow(data, data.allColumns(), fold.train(), options)) {
      importance = forest.importance();
      full = Elimination.judge(data, forest.forecasts(fold.test()), fold);
    }
    double[] candidates = new double[columns.length];
    for (int i = 0; i < columns.length; i++) {
      candidates[i] = information[columns[i]];
    }
    Elimination.Path path = new Elimination(data, options).run(columns, candidates, fold);
    int[] selected = Arrays.copyOf(path.order(), Math.min(options.count(), columns.length));
    return new FoldOutcome(
        fold,
        information,
        importance,
        full,
        path,
        selected,
        linear(data, columns, fold),
        linear(data, selected, fold));
  }

  private static BinaryMetrics linear(SelectionData data, int[] columns, PurgedFolds.Fold fold) {
    LinearJudge judge = new LinearJudge(data, columns, fold.train());
    return Elimination.judge(data, judge.forecasts(fold.test()), fold);
  }

  private static void checkClasses(
      SelectionData data, PurgedFolds.Fold fold, int[] rows, String part) {
    int ups = 0;
    for (int row : rows) {
      ups += data.up()[row] ? 1 : 0;
    }
    if (ups == 0 || ups == rows.length) {
      throw new ModelException(
          "SELECTION_ONE_CLASS",
          "fold=" + fold.index() + " part=" + part + " rows=" + rows.length + " up=" + ups);
    }
  }

  /** Columns that are valid most often first, so that a copy with gaps is the one to go. */
  private static int[] byValidity(SelectionData data) {
    double[] valid = new double[data.columns().length];
    for (int c = 0; c < valid.length; c++) {
      for (float value : data.columns()[c]) {
        valid[c] += Float.isNaN(value) ? 0 : 1;
      }
    }
    return Ranking.descending(valid);
  }

  /** Rows at even distances. */
  private static int[] sample(int rows) {
    int[] sample = new int[Math.min(rows, CORRELATION_ROWS)];
    Arrays.setAll(sample, i -> (int) ((long) rows * i / sample.length));
    return sample;
  }

  static Figures figures(int features, List<BinaryMetrics> metrics) {
    return new Figures(
        features,
        mean(metrics, BinaryMetrics::accuracy),
        error(metrics, BinaryMetrics::accuracy),
        mean(metrics, BinaryMetrics::auc),
        error(metrics, BinaryMetrics::auc),
        mean(metrics, BinaryMetrics::logLoss),
        mean(metrics, BinaryMetrics::baseLogLoss));
  }

  private static double mean(List<BinaryMetrics> metrics, Function<BinaryMetrics, Double> figure) {
    double sum = 0;
    for (BinaryMetrics one : metrics) {
      sum += figure.apply(one);
    }
    return sum / metrics.size();
  }

  private static double error(List<BinaryMetrics> metrics, Function<BinaryMetrics, Double> figure) {
    double mean = mean(metrics, figure);
    double squares = 0;
    for (BinaryMetrics one : metrics) {
      squares += Math.pow(figure.apply(one) - mean, 2);
    }
    return Math.sqrt(squares / (metrics.size() - 1) / metrics.size());
  }

  static String coded(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
