package io.cryptoscalp.engine.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Points that fill the space more evenly than chance: Halton's sequence with random permutations of
 * the digits (Owen, A randomized Halton algorithm in R, arXiv 1706.02808, 2017), a prime base a
 * parameter.
 */
public final class HaltonSampler implements Sampler {
  /** Digits beyond this are below what a double tells apart. */
  private static final double SMALLEST = 1e-16;

  private final SearchSpace space;
  private final int[] bases;
  private final int[][][] digits;
  private long next;

  /** A sequence with a seed. */
  public HaltonSampler(SearchSpace space, long seed) {
    this.space = space;
    SplittableRandom random = new SplittableRandom(seed);
    bases = primes(space.size());
    digits = new int[bases.length][][];
    for (int d = 0; d < bases.length; d++) {
      int places = (int) Math.ceil(-StrictMath.log(SMALLEST) / StrictMath.log(bases[d]));
      digits[d] = new int[places][];
      for (int place = 0; place < places; place++) {
        digits[d][place] = permutation(bases[d], random);
      }
    }
  }

  private static int[] primes(int count) {
    int[] primes = new int[count];
    int found = 0;
    for (int number = 2; found < count; number++) {
      boolean prime = true;
      for (int i = 0; prime && i < found && primes[i] * primes[i] <= number; i++) {
        prime = number % primes[i] != 0;
      }
      if (prime) {
        primes[found++] = number;
      }
    }
    return primes;
  }

  private static int[] permutation(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  @Override
  public List<Candidate> ask(int wish) {
    List<Candidate> asked = new ArrayList<>();
    for (int i = 0; i < wish; i++) {
      asked.add(Candidate.of(space, point(next++)));
    }
    return asked;
  }

  private double[] point(long index) {
    double[] point = new double[bases.length];
    for (int d = 0; d < point.length; d++) {
      long rest = index;
      double weight = 1.0 / bases[d];
      for (int[] places : digits[d]) {
        point[d] += places[(int) (rest % bases[d])] * weight;
        rest /= bases[d];
        weight /= bases[d];
      }
    }
    return point;
  }

  @Override
  public void tell(List<Observation> generation) {
    // The sequence goes its way whatever comes of it.
  }
}
