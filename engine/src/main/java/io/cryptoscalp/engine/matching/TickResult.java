package io.cryptoscalp.engine.matching;

/**
 * What came of a trial.
 *
 * @param fills every fill
 * @param cash what was paid besides
 * @param curve equity over time
 * @param equity equity at the end, open positions valued
 * @param orders orders placed
 * @param liquidations how often everything was closed by force
 * @param endNs time of the last event or timer, ns
 */
public record TickResult(
    FillLog fills,
    CashLog cash,
    EquityCurve curve,
    double equity,
    long orders,
    int liquidations,
    long endNs) {}
