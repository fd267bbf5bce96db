package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the trials of a shard have not worked off yet, in the order in which each of them does:
 * market states in their order, snapshots as they came, and the marks up to which nothing will be
 * missing. It is short enough for the caches of a processor, so that a trial, whose state has to be
 * fetched once a block, reads it fast.
 */
final class TrialBlock {
  private final int length;
  private @Nullable StreamEvent[] events;
  private long[] marks;
  private int size;
  private long reachedBefore = Long.MIN_VALUE;
  private long reached = Long.MIN_VALUE;

  /**
   * An empty block.
   *
   * @param length from how many entries on it is full
   */
  TrialBlock(int length) {
    this.length = length;
    this.events = new StreamEvent[length];
    this.marks = new long[length];
  }

  boolean isFull() {
    return size >= length;
  }

  int size() {
    return size;
  }

  void add(MarketTick tick) {
    append(tick, 0);
  }

  void add(ScoredSnapshot scored) {
    append(scored, 0);
  }

  /** Up to this time, ms, nothing will be missing; {@code Long.MAX_VALUE} at the end. */
  void mark(long reachedMs) {
    append(null, reachedMs);
    reached = reachedMs;
  }

  private void append(@Nullable StreamEvent event, long mark) {
    if (size == events.length) {
      events = Arrays.copyOf(events, 2 * size);
      marks = Arrays.copyOf(marks, 2 * size);
    }
    events[size] = event;
    marks[size] = mark;
    size++;
  }

  /** Market state or snapshot at a place; null where there is a mark. */
  @Nullable StreamEvent event(int at) {
    return events[at];
  }

  /** The mark at a place without an event, ms. */
  long mark(int at) {
    return marks[at];
  }

  /** The last mark before the block, ms; {@code Long.MIN_VALUE} before the first of all. */
  long reachedBefore() {
    return reachedBefore;
  }

  /** The last mark, ms; {@code Long.MIN_VALUE} before the first of all. */
  long reached() {
    return reached;
  }

  /** Empties it: every trial has worked it off. */
  void clear() {
    Arrays.fill(events, 0, size, null);
    size = 0;
    reachedBefore = reached;
  }
}
