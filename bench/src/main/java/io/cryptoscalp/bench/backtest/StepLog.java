package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.matching.OrderReport;
import io.cryptoscalp.engine.matching.TickContext;
import io.cryptoscalp.engine.matching.TickOrder;
import io.cryptoscalp.engine.matching.TickStrategy;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a strategy run and notes at each of its timers what it knows to have traded, as hftbacktest
 * counts it in its state values: of an order that fills in parts only the part that completes it.
 */
final class StepLog implements TickStrategy {
  private final TickStrategy strategy;
  private final List<Step> steps = new ArrayList<>();
  private long position;
  private long cash;
  private long trades;
  private long volume;
  private long value;

  /**
   * What is known at a step. Quantities in lots, values in ticks times lots.
   *
   * @param timeNs the strategy's clock
   * @param position held
   * @param cash paid and received for it, fees apart
   * @param trades number of executions
   * @param volume quantity traded
   * @param value notional traded
   */
  record Step(long timeNs, long position, long cash, long trades, long volume, long value) {}

  StepLog(TickStrategy strategy) {
    this.strategy = strategy;
  }

  List<Step> steps() {
    return steps;
  }

  @Override
  public int listens() {
    return strategy.listens();
  }

  @Override
  public void onStart(TickContext context) {
    strategy.onStart(context);
  }

  @Override
  public void onTimer(TickContext context) {
    steps.add(new Step(context.nowNs(), position, cash, trades, volume, value));
    strategy.onTimer(context);
  }

  @Override
  public void onReport(TickContext context, TickOrder order, OrderReport report) {
    if (report.quantity() > 0 && report.status() == Status.FILLED) {
      Instrument instrument = context.instrument(0);
      long lots = report.quantity() / instrument.lotSize();
      long worth = report.price() / instrument.tickSize() * lots;
      int sign = order.side() == Side.BUY ? 1 : -1;
      position += sign * lots;
      cash -= sign * worth;
      trades++;
      volume += lots;
      value += worth;
    }
    strategy.onReport(context, order, report);
  }
}
