package io.cryptoscalp.models.evaluation.patterns;

import io.cryptoscalp.models.evaluation.ClusteredError;
import io.cryptoscalp.models.family.chart.ChartExamples;
import io.cryptoscalp.models.family.chart.ChartPattern;

/**
 * How well a network tells the classes of pictures it never saw.
 *
 * @param confusion pictures by class of the detectors (rows) and likeliest class of the network
 * @param logLoss mean negative log likelihood of the detectors' class, nats
 * @param baseLogLoss the same of the frequencies of the training pictures
 * @param gain difference of the two, positive where the network is better
 * @param gainError its standard error over stretches of time
 * @param accuracy share of pictures whose likeliest class is the detectors'
 * @param baseAccuracy share of the class that is commonest in the training pictures
 */
public record PatternFigures(
    int[][] confusion,
    double logLoss,
    double baseLogLoss,
    double gain,
    double gainError,
    double accuracy,
    double baseAccuracy) {
  private static final double FLOOR = 1e-12; // keeps the log of a certain but wrong answer finite

  /**
   * Judges answers.
   *
   * @param examples pictures with the detectors' classes, at least one
   * @param answers probabilities of the classes of each
   * @param trainCounts pictures of each class in the training part; classes that lack count as one
   * @param clusterNs stretch of time whose pictures count as one for the error, ns
   */
  public static PatternFigures of(
      ChartExamples examples, float[][] answers, int[] trainCounts, long clusterNs) {
    int classes = ChartPattern.values().length;
    double[] base = new double[classes];
    int commonest = 0;
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      base[k] = Math.max(1, trainCounts[k]);
      sum += base[k];
      commonest = trainCounts[k] > trainCounts[commonest] ? k : commonest;
    }
    int rows = answers.length;
    int[][] confusion = new int[classes][classes];
    double[] gains = new double[rows];
    long[] clusters = new long[rows];
    double loss = 0;
    double baseLoss = 0;
    int right = 0;
    int common = 0;
    for (int i = 0; i < rows; i++) {
      int actual = examples.pattern(i).index();
      int told = likeliest(answers[i]);
      confusion[actual][told]++;
      right += told == actual ? 1 : 0;
      common += commonest == actual ? 1 : 0;
      double own = -Math.log(Math.max(answers[i][actual], FLOOR));
      double naive = -Math.log(base[actual] / sum);
      loss += own;
      baseLoss += naive;
      gains[i] = naive - own;
      clusters[i] = Math.floorDiv(examples.timeNs(i), clusterNs);
    }
    return new PatternFigures(
        confusion,
        loss / rows,
        baseLoss / rows,
        (baseLoss - loss) / rows,
        ClusteredError.ofMean(gains, clusters),
        (double) right / rows,
        (double) common / rows);
  }

  /** Index of the likeliest class, the first of equals. */
  public static int likeliest(float[] answer) {
    int best = 0;
    for (int k = 1; k < answer.length; k++) {
      best = answer[k] > answer[best] ? k : best;
    }
    return best;
  }

  /** Pictures judged. */
  public int rows() {
    int rows = 0;
    for (int[] line : confusion) {
      for (int count : line) {
        rows += count;
      }
    }
    return rows;
  }

  /** Pictures of a class. */
  public int actual(int pattern) {
    int count = 0;
    for (int told : confusion[pattern]) {
      count += told;
    }
    return count;
  }

  /** Pictures that the network says are of a class. */
  public int told(int pattern) {
    int count = 0;
    for (int[] line : confusion) {
      count += line[pattern];
    }
    return count;
  }

  /** Share of a class among the pictures said to be of it; NaN when none is. */
  public double precision(int pattern) {
    int told = told(pattern);
    return told == 0 ? Double.NaN : (double) confusion[pattern][pattern] / told;
  }

  /** Share of a class that the network finds; NaN when there is none. */
  public double recall(int pattern) {
    int actual = actual(pattern);
    return actual == 0 ? Double.NaN : (double) confusion[pattern][pattern] / actual;
  }

  /** Whether the log loss lies two standard errors below that of the base rates. */
  public boolean hasSkill() {
    return gain > 2 * gainError;
  }
}
