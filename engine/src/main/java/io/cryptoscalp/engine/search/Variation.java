package io.cryptoscalp.engine.search;

import java.util.SplittableRandom;

/**
 * Makes children: simulated binary crossover (Deb and Agrawal, Complex Systems 9, 1995) and
 * polynomial mutation (Deb and Goyal, 1996), both in the bounded form of Deb's NSGA-II program;
 * choices without order are taken from either parent and drawn anew.
 */
final class Variation {
  private static final double CROSSOVER = 0.9;
  private static final double CROSSOVER_INDEX = 15;
  private static final double MUTATION_INDEX = 20;
  private static final double SAME = 1e-14;

  private final SearchSpace space;
  private final SplittableRandom random;

  Variation(SearchSpace space, SplittableRandom random) {
    this.space = space;
    this.random = random;
  }

  /** One child of two parents. */
  double[] child(double[] mother, double[] father) {
    double[] child = mother.clone();
    boolean crossed = random.nextDouble() < CROSSOVER;
    boolean swapped = random.nextBoolean();
    for (int i = 0; i < child.length; i++) {
      if (crossed && random.nextBoolean()) {
        child[i] = crossed(i, mother[i], father[i], swapped);
      } else if (swapped) {
        child[i] = father[i];
      }
      if (random.nextDouble() * child.length < 1) {
        child[i] = space.parameter(i).ordered() ? mutated(child[i]) : random.nextDouble();
      }
    }
    return space.canonical(child);
  }

  private double crossed(int index, double a, double b, boolean upper) {
    if (!space.parameter(index).ordered()) {
      return random.nextBoolean() ? a : b;
    }
    if (Math.abs(a - b) < SAME) {
      return a;
    }
    double low = Math.min(a, b);
    double high = Math.max(a, b);
    double chance = random.nextDouble();
    // The nearer bound decides how far the child may leave its parent.
    double room = 1 + 2 * (upper ? 1 - high : low) / (high - low);
    double alpha = 2 - StrictMath.pow(room, -(CROSSOVER_INDEX + 1));
    double power = 1 / (CROSSOVER_INDEX + 1);
    double spread =
        chance <= 1 / alpha
            ? StrictMath.pow(chance * alpha, power)
            : StrictMath.pow(1 / (2 - chance * alpha), power);
    double child = 0.5 * (low + high + (upper ? spread : -spread) * (high - low));
    return Math.max(0, Math.min(1, child));
  }

  private double mutated(double x) {
    double chance = random.nextDouble();
    double power = 1 / (MUTATION_INDEX + 1);
    double step;
    if (chance < 0.5) {
      double rest = StrictMath.pow(1 - x, MUTATION_INDEX + 1);
      step = StrictMath.pow(2 * chance + (1 - 2 * chance) * rest, power) - 1;
    } else {
      double rest = StrictMath.pow(x, MUTATION_INDEX + 1);
      step = 1 - StrictMath.pow(2 * (1 - chance) + 2 * (chance - 0.5) * rest, power);
    }
    return Math.max(0, Math.min(1, x + step));
  }
}
