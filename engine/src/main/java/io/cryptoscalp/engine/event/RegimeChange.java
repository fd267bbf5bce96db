package io.cryptoscalp.engine.event;

import io.cryptoscalp.engine.regime.Regime;

/**
 * An instrument entered another regime.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time of the change
 * @param sequence frame sequence
 * @param from the regime left
 * @param to the regime entered
 * @param confidence 0 to 1
 * @param reason the evidence, in words with figures
 */
public record RegimeChange(
    String instrument,
    long eventTimeNs,
    long sequence,
    Regime from,
    Regime to,
    double confidence,
    String reason) {}
