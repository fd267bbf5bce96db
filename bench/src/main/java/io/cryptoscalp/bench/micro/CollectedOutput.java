package io.cryptoscalp.bench.micro;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.pipeline.PipelineOutput;
import java.util.ArrayList;
import java.util.List;

/** Keeps the ticks of a pipeline and counts the rest, so that nothing is optimised away. */
final class CollectedOutput implements PipelineOutput {
  private final List<MarketTick> ticks = new ArrayList<>();
  private long others;

  List<MarketTick> ticks() {
    return ticks;
  }

  long others() {
    return others;
  }

  @Override
  public void trade(TradePrint trade) {
    others++;
  }

  @Override
  public void bar(Bar bar) {
    others++;
  }

  @Override
  public void interval(RegimeInterval interval) {
    others++;
  }

  @Override
  public void effect(RegimeEffect effect) {
    others++;
  }

  @Override
  public void regime(RegimeChange change) {
    others++;
  }

  @Override
  public void fault(FeedFault fault) {
    others++;
  }

  @Override
  public void tick(MarketTick tick) {
    ticks.add(tick);
  }

  @Override
  public void snapshot(FeatureSnapshot snapshot) {
    others++;
  }
}
