package io.cryptoscalp.engine.matching.strategies;

import io.cryptoscalp.engine.matching.DepthBook;
import io.cryptoscalp.engine.matching.TickContext;
import io.cryptoscalp.engine.matching.TickStrategy;
import io.cryptoscalp.engine.matching.TickStrategyProvider;
import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.List;

/**
 * Quotes the touch, but not the side against which the book leans: with {@code (bids - asks) /
 * (bids + asks)} over the first levels beyond a threshold the next trades probably go that way, and
 * the order on the other side would be filled by those who know.
 */
public final class ImbalanceMaker extends Maker {
  private final int levels;
  private final double threshold;

  /**
   * Creates it.
   *
   * @param levels of each side that count, at least 1
   * @param threshold imbalance beyond which a side is left, 0 to 1
   * @param lots of an order; 0 for the fewest that the venue takes
   * @param limit orders' worth to be held at most, at least 1
   * @param intervalNs time between looks, positive ns
   */
  public ImbalanceMaker(int levels, double threshold, int lots, int limit, long intervalNs) {
    super(lots, limit, intervalNs);
    this.levels = levels;
    this.threshold = threshold;
  }

  @Override
  void look(TickContext context, int instrument, DepthBook book) {
    double leans = imbalance(book);
    want(context, instrument, leans > -threshold ? 1 : 0, leans < threshold ? 1 : 0);
  }

  private double imbalance(DepthBook book) {
    double bids = 0;
    double asks = 0;
    int bid = book.bestBid();
    int ask = book.bestAsk();
    for (int i = 0; i < levels; i++) {
      if (bid != DepthBook.NO_BID) {
        bids += book.bidQuantity(bid);
        bid = book.nextBid(bid);
      }
      if (ask != DepthBook.NO_ASK) {
        asks += book.askQuantity(ask);
        ask = book.nextAsk(ask);
      }
    }
    return (bids - asks) / (bids + asks);
  }

  /** Makes it. */
  public static final class Provider implements TickStrategyProvider {
    @Override
    public String id() {
      return "imbalance-maker";
    }

    @Override
    public String title() {
      return "quotes the touch but for the side against which the book leans";
    }

    @Override
    public List<StrategyParameter> parameters() {
      return Maker.parameters(
          new StrategyParameter("levels", 5, 1, 1_000, true, "of each side that count"),
          new StrategyParameter("threshold", 0.3, 0, 1, false, "imbalance that counts, 0 to 1"));
    }

    @Override
    public TickStrategy create(StrategyParameters parameters) {
      return new ImbalanceMaker(
          parameters.whole("levels"),
          parameters.get("threshold"),
          parameters.whole("lots"),
          parameters.whole("limit"),
          Maker.intervalNs(parameters));
    }
  }
}
