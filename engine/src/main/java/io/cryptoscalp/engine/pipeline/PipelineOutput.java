package io.cryptoscalp.engine.pipeline;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.regime.consensus.IntervalSink;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;

/**
 * Where an {@link InstrumentPipeline} puts what one frame led to; called in the order in which
 * things happened.
 */
public interface PipelineOutput extends IntervalSink {
  /** A validated market trade. */
  void trade(TradePrint trade);

  /** A finished bar. */
  void bar(Bar bar);

  /** The instrument entered another regime. */
  void regime(RegimeChange change);

  /** The terms of trading change, once a blend is done. */
  void effect(RegimeEffect effect);

  /** A fault of the feed. */
  void fault(FeedFault fault);

  /** What the last second was like, or a fault; for whoever looks at markets as a whole. */
  default void measure(MarketMeasure measure) {}

  /** Something an account must know. Comes before a snapshot of the same frame. */
  void tick(MarketTick tick);

  /** Features at a decision time. */
  void snapshot(FeatureSnapshot snapshot);
}
