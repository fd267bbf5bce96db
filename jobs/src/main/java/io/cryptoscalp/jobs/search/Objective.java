package io.cryptoscalp.jobs.search;

import java.util.Locale;

/** What a study wants. */
public enum Objective {
  /** Profit by equity at the start, large. */
  RETURN(-1),
  /** Annual Sharpe ratio of the periods' returns, large; 0 without any trade. */
  SHARPE(-1),
  /** Largest fall from a peak, share of it, small. */
  DRAWDOWN(1),
  /** Notional traded by equity at the start, small. */
  TURNOVER(1),
  /** Return of the worst fifth of the time, large: what holds at all times. */
  ROBUSTNESS(-1);

  private final int sign;

  Objective(int sign) {
    this.sign = sign;
  }

  /** Turns a figure into a loss, and a loss into a figure. */
  public double loss(double value) {
    return sign * value;
  }

  /** As users write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The objective of a name.
   *
   * @throws StudyException {@code STUDY_OBJECTIVE_UNKNOWN}
   */
  public static Objective of(String text) {
    for (Objective objective : values()) {
      if (objective.text().equals(text.strip().toLowerCase(Locale.ROOT))) {
        return objective;
      }
    }
    throw new StudyException(
        "STUDY_OBJECTIVE_UNKNOWN: objective="
            + text
            + " expected=return, sharpe, drawdown, turnover or robustness");
  }
}
