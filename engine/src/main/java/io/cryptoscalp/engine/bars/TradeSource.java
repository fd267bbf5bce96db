package io.cryptoscalp.engine.bars;

import io.cryptoscalp.engine.market.FrameKind;

/**
 * Which trade stream counts. Venues send the same executions as single and as aggregate trades;
 * counting both would double every volume.
 */
public enum TradeSource {
  /** Every single trade. */
  TRADE(FrameKind.TRADE),
  /** Aggregate trades: one per taker order and price. */
  AGG_TRADE(FrameKind.AGG_TRADE);

  private final FrameKind kind;

  TradeSource(FrameKind kind) {
    this.kind = kind;
  }

  /** True when frames of this kind are the trades to count. */
  public boolean accepts(FrameKind frameKind) {
    return frameKind == kind;
  }
}
