package io.cryptoscalp.engine.event;

import io.cryptoscalp.engine.regime.Regime;

/**
 * What a change of regime did to the way its scope is traded. Scope, event time, sequence and
 * ordinal identify it.
 *
 * @param scope an instrument id, a venue group such as {@code BINANCE} or {@code MARKET}
 * @param eventTimeNs venue time of the change, ns since the epoch
 * @param sequence frame sequence
 * @param ordinal place among the changes of the scope at that sequence, from 0; that of the {@link
 *     RegimeChange} that it follows, if one does
 * @param from the regime left
 * @param to the regime entered
 * @param before what held at that moment, in the middle of a blend perhaps
 * @param after what holds once the blend is done
 * @param blendNs how long the blend from {@code before} to {@code after} takes, in ns; 0 at once
 * @param reason the evidence, in words with figures
 */
public record RegimeEffect(
    String scope,
    long eventTimeNs,
    long sequence,
    int ordinal,
    Regime from,
    Regime to,
    Terms before,
    Terms after,
    long blendNs,
    String reason) {

  /** The same effect at another place among those at its sequence. */
  public RegimeEffect withOrdinal(int place) {
    return new RegimeEffect(
        scope, eventTimeNs, sequence, place, from, to, before, after, blendNs, reason);
  }

  /**
   * The terms of trading that follow from a regime.
   *
   * @param positionMultiplier factor on position size
   * @param stopMultiplier factor on the stop distance
   * @param riskPerTrade largest loss at the stop of one trade, fraction of equity
   * @param positionCap most positions open at once in an account
   * @param strategyWeights weights of the strategies that may trade, {@code NAME=WEIGHT} in order
   *     of their names with a space between; empty when there is none
   */
  public record Terms(
      double positionMultiplier,
      double stopMultiplier,
      double riskPerTrade,
      int positionCap,
      String strategyWeights) {}
}
