package io.cryptoscalp.engine.regime.hmm;

import java.util.SplittableRandom;

/** Groups points by Lloyd's iterations from the seeds of Arthur and Vassilvitskii (2007). */
final class KMeans {
  private final double[] points;
  private final int width;
  private final int count;
  private final int groups;
  private final double[] centres;
  private final int[] nearest;

  /**
   * Draws the seeds: the first evenly, each further one by its squared distance to those before.
   */
  KMeans(double[] points, int width, int groups, SplittableRandom random) {
    this.points = points;
    this.width = width;
    this.groups = groups;
    count = points.length / width;
    centres = new double[groups * width];
    nearest = new int[count];
    double[] distances = new double[count];
    int chosen = random.nextInt(count);
    for (int group = 0; group < groups; group++) {
      System.arraycopy(points, chosen * width, centres, group * width, width);
      double total = 0;
      for (int i = 0; i < count; i++) {
        double distance = distance(i, group);
        distances[i] = group == 0 ? distance : Math.min(distances[i], distance);
        total += distances[i];
      }
      double mark = random.nextDouble() * total;
      chosen = 0;
      for (double sum = distances[0]; sum <= mark && chosen < count - 1; ) {
        sum += distances[++chosen];
      }
    }
  }

  /** The group of each point after so many iterations; a group may be empty. */
  int[] groups(int iterations) {
    for (int iteration = 0; iteration < iterations; iteration++) {
      boolean moved = assign();
      if (!moved && iteration > 0) {
        break;
      }
      centre();
    }
    return nearest;
  }

  private boolean assign() {
    boolean moved = false;
    for (int i = 0; i < count; i++) {
      int best = 0;
      double least = distance(i, 0);
      for (int group = 1; group < groups; group++) {
        double distance = distance(i, group);
        if (distance < least) {
          least = distance;
          best = group;
        }
      }
      moved |= best != nearest[i];
      nearest[i] = best;
    }
    return moved;
  }

  private void centre() {
    double[] sums = new double[centres.length];
    int[] sizes = new int[groups];
    for (int i = 0; i < count; i++) {
      sizes[nearest[i]]++;
      for (int f = 0; f < width; f++) {
        sums[nearest[i] * width + f] += points[i * width + f];
      }
    }
    for (int at = 0; at < sums.length; at++) {
      if (sizes[at / width] > 0) {
        centres[at] = sums[at] / sizes[at / width];
      }
    }
  }

  private double distance(int point, int group) {
    double sum = 0;
    for (int f = 0; f < width; f++) {
      double difference = points[point * width + f] - centres[group * width + f];
      sum += difference * difference;
    }
    return sum;
  }
}
