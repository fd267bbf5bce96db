package io.cryptoscalp.engine.validation;

import java.util.SplittableRandom;

/**
 * Draws positions of a series anew. Blocks keep what neighbours have to do with each other.
 *
 * @param kind how blocks are drawn
 * @param block mean length of a block, at least 1
 */
public record Resampling(Kind kind, double block) {
  /** How blocks are drawn; the series is a circle. */
  public enum Kind {
    /** Blocks of geometric length (Politis and Romano, JASA 89, 1994). */
    STATIONARY,
    /** Blocks of one length, rounded (Politis and Romano, 1992). */
    CIRCULAR
  }

  /** Checks the length. */
  public Resampling {
    if (!(block >= 1)) {
      throw new IllegalArgumentException("RESAMPLING_INVALID: block=" + block);
    }
  }

  /** Single positions, with replacement. */
  public static Resampling independent() {
    return new Resampling(Kind.CIRCULAR, 1);
  }

  /** Stationary blocks as long as the series asks for, {@link BlockLength}. */
  public static Resampling automatic(double[] series) {
    return new Resampling(Kind.STATIONARY, BlockLength.of(series).stationary());
  }

  /**
   * Fills positions 0 to {@code size} - 1.
   *
   * @param positions filled
   * @param size length of the series, at least 1
   * @param random where chance comes from
   */
  public void draw(int[] positions, int size, SplittableRandom random) {
    int length = (int) Math.round(block);
    int left = 0;
    int at = 0;
    for (int i = 0; i < positions.length; i++) {
      boolean fresh = kind == Kind.CIRCULAR ? left == 0 : i == 0 || random.nextDouble() * block < 1;
      if (fresh) {
        at = random.nextInt(size);
        left = length;
      } else {
        at = at + 1 == size ? 0 : at + 1;
      }
      left--;
      positions[i] = at;
    }
  }

  /** Puts positions 0 to length - 1 in random order (Fisher and Yates). */
  public static void shuffle(int[] positions, SplittableRandom random) {
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i;
    }
    for (int i = positions.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = positions[i];
      positions[i] = positions[j];
      positions[j] = kept;
    }
  }
}
