package io.cryptoscalp.operators.scoring;

import java.io.Serializable;

/**
 * What keeps a bad model from doing harm. Times depend on the machine: a run that must be
 * repeatable sets both limits to 0.
 *
 * @param budgetNs longest that one call of a model should take, ns; 0 does not measure
 * @param overruns calls in a row above the budget before the model is cut off, at least 1
 * @param coolDownNs event time for which it is cut off, ns, at least 0
 * @param hardLimitNs time after which a call is broken off, ns; 0 never
 * @param inputRange how far beyond its training range a value may lie, in widths of the range, at
 *     least 0
 * @param inputShare largest share of a model's inputs that may lie beyond, 0 to 1; 1 checks nothing
 */
public record ScoringGuards(
    long budgetNs,
    int overruns,
    long coolDownNs,
    long hardLimitNs,
    double inputRange,
    double inputShare)
    implements Serializable {
  /** No limits of time; inputs are checked. */
  public static final ScoringGuards REPEATABLE =
      new ScoringGuards(0, 3, 60_000_000_000L, 0, 1, 0.2);

  /** The usual limits of a job that runs on. */
  public static final ScoringGuards TIMED =
      new ScoringGuards(50_000_000L, 3, 60_000_000_000L, 2_000_000_000L, 1, 0.2);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException {@code OPTION_INVALID}
   */
  public ScoringGuards {
    check("budgetNs", budgetNs >= 0);
    check("overruns", overruns >= 1);
    check("coolDownNs", coolDownNs >= 0);
    check("hardLimitNs", hardLimitNs >= 0);
    check("inputRange", inputRange >= 0);
    check("inputShare", inputShare >= 0 && inputShare <= 1);
  }

  private static void check(String field, boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException("OPTION_INVALID: scoring " + field);
    }
  }

  boolean isTimed() {
    return budgetNs > 0;
  }
}
