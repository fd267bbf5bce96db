package io.cryptoscalp.models.family;

import java.util.Random;

/** Sources of chance of a run that do not depend on each other. */
public final class Seeds {
  private Seeds() {}

  /**
   * The source for one stream of a run; equal seeds and streams give equal numbers.
   *
   * @param seed of the run
   * @param stream number of the purpose or the epoch
   */
  public static Random random(long seed, long stream) {
    long mixed = seed + 0x9E3779B97F4A7C15L * (1 + stream);
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L; // SplitMix64: near seeds, far streams
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return new Random(mixed ^ (mixed >>> 31));
  }

  /** The numbers from 0 up to but without a count, in random order (Fisher and Yates). */
  public static int[] shuffled(int count, Random random) {
    int[] order = inOrder(count);
    shuffle(order, random);
    return order;
  }

  /** Puts numbers into random order in place. */
  public static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
  }

  /** The numbers from 0 up to but without a count. */
  public static int[] inOrder(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return order;
  }
}
