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
}
