package io.cryptoscalp.models.evaluation.forecast;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.evaluation.ClassificationMetrics;
import io.cryptoscalp.models.evaluation.ClusteredError;
import io.cryptoscalp.models.evaluation.EvaluationOptions;
import io.cryptoscalp.models.evaluation.JudgedExamples;
import io.cryptoscalp.models.evaluation.TradingFigures;
import io.cryptoscalp.models.family.forecast.QuantileScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects what was forecast over one horizon, fold by fold, and judges it. */
final class HorizonJudge {
  private final int horizon;
  private final long horizonNs;
  private final double[] levels;
  private final List<double[]> rows = new ArrayList<>(); // gain, inside of each interval
  private final List<Long> clusters = new ArrayList<>();
  private final List<JudgedExamples> moves = new ArrayList<>();
  private final List<double[]> chances = new ArrayList<>();
  private final List<int[]> sides = new ArrayList<>();
  private final double[] below;
  private final double[] widths; // sums: own, then naive
  private final double[] naiveInside;
  private double loss;
  private double naiveLoss;

  HorizonJudge(int horizon, long horizonNs, double[] levels) {
    this.horizon = horizon;
    this.horizonNs = horizonNs;
    this.levels = levels;
    int pairs = levels.length / 2;
    below = new double[levels.length];
    widths = new double[2 * pairs];
    naiveInside = new double[pairs];
  }

  /** Takes the forecasts of a test part. */
  void add(Dataset test, float[][][] quantiles, float[][][] naive, long clusterNs) {
    for (int i = 0; i < quantiles.length; i++) {
      float value = test.horizonReturn(i, horizon);
      if (!Float.isNaN(value)) {
        clusters.add(Math.floorDiv(test.eventTimeNs(i), clusterNs));
        rows.add(row(quantiles[i][horizon], naive[i][horizon], value));
      }
    }
  }

  private double[] row(float[] own, float[] naive, float value) {
    int pairs = levels.length / 2;
    double[] row = new double[1 + pairs];
    double ownLoss = QuantileScores.pinball(own, value, levels);
    double ofNaive = QuantileScores.pinball(naive, value, levels);
    loss += ownLoss;
    naiveLoss += ofNaive;
    row[0] = ofNaive - ownLoss;
    for (int q = 0; q < levels.length; q++) {
      below[q] += value <= own[q] ? 1 : 0;
    }
    for (int low = 0; low < pairs; low++) {
      int high = levels.length - 1 - low;
      row[1 + low] = value >= own[low] && value <= own[high] ? 1 : 0;
      naiveInside[low] += value >= naive[low] && value <= naive[high] ? 1 : 0;
      widths[low] += own[high] - own[low];
      widths[pairs + low] += naive[high] - naive[low];
    }
    return row;
  }

  /** Takes the moves of a test part with their chances of a rise and how they were traded. */
  void trade(JudgedExamples of, double[] chance, int[] side) {
    moves.add(of);
    chances.add(chance);
    sides.add(side);
  }

  /**
   * The figures.
   *
   * @throws ModelException {@code EVALUATION_TOO_FEW_ROWS} without any known move
   */
  HorizonFigures figures(EvaluationOptions options) {
    JudgedExamples all = JudgedExamples.joined(moves);
    int count = rows.size();
    if (count == 0 || all.size() == 0) {
      throw new ModelException("EVALUATION_TOO_FEW_ROWS", "horizonNs=" + horizonNs + " moves=0");
    }
    long[] cluster = new long[count];
    Arrays.setAll(cluster, clusters::get);
    List<HorizonFigures.Interval> intervals = new ArrayList<>();
    int pairs = levels.length / 2;
    for (int low = 0; low < pairs; low++) {
      double[] inside = column(1 + low);
      intervals.add(
          new HorizonFigures.Interval(
              levels[levels.length - 1 - low] - levels[low],
              Arrays.stream(inside).sum() / count,
              ClusteredError.ofMean(inside, cluster),
              naiveInside[low] / count,
              widths[low] / count,
              widths[pairs + low] / count));
    }
    double[] shares = new double[below.length];
    Arrays.setAll(shares, q -> below[q] / count);
    return new HorizonFigures(
        horizonNs,
        count,
        loss / count,
        naiveLoss / count,
        ClusteredError.ofMean(column(0), cluster),
        levels.clone(),
        shares,
        intervals,
        ClassificationMetrics.of(
            joined(chances, all.size()),
            all.base(),
            all.up(),
            all.weight(),
            all.clusters(options.clusterNs())),
        TradingFigures.of(
            sides(all.size()), all, options.costs().roundTrip(), options.clusterNs()));
  }

  private double[] column(int number) {
    double[] column = new double[rows.size()];
    Arrays.setAll(column, i -> rows.get(i)[number]);
    return column;
  }

  private static double[] joined(List<double[]> parts, int size) {
    double[] all = new double[size];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private int[] sides(int size) {
    int[] all = new int[size];
    int at = 0;
    for (int[] part : sides) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
