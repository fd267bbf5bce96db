package io.cryptoscalp.engine.event;

import io.cryptoscalp.engine.regime.Regime;

/**
 * An instrument entered another regime. Arrays are owned by the change and never modified.
 * Instrument, event time, sequence and ordinal identify it.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time of the change
 * @param sequence frame sequence
 * @param ordinal place among the changes of the instrument at that sequence, from 0: a bar of the
 *     frame may cause one and a directive that comes before the next frame another
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
    int ordinal,
    Regime from,
    Regime to,
    double confidence,
    String reason,
    double[] regimeProbabilities,
    double[] marketTypeProbabilities) {
  private static final double[] NONE = {};

  /** The first change at its sequence. */
  public RegimeChange(
      String instrument,
      long eventTimeNs,
      long sequence,
      Regime from,
      Regime to,
      double confidence,
      String reason,
      double[] regimeProbabilities,
      double[] marketTypeProbabilities) {
    this(
        instrument,
        eventTimeNs,
        sequence,
        0,
        from,
        to,
        confidence,
        reason,
        regimeProbabilities,
        marketTypeProbabilities);
  }

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

  /** The same change at another place among those at its sequence. */
  public RegimeChange withOrdinal(int place) {
    return new RegimeChange(
        instrument,
        eventTimeNs,
        sequence,
        place,
        from,
        to,
        confidence,
        reason,
        regimeProbabilities,
        marketTypeProbabilities);
  }
}
