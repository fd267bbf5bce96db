package io.cryptoscalp.engine.matching.strategies;

import io.cryptoscalp.engine.matching.DepthBook;
import io.cryptoscalp.engine.matching.TickContext;
import io.cryptoscalp.engine.matching.TickStrategy;
import io.cryptoscalp.engine.matching.TickStrategyProvider;
import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.List;

/**
 * Quotes the touch and the levels behind it at equal intervals, post-only, as far as a limit of
 * what is held allows. It has no opinion: it earns the spread and loses to those who have one.
 */
public final class GridMaker implements TickStrategy {
  private static final long NS_PER_MS = 1_000_000;

  private final int levels;
  private final long limit;
  private final long intervalNs;
  private final Quotes quotes;

  /**
   * Creates it.
   *
   * @param levels a side, at least 1
   * @param lots of an order; 0 for the fewest that the venue takes
   * @param limit orders' worth to be held at most, at least 1
   * @param intervalNs time between looks, positive ns
   */
  public GridMaker(int levels, int lots, int limit, long intervalNs) {
    this.levels = levels;
    this.limit = limit;
    this.intervalNs = intervalNs;
    this.quotes = new Quotes(lots);
  }

  @Override
  public void onStart(TickContext context) {
    context.schedule(context.nowNs() + intervalNs);
  }

  @Override
  public void onTimer(TickContext context) {
    context.schedule(context.nowNs() + intervalNs);
    for (int i = 0; i < context.instruments(); i++) {
      DepthBook book = context.book(i);
      if (book.isTwoSided()) {
        long most = limit * quotes.quantity(context.instrument(i), book.bidPrice());
        long held = context.position(i);
        quotes.want(context, i, held < most ? levels : 0, held > -most ? levels : 0);
      }
    }
  }

  /** Makes it. */
  public static final class Provider implements TickStrategyProvider {
    @Override
    public String id() {
      return "grid-maker";
    }

    @Override
    public String title() {
      return "quotes the touch and the levels behind it on both sides";
    }

    @Override
    public List<StrategyParameter> parameters() {
      return List.of(
          new StrategyParameter("levels", 5, 1, 100, true, "levels a side"),
          new StrategyParameter("lots", 0, 0, 1e9, true, "of an order; 0: as few as possible"),
          new StrategyParameter("limit", 20, 1, 1e9, true, "held at most, orders"),
          new StrategyParameter("interval", 100, 1, 1e9, true, "between looks, ms"));
    }

    @Override
    public TickStrategy create(StrategyParameters parameters) {
      return new GridMaker(
          parameters.whole("levels"),
          parameters.whole("lots"),
          parameters.whole("limit"),
          parameters.whole("interval") * NS_PER_MS);
    }
  }
}
