package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.features.tick.ArrivalBlock;
import io.cryptoscalp.engine.features.tick.BookShapeBlock;
import io.cryptoscalp.engine.features.tick.DepthBandBlock;
import io.cryptoscalp.engine.features.tick.DerivativesBlock;
import io.cryptoscalp.engine.features.tick.HawkesBlock;
import io.cryptoscalp.engine.features.tick.OrderFlowBlock;
import io.cryptoscalp.engine.features.tick.QuoteBlock;
import io.cryptoscalp.engine.features.tick.SweepBlock;
import io.cryptoscalp.engine.features.tick.TickBlock;
import io.cryptoscalp.engine.features.tick.TradeCostBlock;
import io.cryptoscalp.engine.features.tick.TradeSignBlock;
import io.cryptoscalp.engine.features.tick.TradeSizeBlock;
import java.util.List;
import java.util.function.Function;

/** All blocks of tick features. A new one is one line here. */
final class TickBlocks {
  /** Makes each block, for windows in seconds. */
  static final List<Function<List<Integer>, TickBlock>> ALL =
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
          DerivativesBlock::new);

  private TickBlocks() {}
}
