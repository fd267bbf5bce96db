package io.cryptoscalp.operators.explain;

import io.cryptoscalp.engine.event.Prediction;
import java.io.Serializable;

/**
 * Which decisions are explained, and what that may cost.
 *
 * @param traded whether all that a strategy acted on are
 * @param sample share of the others that are, 0 to 1; which ones follows from instrument, time and
 *     sequence alone
 * @param terms most features of a row, 0 to {@value #MOST_TERMS}
 * @param runs about how many runs of a model its explanation may take, 1 to {@value #MOST_RUNS}
 * @param work largest part of the time that the stage may work, 0 to 1; 0 sets no limit: each
 *     decision is explained at once, which holds the stage up and is repeatable
 * @param waiting most decisions that wait with a limit set; a sample is dropped when half as many
 *     wait, and what was traded is then kept without being explained, until twice as many wait
 */
public record ExplainOptions(
    boolean traded, double sample, int terms, int runs, double work, int waiting)
    implements Serializable {
  /** Most features of a row. */
  public static final int MOST_TERMS = 1000;

  /** Most runs of a model. */
  public static final int MOST_RUNS = 10_000_000;

  /** All that were traded, one in a thousand of the others, a tenth of the time of one core. */
  public static final ExplainOptions USUAL = new ExplainOptions(true, 0.001, 10, 4096, 0.1, 256);

  /** Nothing. */
  public static final ExplainOptions NONE = new ExplainOptions(false, 0, 10, 4096, 0.1, 256);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException {@code OPTION_INVALID}
   */
  public ExplainOptions {
    check("sample", sample >= 0 && sample <= 1);
    check("terms", terms >= 0 && terms <= MOST_TERMS);
    check("runs", runs >= 1 && runs <= MOST_RUNS);
    check("work", work >= 0 && work <= 1);
    check("waiting", waiting >= 2);
  }

  private static void check(String field, boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException("OPTION_INVALID: explain " + field);
    }
  }

  /** Whether anything is explained. */
  public boolean isOn() {
    return traded || sample > 0;
  }

  /** Whether a decision that nobody acted on is in the sample. */
  public boolean samples(Prediction prediction) {
    if (sample <= 0) {
      return false;
    }
    long mixed = prediction.instrument().hashCode();
    mixed = mix(mixed * 0x9E3779B97F4A7C15L + prediction.eventTimeNs());
    mixed = mix(mixed + prediction.sequence());
    return (mixed >>> 11) * 0x1.0p-53 < sample;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014, figure 16). */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
