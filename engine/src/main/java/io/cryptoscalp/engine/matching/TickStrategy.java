package io.cryptoscalp.engine.matching;

/**
 * A strategy that lives on single events of the feed. It sees the {@link TickContext} only: the
 * book after the feed's latency, its orders as reported. Calls come in the order of its own clock.
 * One instance belongs to one trial.
 */
public interface TickStrategy {
  /** Listen to every message that moves the book. */
  int BOOK = 1;

  /** Listen to every trade. */
  int TRADES = 2;

  /** What to be called for besides timers and reports: a sum of the constants above. */
  default int listens() {
    return 0;
  }

  /** Called at the time of the first event, before it. */
  void onStart(TickContext context);

  /** A time asked for by {@link TickContext#schedule} is reached. */
  default void onTimer(TickContext context) {}

  /** A message that moves the book of an instrument has arrived whole. */
  default void onBook(TickContext context, int instrument) {}

  /** A trade has arrived. */
  default void onTrade(
      TickContext context, int instrument, boolean buyerTook, long price, long quantity) {}

  /**
   * A report has arrived.
   *
   * @param order the order, {@link TickContext#isLiquidation} when the venue sent it by itself
   * @param report reused after the call
   */
  default void onReport(TickContext context, TickOrder order, OrderReport report) {}

  /** The tape has ended. */
  default void onEnd(TickContext context) {}
}
