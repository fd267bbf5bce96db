package io.cryptoscalp.engine.features.tick;

import java.util.List;

/** All blocks of tick features. */
public final class TickBlocks {
  private TickBlocks() {}

  /**
   * Fresh blocks in the order of the catalogue.
   *
   * @param windowsSeconds lengths of the event-time windows in s, increasing
   */
  public static List<TickBlock> all(List<Integer> windowsSeconds) {
    return List.of(
        new OrderFlowBlock(windowsSeconds),
        new BookShapeBlock(windowsSeconds),
        new DepthBandBlock(windowsSeconds),
        new QuoteBlock(windowsSeconds),
        new TradeCostBlock(windowsSeconds),
        new TradeSizeBlock(windowsSeconds),
        new TradeSignBlock(windowsSeconds),
        new ArrivalBlock(windowsSeconds),
        new HawkesBlock(windowsSeconds),
        new SweepBlock(windowsSeconds),
        new ToxicityBlock(windowsSeconds),
        new DerivativesBlock(windowsSeconds));
  }
}
