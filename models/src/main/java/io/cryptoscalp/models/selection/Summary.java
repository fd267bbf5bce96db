package io.cryptoscalp.models.selection;

import io.cryptoscalp.models.dataset.PurgedFolds;
import io.cryptoscalp.models.selection.Selection.Figures;
import io.cryptoscalp.models.selection.Selection.FoldRows;
import io.cryptoscalp.models.selection.Selection.Score;
import io.cryptoscalp.models.training.BinaryMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts what the folds found together. */
final class Summary {
  /** A single feature with this share of a binary label's information knows the future. */
  private static final double LEAK_NATS = 0.35;

  private final SelectionData data;
  private final SelectionOptions options;
  private final Correlations correlations;
  private final List<FoldOutcome> folds;
  private final int width;
  private final double[] frequency;
  private final double[] rank;
  private final String[] copyOf;

  Summary(
      SelectionData data,
      SelectionOptions options,
      Correlations.Pruned pruned,
      Correlations correlations,
      List<FoldOutcome> folds) {
    this.data = data;
    this.options = options;
    this.correlations = correlations;
    this.folds = folds;
    this.width = data.columns().length;
    this.frequency = Stability.frequency(picks(), width);
    this.rank = meanRank();
    this.copyOf = new String[width];
    Arrays.fill(copyOf, "");
    for (int i = 0; i < pruned.dropped().length; i++) {
      copyOf[pruned.dropped()[i]] = data.names().get(pruned.because()[i]);
    }
  }

  Selection selection() {
    int[] chosen = chosen();
    List<String> ids = new ArrayList<>();
    for (int column : chosen) {
      ids.add(data.names().get(column));
    }
    List<Figures> curve = curve();
    Figures small = curve.get(0);
    for (Figures point : curve) {
      small = point.features() == chosen.length ? point : small;
    }
    Figures full = FeatureSelector.figures(width, metrics(null));
    List<BinaryMetrics> linearFull = folds.stream().map(FoldOutcome::linearFull).toList();
    List<BinaryMetrics> linearSmall = folds.stream().map(FoldOutcome::linearSelected).toList();
    List<Score> scores = scores();
    long[] times = data.eventTimeNs();
    return new Selection(
        options,
        data.featureSet(),
        data.rows(),
        Arrays.stream(times).min().orElse(0),
        Arrays.stream(times).max().orElse(0),
        data.hash(),
        foldRows(),
        scores,
        List.copyOf(ids),
        Stability.of(picks(), width, width - copies()),
        curve,
        full,
        small,
        FeatureSelector.figures(width - copies(), linearFull),
        FeatureSelector.figures(chosen.length, linearSmall),
        correlation(chosen),
        warnings(small, scores));
  }

  private int copies() {
    return (int) Arrays.stream(copyOf).filter(name -> !name.isEmpty()).count();
  }

  private int[][] picks() {
    return folds.stream().map(FoldOutcome::selected).toArray(int[][]::new);
  }

  private double[] meanRank() {
    double[] mean = new double[width];
    Arrays.fill(mean, Double.NaN);
    for (FoldOutcome fold : folds) {
      int[] order = fold.path().order();
      for (int i = 0; i < order.length; i++) {
        double before = Double.isNaN(mean[order[i]]) ? 0 : mean[order[i]];
        mean[order[i]] = before + (double) i / folds.size();
      }
    }
    return mean;
  }

  /** Most often selected first, then by mean rank, then as in the catalogue. */
  private int[] chosen() {
    double[] score = new double[width];
    for (int c = 0; c < width; c++) {
      boolean candidate = !Double.isNaN(rank[c]);
      score[c] =
          candidate
              ? frequency[c] * folds.size() * (width + 1) - rank[c]
              : Double.NEGATIVE_INFINITY;
    }
    int count = Math.min(options.count(), width - copies());
    return Arrays.copyOf(Ranking.descending(score), count);
  }

  /** Metrics of the folds at one step, or of the full set for null. */
  private List<BinaryMetrics> metrics(@org.jspecify.annotations.Nullable Integer step) {
    List<BinaryMetrics> metrics = new ArrayList<>();
    for (FoldOutcome fold : folds) {
      metrics.add(step == null ? fold.full() : fold.path().steps().get(step).metrics());
    }
    return metrics;
  }

  private List<Figures> curve() {
    List<Figures> curve = new ArrayList<>();
    List<Elimination.Step> steps = folds.get(0).path().steps(); // sizes are equal in all folds
    for (int i = 0; i < steps.size(); i++) {
      curve.add(FeatureSelector.figures(steps.get(i).features(), metrics(i)));
    }
    return curve;
  }

  private List<FoldRows> foldRows() {
    List<FoldRows> rows = new ArrayList<>();
    for (FoldOutcome outcome : folds) {
      PurgedFolds.Fold fold = outcome.fold();
      rows.add(
          new FoldRows(
              fold.train().length,
              fold.test().length,
              fold.purged(),
              fold.embargoed(),
              fold.fromNs(),
              fold.toNs()));
    }
    return rows;
  }

  private List<Score> scores() {
    List<Score> scores = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      double information = 0;
      double importance = 0;
      for (FoldOutcome fold : folds) {
        information += fold.information()[c] / folds.size();
        importance += fold.importance()[c] / folds.size();
      }
      scores.add(
          new Score(
              data.names().get(c), information, importance, rank[c], frequency[c], copyOf[c]));
    }
    return scores;
  }

  private double[][] correlation(int[] chosen) {
    double[][] matrix = new double[chosen.length][chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      for (int j = 0; j < chosen.length; j++) {
        matrix[i][j] = i == j ? 1 : correlations.of(chosen[i], chosen[j]);
      }
    }
    return matrix;
  }

  private List<String> warnings(Figures small, List<Score> scores) {
    List<String> warnings = new ArrayList<>();
    if (!(small.auc() - 2 * small.aucError() > 0.5 && small.logLoss() < small.baseLogLoss())) {
      warnings.add(
          FeatureSelector.coded(
              "NO_SKILL: auc=%.4f standardError=%.4f logLoss=%.6f baseLogLoss=%.6f",
              small.auc(), small.aucError(), small.logLoss(), small.baseLogLoss()));
    }
    for (Score score : scores) {
      if (score.information() > LEAK_NATS) {
        warnings.add(
            FeatureSelector.coded(
                "LEAK_SUSPECTED: feature=%s nats=%.4f", score.id(), score.information()));
      }
    }
    return List.copyOf(warnings);
  }
}
