package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots that wait to be scored, all ruled by the same slot, in order of arrival. Those that may
 * not reach the model wait with the others, so that the order is kept.
 */
final class ScoringBatch {
  private static final int NO_ROW = -1;

  private final @Nullable FeatureSnapshot[] snapshots;
  private final long[] timestamps;
  private final boolean[] stamped;
  private final int[] rows;
  private @Nullable ModelSlot slot;
  private int size;
  private int rowCount;

  ScoringBatch(int capacity) {
    snapshots = new FeatureSnapshot[capacity];
    timestamps = new long[capacity];
    stamped = new boolean[capacity];
    rows = new int[capacity];
  }

  /** Starts a batch for a slot, or for none. */
  void begin(@Nullable ModelSlot ruling) {
    slot = ruling;
    size = 0;
    rowCount = 0;
  }

  /** Adds a snapshot, to be scored or not. */
  void add(FeatureSnapshot snapshot, boolean hasTimestamp, long timestamp, boolean scored) {
    snapshots[size] = snapshot;
    stamped[size] = hasTimestamp;
    timestamps[size] = timestamp;
    rows[size] = scored ? rowCount++ : NO_ROW;
    size++;
  }

  boolean isFull() {
    return size == snapshots.length;
  }

  int size() {
    return size;
  }

  /** Rows that go to the model. */
  int rowCount() {
    return rowCount;
  }

  @Nullable ModelSlot slot() {
    return slot;
  }

  FeatureSnapshot snapshot(int index) {
    FeatureSnapshot snapshot = snapshots[index];
    if (snapshot == null) {
      throw new IllegalStateException("no snapshot at " + index);
    }
    return snapshot;
  }

  boolean hasTimestamp(int index) {
    return stamped[index];
  }

  long timestamp(int index) {
    return timestamps[index];
  }

  boolean isScored(int index) {
    return rows[index] != NO_ROW;
  }

  int row(int index) {
    return rows[index];
  }

  /** Forgets the snapshots. */
  void clear() {
    java.util.Arrays.fill(snapshots, 0, size, null);
    size = 0;
    rowCount = 0;
    slot = null;
  }
}
