package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.backtest.PriceGrid;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.operators.account.EventOrder;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Hot state of the trials of one shard and of the events that wait for the watermark.
 *
 * @param first number of the first trial
 * @param step distance of the numbers of the others
 * @param trials the trials, with what of their own waits
 * @param prices what instruments cost; the first shard alone keeps and tells it
 * @param pending market states above the watermark, in order
 * @param markets what their simulated venues run on
 * @param block what the trials have to work off next; empty in a checkpoint
 */
record TrialShard(
    int first,
    int step,
    List<QueuedTrial> trials,
    PriceGrid prices,
    PriorityQueue<MarketTick> pending,
    TrialMarkets markets,
    TrialBlock block) {
  static PriorityQueue<MarketTick> queue() {
    return new PriorityQueue<>(64, EventOrder.INSTANCE);
  }

  /** Number of a trial in the set. */
  int number(int place) {
    return first + place * step;
  }
}
