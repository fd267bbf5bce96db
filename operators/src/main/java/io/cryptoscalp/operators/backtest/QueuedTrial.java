package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.backtest.Trial;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.strategy.IntentSink;
import io.cryptoscalp.operators.account.EventOrder;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A trial and those intents of its strategies whose time has not come. */
final class QueuedTrial {
  private static final long NS_PER_MS = 1_000_000;

  private final Trial trial;
  private final PriorityQueue<Intent> intents = new PriorityQueue<>(8, EventOrder.INSTANCE);
  private final IntentSink sink = this::onIntent;
  private long reached = Long.MIN_VALUE;
  private long late;
  private @Nullable TrialEmitter out;

  QueuedTrial(Trial trial) {
    this.trial = trial;
  }

  Trial trial() {
    return trial;
  }

  /** Intents above the last mark. */
  PriorityQueue<Intent> intents() {
    return intents;
  }

  /**
   * Works a block off: its own intents take effect among the market's states in {@link EventOrder}.
   *
   * @return intents that came when their time was over
   */
  long run(TrialBlock block, TrialEmitter target) {
    BlockRows rows = target.block();
    out = target;
    late = 0;
    reached = block.reachedBefore();
    for (int i = 0; i < block.size(); i++) {
      StreamEvent event = block.event(i);
      if (event instanceof MarketTick tick) {
        if (!intents.isEmpty()) {
          intentsBefore(tick, i, target);
        }
        rows.at(i);
        trial.onTick(tick, target);
      } else if (event instanceof ScoredSnapshot scored) {
        rows.at(i);
        trial.onScored(scored, sink);
      } else {
        reach(block.mark(i), i, target);
      }
    }
    out = null;
    return late;
  }

  private void onIntent(Intent intent) {
    TrialEmitter target = out;
    if (target == null) {
      throw new IllegalStateException("an intent outside of a block");
    }
    if (intent.receiveTimeNs() / NS_PER_MS <= reached) {
      late++;
      trial.onIntent(intent, target);
    } else {
      intents.add(intent);
    }
  }

  private void intentsBefore(MarketTick tick, int place, TrialEmitter target) {
    Intent head = intents.peek();
    while (head != null && EventOrder.INSTANCE.compare(head, tick) < 0) {
      head = takeEffect(head, place, target);
    }
  }

  private void reach(long mark, int place, TrialEmitter target) {
    reached = mark;
    Intent head = intents.peek();
    while (head != null && head.receiveTimeNs() / NS_PER_MS <= mark) {
      head = takeEffect(head, place, target);
    }
    target.block().at(place);
    if (mark < Long.MAX_VALUE) {
      trial.onTime((mark + 1) * NS_PER_MS - 1, target);
    }
  }

  /** The first intent takes effect before the event at a place; the next one, null if none. */
  private @Nullable Intent takeEffect(Intent intent, int place, TrialEmitter target) {
    target.block().at(place, intent);
    trial.onIntent(intent, target);
    intents.remove();
    return intents.peek();
  }
}
