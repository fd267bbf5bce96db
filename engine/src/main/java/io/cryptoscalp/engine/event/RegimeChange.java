package io.cryptoscalp.engine.event;

import io.cryptoscalp.engine.regime.Regime;

/**
 * An instrument entered another regime. Arrays are owned by the change and never modified.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time of the change
 * @param sequence frame sequence
 * @param from the regime left
 * @param to the regime entered
 * @param confidence 0 to 1
 * @param reason the evidence, in words with figures
 * @param regimeProbabilities probability of each regime after the change, by {@link Regime#code()},
 *     0 to 1, sum 1; empty where none were computed
 * @param marketTypeProbabilities the same of each {@link io.cryptoscalp.engine.regime.MarketType}
 */
public record RegimeChange(
    String instrument,
    long eventTimeNs,
    long sequence,
    Regime from,
    Regime to,
    double confidence,
    String reason,
    double[] regimeProbabilities,
    double[] marketTypeProbabilities) {
  private static final double[] NONE = {};

  /** A change that was concluded without probabilities. */
  public RegimeChange(
      String instrument,
      long eventTimeNs,
      long sequence,
      Regime from,
      Regime to,
      double confidence,
      String reason) {
    this(instrument, eventTimeNs, sequence, from, to, confidence, reason, NONE, NONE);
  }
}
