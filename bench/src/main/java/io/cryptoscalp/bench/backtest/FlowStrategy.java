package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.matching.TickContext;
import io.cryptoscalp.engine.matching.TickStrategy;

/**
 * Goes with the sum of the last trades, signed by who took, by market orders: one lot long or
 * short.
 */
final class FlowStrategy implements TickStrategy {
  private final long[] last;
  private final long lot;
  private final long threshold;
  private int next;
  private long sum;
  private int held;

  FlowStrategy(int length, long thresholdLots, long lot) {
    last = new long[length];
    this.lot = lot;
    threshold = thresholdLots;
  }

  @Override
  public int listens() {
    return BOOK | TRADES;
  }

  @Override
  public void onStart(TickContext context) {}

  @Override
  public void onTrade(
      TickContext context, int instrument, boolean buyerTook, long price, long quantity) {
    long lots = quantity / lot;
    long signed = buyerTook ? lots : -lots;
    sum += signed - last[next];
    last[next] = signed;
    next = next + 1 == last.length ? 0 : next + 1;
  }

  @Override
  public void onBook(TickContext context, int instrument) {
    if (sum > threshold && held <= 0) {
      go(context, 1);
    } else if (sum < -threshold && held >= 0) {
      go(context, -1);
    }
  }

  private void go(TickContext context, int side) {
    long lots = Math.abs(side - held);
    held = side;
    context.market(0, side > 0 ? Side.BUY : Side.SELL, lots * lot, false);
  }
}
