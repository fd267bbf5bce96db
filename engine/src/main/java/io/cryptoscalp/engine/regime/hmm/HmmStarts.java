package io.cryptoscalp.engine.regime.hmm;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Starting points of training on a standardised series: rows are grouped by k-means with k-means++
 * seeds (Arthur and Vassilvitskii 2007), and a model is read off the groups. Every other start
 * groups rows by the logarithm of their local energy instead of by their values, because states of
 * returns differ in variance far more than in mean.
 */
final class HmmStarts {
  private static final int LLOYD_ITERATIONS = 20;

  /** Rows on each side of the local energy's window. */
  private static final int HALF_WINDOW = 5;

  /** Part of the whole series' covariance mixed into a group's, so that none starts degenerate. */
  private static final double BLEND = 0.1;

  private final HmmObservations data;
  private final int states;
  private final int[] rows;
  private final double[] energies;

  HmmStarts(HmmObservations data, int states) {
    this.data = data;
    this.states = states;
    rows = new int[data.present()];
    int count = 0;
    for (int row = 0; row < data.rows(); row++) {
      if (data.isPresent(row)) {
        rows[count++] = row;
      }
    }
    energies = energies();
  }

  private double[] energies() {
    double[] result = new double[rows.length];
    for (int sequence = 0, at = 0; sequence < data.sequences(); sequence++) {
      int first = data.start(sequence);
      int end = data.start(sequence + 1);
      for (; at < rows.length && rows[at] < end; at++) {
        double sum = 0;
        int count = 0;
        int from = Math.max(first, rows[at] - HALF_WINDOW);
        for (int row = from; row < Math.min(end, rows[at] + HALF_WINDOW + 1); row++) {
          if (data.isPresent(row)) {
            sum += energy(row);
            count++;
          }
        }
        result[at] = StrictMath.log(sum / count + 1e-6);
      }
    }
    return result;
  }

  private double energy(int row) {
    double sum = 0;
    for (int f = 0; f < data.dimensions(); f++) {
      double value = data.values()[row * data.dimensions() + f];
      sum += value * value;
    }
    return sum;
  }

  /** A start: in turn by groups of values, by groups of energies, and at random. */
  HmmModel start(int number, SplittableRandom random) {
    int kind = number % 3;
    if (kind == 2) {
      return scattered(random);
    }
    int width = kind == 0 ? data.dimensions() : 1;
    double[] points = energies;
    if (kind == 0) {
      points = new double[rows.length * width];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(data.values(), rows[i] * width, points, i * width, width);
      }
    }
    return model(new KMeans(points, width, states, random).groups(LLOYD_ITERATIONS));
  }

  /**
   * Means at half of random rows, uncorrelated features with one deviation a state, from 1/7 to 3
   * times the whole's, and stays of 2 to 50 rows.
   */
  private HmmModel scattered(SplittableRandom random) {
    int d = data.dimensions();
    double[] means = new double[states * d];
    double[] covariances = new double[states * d * d];
    double[] transition = new double[states * states];
    for (int i = 0; i < states; i++) {
      int row = rows[random.nextInt(rows.length)];
      double deviation = StrictMath.exp(-2 + 3.1 * random.nextDouble());
      for (int f = 0; f < d; f++) {
        means[i * d + f] = 0.5 * data.values()[row * d + f];
        covariances[(i * d + f) * d + f] = deviation * deviation;
      }
      double leave = StrictMath.exp(StrictMath.log(0.02) + random.nextDouble() * 3.2);
      for (int j = 0; j < states; j++) {
        transition[i * states + j] = i == j ? 1 - leave : leave / (states - 1);
      }
    }
    return new HmmModel(states, d, even(), transition, means, covariances);
  }

  private double[] even() {
    double[] result = new double[states];
    Arrays.fill(result, 1.0 / states);
    return result;
  }

  private HmmModel model(int[] groups) {
    int d = data.dimensions();
    double[] weights = new double[states];
    double[] means = new double[states * d];
    for (int i = 0; i < rows.length; i++) {
      weights[groups[i]]++;
      for (int f = 0; f < d; f++) {
        means[groups[i] * d + f] += data.values()[rows[i] * d + f];
      }
    }
    for (int at = 0; at < means.length; at++) {
      means[at] /= Math.max(1, weights[at / d]);
    }
    double[] covariances = new double[states * d * d];
    for (int i = 0; i < rows.length; i++) {
      int group = groups[i];
      for (int at = 0; at < d * d; at++) {
        double first = data.values()[rows[i] * d + at / d] - means[group * d + at / d];
        double second = data.values()[rows[i] * d + at % d] - means[group * d + at % d];
        covariances[group * d * d + at] += (1 - BLEND) * first * second / weights[group];
      }
    }
    for (int at = 0; at < covariances.length; at++) {
      covariances[at] += at % (d * d) % (d + 1) == 0 ? BLEND : 0;
    }
    return new HmmModel(states, d, even(), transition(groups), means, covariances);
  }

  /** Counts of successions within a sequence, one of each added. */
  private double[] transition(int[] groups) {
    double[] result = new double[states * states];
    Arrays.fill(result, 1);
    for (int i = 1, sequence = 0; i < rows.length; i++) {
      boolean crossed = false;
      while (rows[i] >= data.start(sequence + 1)) {
        sequence++;
        crossed = true;
      }
      if (!crossed && rows[i] == rows[i - 1] + 1) {
        result[groups[i - 1] * states + groups[i]]++;
      }
    }
    for (int i = 0; i < states; i++) {
      double sum = 0;
      for (int j = 0; j < states; j++) {
        sum += result[i * states + j];
      }
      for (int j = 0; j < states; j++) {
        result[i * states + j] /= sum;
      }
    }
    return result;
  }
}
