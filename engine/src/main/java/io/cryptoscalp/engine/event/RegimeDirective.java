package io.cryptoscalp.engine.event;

import io.cryptoscalp.engine.regime.Regime;

/**
 * A regime that was concluded elsewhere, from patterns or from the market as a whole, for everyone
 * in its scope to take into account.
 *
 * @param scope an instrument id, a venue such as {@code BINANCE}, an underlying or {@code MARKET}
 * @param eventTimeNs event time of the conclusion, ns since the epoch
 * @param untilNs event time after which it no longer counts
 * @param regime the regime
 * @param confidence strength of the evidence, 0 to 1
 * @param source pattern or detector that concluded it
 * @param reason the evidence, in words with figures
 */
public record RegimeDirective(
    String scope,
    long eventTimeNs,
    long untilNs,
    Regime regime,
    double confidence,
    String source,
    String reason)
    implements StreamEvent {}
