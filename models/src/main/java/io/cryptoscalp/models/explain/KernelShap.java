package io.cryptoscalp.models.explain;

import io.cryptoscalp.models.ModelException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Shapley values of any model by weighted least squares over coalitions of features (Lundberg and
 * Lee, A Unified Approach to Interpreting Model Predictions, 2017, theorem 2). A feature outside
 * the coalition takes its values from background rows, over which the answer is averaged. Sizes of
 * coalitions are taken whole from the outside in, one feature and all but one first, while the
 * budget lasts; the rest is drawn in pairs of a coalition and its complement. With few features
 * every coalition is taken and the values are exact.
 */
public final class KernelShap {
  private final RowAnswers model;
  private final float[][] background;
  private final List<String> names;
  private final int[] player;
  private final int budget;
  private final long seed;

  /**
   * Creates it.
   *
   * @param model what is explained
   * @param background rows that stand for "not known", at least one
   * @param names of the columns, at least two
   * @param budget most coalitions, at least twice the number of columns
   * @param seed of the coalitions that are drawn
   */
  public KernelShap(
      RowAnswers model, float[][] background, List<String> names, int budget, long seed) {
    this(model, background, names, columns(names.size()), budget, seed);
  }

  /**
   * Creates it for columns that are known or not known together, such as the steps of a feature.
   *
   * @param model what is explained
   * @param background rows that stand for "not known", at least one
   * @param names of the players, at least two
   * @param player which player a column belongs to, one a column
   * @param budget most coalitions, at least twice the number of players
   * @param seed of the coalitions that are drawn
   */
  public KernelShap(
      RowAnswers model,
      float[][] background,
      List<String> names,
      int[] player,
      int budget,
      long seed) {
    if (background.length == 0 || names.size() < 2 || budget < 2 * names.size()) {
      throw new ModelException(
          "EXPLANATION_INVALID",
          "background=" + background.length + " columns=" + names.size() + " budget=" + budget);
    }
    this.model = model;
    this.background = background;
    this.names = List.copyOf(names);
    this.player = player.clone();
    this.budget = budget;
    this.seed = seed;
  }

  private static int[] columns(int count) {
    int[] columns = new int[count];
    for (int i = 0; i < count; i++) {
      columns[i] = i;
    }
    return columns;
  }

  /** Takes the answer to one row apart. */
  public Explanation explain(String modelVersion, float[] row) {
    int width = names.size();
    double base = mean(model.logOdds(background));
    double gain = model.logOdds(new float[][] {row})[0] - base;
    WeightedLeastSquares sums = new WeightedLeastSquares(width - 1);
    coalitions(
        width,
        (members, weight) -> {
          // the last feature's share is what the others leave: the shares add up by construction
          double last = members[width - 1] ? 1 : 0;
          double[] line = new double[width - 1];
          for (int i = 0; i < line.length; i++) {
            line[i] = (members[i] ? 1 : 0) - last;
          }
          sums.add(line, value(row, members) - base - last * gain, weight);
        });
    double[] shares = Arrays.copyOf(sums.solve(0), width + 1);
    double rest = gain;
    for (int i = 0; i < width - 1; i++) {
      rest -= shares[i];
    }
    shares[width - 1] = rest;
    shares[width] = base;
    return Explanation.of(modelVersion, Explanation.Method.KERNEL_SHAP, names, shares);
  }

  /** Mean answer with the members as in the row and all else as in the background. */
  private double value(float[] row, boolean[] members) {
    float[][] mixed = new float[background.length][];
    for (int b = 0; b < mixed.length; b++) {
      mixed[b] = background[b].clone();
      for (int c = 0; c < row.length; c++) {
        mixed[b][c] = members[player[c]] ? row[c] : mixed[b][c];
      }
    }
    return mean(model.logOdds(mixed));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Takes coalitions with their weights. */
  private interface Taker {
    void take(boolean[] members, double weight);
  }

  private void coalitions(int width, Taker taker) {
    double left = budget;
    int size = 1;
    for (; size <= width / 2; size++) {
      double count = choose(width, size) * (2 * size == width ? 1 : 2);
      if (count > left) {
        break;
      }
      left -= count;
      double weight = (width - 1) / (choose(width, size) * size * (double) (width - size));
      boolean halves = 2 * size == width;
      all(new boolean[width], 0, size, members -> pair(members, weight, halves, taker));
    }
    if (size <= width / 2) {
      drawn(width, size, (int) left / 2, taker);
    }
  }

  /** A coalition and its complement; of halves the complement comes by itself. */
  private static void pair(boolean[] members, double weight, boolean halves, Taker taker) {
    taker.take(members, weight);
    if (!halves) {
      boolean[] others = new boolean[members.length];
      for (int i = 0; i < others.length; i++) {
        others[i] = !members[i];
      }
      taker.take(others, weight);
    }
  }

  private static void all(
      boolean[] members, int from, int left, java.util.function.Consumer<boolean[]> taker) {
    if (left == 0) {
      taker.accept(members);
      return;
    }
    for (int i = from; i <= members.length - left; i++) {
      members[i] = true;
      all(members, i + 1, left - 1, taker);
      members[i] = false;
    }
  }

  /** Pairs of the sizes that did not fit, drawn by the kernel's weight of their size. */
  private void drawn(int width, int least, int pairs, Taker taker) {
    Random random = new Random(seed);
    int sizes = width / 2 - least + 1;
    double[] chances = new double[sizes];
    double total = 0;
    for (int k = 0; k < sizes; k++) {
      int size = least + k;
      double both = 2 * size == width ? 1 : 2;
      chances[k] = both * (width - 1) / (size * (double) (width - size));
      total += chances[k];
    }
    for (int draw = 0; draw < pairs; draw++) {
      double at = random.nextDouble() * total;
      int k = 0;
      while (k < sizes - 1 && at >= chances[k]) {
        at -= chances[k++];
      }
      // each draw stands for an equal part of the weight that was left over
      pair(some(width, least + k, random), total / (2.0 * pairs), false, taker);
    }
  }

  private static boolean[] some(int width, int size, Random random) {
    boolean[] members = new boolean[width];
    int left = size;
    for (int i = 0; left > 0; i++) {
      if (random.nextInt(width - i) < left) {
        members[i] = true;
        left--;
      }
    }
    return members;
  }

  private static double choose(int of, int count) {
    double ways = 1;
    for (int i = 1; i <= count; i++) {
      ways = ways * (of - count + i) / i;
    }
    return Math.rint(ways);
  }
}
