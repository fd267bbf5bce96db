package io.cryptoscalp.engine.strategy.example;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.strategy.IntentSink;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.engine.strategy.StrategyProvider;
import io.cryptoscalp.engine.strategy.StrategySetup;

/** The example of docs/backtest.md: buys when far more is bid than asked, for some seconds. */
public final class ImbalanceFollower implements StrategyProvider {
  @Override
  public String id() {
    return "imbalance-follower";
  }

  @Override
  public Strategy create(StrategySetup setup) {
    return new Follower(setup);
  }

  private static final class Follower implements Strategy {
    private final StrategySetup setup;
    private final int imbalance;
    private final double threshold;
    private final long holdNs;
    private long enteredNs;

    Follower(StrategySetup setup) {
      this.setup = setup;
      this.imbalance = setup.features().require(id(), "imbalance_l1");
      this.threshold = setup.number("threshold", 0.6);
      this.holdNs = (long) (setup.number("hold-seconds", 5) * 1e9);
    }

    @Override
    public String id() {
      return "imbalance-follower";
    }

    @Override
    public void onSnapshot(ScoredSnapshot scored, IntentSink out) {
      FeatureSnapshot now = scored.snapshot();
      if (!now.bookHealthy() || !now.isValid(imbalance)) {
        return;
      }
      if (enteredNs == 0 && now.values()[imbalance] > threshold) {
        enteredNs = now.eventTimeNs();
        out.intent(intent(now, Intent.Action.ENTER_LONG));
      } else if (enteredNs > 0 && now.eventTimeNs() - enteredNs >= holdNs) {
        enteredNs = 0;
        out.intent(intent(now, Intent.Action.EXIT));
      }
    }

    private Intent intent(FeatureSnapshot now, Intent.Action action) {
      long tick = setup.instrument().tickSize();
      boolean enters = action == Intent.Action.ENTER_LONG;
      return new Intent(
          id() + "/" + now.instrument() + "/" + now.sequence() + "/" + action,
          id(),
          setup.account(),
          now.instrument(),
          action,
          OrderType.MARKET,
          0,
          enters ? now.bestAsk() : now.bestBid(),
          enters ? now.bestBid() / 1000 * 995 / tick * tick : 0,
          enters ? now.bestAsk() / 1000 * 1010 / tick * tick : 0,
          0.5,
          0.5,
          "",
          false,
          0,
          now.regime(),
          "imbalance " + now.values()[imbalance],
          now.eventTimeNs(),
          now.receiveTimeNs(),
          now.sequence(),
          now.terms());
    }

    @Override
    public void write(StateWriter out) {
      out.writeLong(enteredNs);
    }

    @Override
    public void read(StateReader in) {
      enteredNs = in.readLong();
    }
  }
}
