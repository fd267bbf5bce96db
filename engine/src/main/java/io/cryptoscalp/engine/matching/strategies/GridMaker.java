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
public final class GridMaker extends Maker {
  private final int levels;

  /**
   * Creates it.
   *
   * @param levels a side, at least 1
   * @param lots of an order; 0 for the fewest that the venue takes
   * @param limit orders' worth to be held at most, at least 1
   * @param intervalNs time between looks, positive ns
   */
  public GridMaker(int levels, int lots, int limit, long intervalNs) {
    super(lots, limit, intervalNs);
    this.levels = levels;
  }

  @Override
  void look(TickContext context, int instrument, DepthBook book) {
    want(context, instrument, levels, levels);
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
      return Maker.parameters(new StrategyParameter("levels", 5, 1, 100, true, "levels a side"));
    }

    @Override
    public TickStrategy create(StrategyParameters parameters) {
      return new GridMaker(
          parameters.whole("levels"),
          parameters.whole("lots"),
          parameters.whole("limit"),
          Maker.intervalNs(parameters));
    }
  }
}
