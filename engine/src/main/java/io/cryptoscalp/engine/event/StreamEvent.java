package io.cryptoscalp.engine.event;

/**
 * What travels between the keyed stages of the trading job; a closed set, so that a missing case
 * does not compile.
 */
public sealed interface StreamEvent
    permits MarketTick,
        MarketEvents,
        FeatureSnapshot,
        ScoredSnapshot,
        PolicySignal,
        ModelCommand,
        RiskCommand,
        Intent,
        ExecutionReport,
        LatencyTrace,
        RegimeDirective {}
