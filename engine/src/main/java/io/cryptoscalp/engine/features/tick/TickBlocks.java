package io.cryptoscalp.engine.features.tick;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All blocks of tick features. */
public final class TickBlocks {
  /** In the order of the catalogue; each takes the windows' lengths. */
  private static final List<Function<List<Integer>, TickBlock>> MAKERS =
      List.of(
          OrderFlowBlock::new,
          BookShapeBlock::new,
          DepthBandBlock::new,
          QuoteBlock::new,
          TradeCostBlock::new,
          TradeSizeBlock::new,
          TradeSignBlock::new,
          ArrivalBlock::new,
          HawkesBlock::new,
          SweepBlock::new,
          ToxicityBlock::new,
          DerivativesBlock::new);

  private TickBlocks() {}

  /**
   * A fresh block.
   *
   * @param index its place in {@link #all}
   * @param windowsSeconds lengths of the event-time windows in s, increasing
   */
  public static TickBlock create(int index, List<Integer> windowsSeconds) {
    return MAKERS.get(index).apply(windowsSeconds);
  }

  /**
   * Fresh blocks in the order of the catalogue.
   *
   * @param windowsSeconds lengths of the event-time windows in s, increasing
   */
  public static List<TickBlock> all(List<Integer> windowsSeconds) {
    List<TickBlock> blocks = new ArrayList<>();
    for (int i = 0; i < MAKERS.size(); i++) {
      blocks.add(create(i, windowsSeconds));
    }
    return List.copyOf(blocks);
  }
}
