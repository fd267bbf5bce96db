package io.cryptoscalp.models.evaluation;

/**
 * A row of the table: a family, an ensemble or a baseline, judged on the same examples as all
 * others.
 *
 * @param id family id, {@code ensemble-mean}, {@code momentum}
 * @param kind what it is
 * @param forecasts probability of up of each judged example
 * @param sides what it trades: 1 long, -1 short, 0 none
 * @param metrics how good the forecasts are
 * @param trading what trading them would have earned
 * @param trainSeconds time it took to train all folds; 0 where nothing is trained
 */
public record Contender(
    String id,
    Kind kind,
    double[] forecasts,
    int[] sides,
    ClassificationMetrics metrics,
    TradingFigures trading,
    double trainSeconds) {

  /** What is judged. */
  public enum Kind {
    /** Anyone can do it without a model. */
    BASELINE,
    /** A trained family. */
    FAMILY,
    /** Several families together. */
    ENSEMBLE
  }

  /** {@code SKILL} or {@code NO_SKILL} of the forecasts; {@code BASELINE} of a baseline. */
  public String verdict() {
    if (kind == Kind.BASELINE) {
      return "BASELINE";
    }
    return metrics.hasSkill() ? "SKILL" : "NO_SKILL";
  }

  /**
   * Whether the mean trade after costs lies two standard errors above 0: {@code PROFIT}, {@code
   * LOSS} when as far below, {@code UNPROVEN} between, {@code NO_TRADES}.
   */
  public String tradingVerdict() {
    if (trading.trades() == 0) {
      return "NO_TRADES";
    }
    if (trading.meanNet() > 2 * trading.meanNetError()) {
      return "PROFIT";
    }
    return trading.meanNet() < -2 * trading.meanNetError() ? "LOSS" : "UNPROVEN";
  }
}
