package io.cryptoscalp.jobs.ticks.example;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.matching.TickContext;
import io.cryptoscalp.engine.matching.TickStrategy;
import io.cryptoscalp.engine.matching.TickStrategyProvider;
import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.List;

/** The example of docs/backtest.md: goes with a run of trades on one side, until the next one. */
public final class TradeFollower implements TickStrategyProvider {
  @Override
  public String id() {
    return "trade-follower";
  }

  @Override
  public String title() {
    return "goes with trades that keep hitting one side";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return List.of(
        new StrategyParameter("run", 5, 1, 1_000, true, "trades on one side in a row"),
        new StrategyParameter("lots", 2, 1, 1e6, true, "of an order"));
  }

  @Override
  public TickStrategy create(StrategyParameters parameters) {
    return new Follower(parameters.whole("run"), parameters.whole("lots"));
  }

  private static final class Follower implements TickStrategy {
    private final int length;
    private final int lots;
    private int run;

    Follower(int length, int lots) {
      this.length = length;
      this.lots = lots;
    }

    @Override
    public int listens() {
      return TRADES;
    }

    @Override
    public void onStart(TickContext context) {}

    @Override
    public void onTrade(
        TickContext context, int instrument, boolean buyerTook, long price, long quantity) {
      run = buyerTook ? Math.max(run, 0) + 1 : Math.min(run, 0) - 1;
      long wanted = lots * context.instrument(instrument).lotSize() * Integer.signum(run);
      long missing = wanted - context.position(instrument);
      if (Math.abs(run) >= length && missing != 0 && context.orderCount(instrument) == 0) {
        context.market(instrument, missing > 0 ? Side.BUY : Side.SELL, Math.abs(missing), false);
      }
    }
  }
}
