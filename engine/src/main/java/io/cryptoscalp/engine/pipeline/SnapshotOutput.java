package io.cryptoscalp.engine.pipeline;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.event.TradePrint;

/** A {@link PipelineOutput} for those who want the feature vectors and nothing else. */
@FunctionalInterface
public interface SnapshotOutput extends PipelineOutput {
  @Override
  default void trade(TradePrint trade) {}

  @Override
  default void bar(Bar bar) {}

  @Override
  default void interval(RegimeInterval interval) {}

  @Override
  default void regime(RegimeChange change) {}

  @Override
  default void effect(RegimeEffect effect) {}

  @Override
  default void fault(FeedFault fault) {}

  @Override
  default void tick(MarketTick tick) {}
}
