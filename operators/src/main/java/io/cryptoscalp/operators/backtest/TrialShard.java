package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.backtest.PriceGrid;
import io.cryptoscalp.engine.backtest.Trial;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.operators.account.EventOrder;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Hot state of the trials of one shard and of the events that wait for the watermark.
 *
 * @param first number of the first trial
 * @param step distance of the numbers of the others
 * @param trials the trials
 * @param prices what instruments cost; the first shard alone keeps and tells it
 * @param pending events above the watermark, in order
 * @param markets what their simulated venues run on
 */
record TrialShard(
    int first,
    int step,
    List<Trial> trials,
    PriceGrid prices,
    PriorityQueue<Waiting> pending,
    TrialMarkets markets) {
  /** Every trial of the shard hears of it. */
  static final int ALL = -1;

  /**
   * What waits.
   *
   * @param event market state or intent
   * @param trial place in {@link #trials} of the one whose intent it is; {@link #ALL} otherwise
   */
  record Waiting(StreamEvent event, int trial) {}

  static PriorityQueue<Waiting> queue() {
    return new PriorityQueue<>(
        64,
        Comparator.comparing(Waiting::event, EventOrder.INSTANCE).thenComparing(Waiting::trial));
  }

  /** Number of a trial in the set. */
  int number(int place) {
    return first + place * step;
  }
}
