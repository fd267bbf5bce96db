package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import java.util.Arrays;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots that wait to be scored, all ruled by the same line-up, in order of arrival. Those that
 * may not reach a model wait with the others, so that the order is kept.
 */
final class ScoringBatch {
  private static final int NO_ROW = -1;

  private final @Nullable FeatureSnapshot[] snapshots;
  private final long[] timestamps;
  private final boolean[] stamped;
  private final int[][] rows;
  private final AnswerCode[][] codes;
  private final double[][] answers;
  private final int[] rowCounts;
  private Lineup lineup = Lineup.NONE;
  private int size;

  /**
   * Creates it.
   *
   * @param capacity most snapshots
   * @param models most models of a line-up
   */
  ScoringBatch(int capacity, int models) {
    snapshots = new FeatureSnapshot[capacity];
    timestamps = new long[capacity];
    stamped = new boolean[capacity];
    rows = new int[models][capacity];
    codes = new AnswerCode[models][capacity];
    answers = new double[models][capacity];
    rowCounts = new int[models];
  }

  /** Starts a batch for a line-up. */
  void begin(Lineup ruling) {
    lineup = ruling;
    size = 0;
    Arrays.fill(rowCounts, 0);
  }

  /** Adds a snapshot; what its models made of it follows by {@link #add(int, AnswerCode)}. */
  void add(FeatureSnapshot snapshot, boolean hasTimestamp, long timestamp) {
    snapshots[size] = snapshot;
    stamped[size] = hasTimestamp;
    timestamps[size] = timestamp;
    size++;
  }

  /** Says of the newest snapshot whether a model has a row of it, which is then its next one. */
  void add(int model, AnswerCode code) {
    codes[model][size - 1] = code;
    answers[model][size - 1] = Double.NaN;
    rows[model][size - 1] = code == AnswerCode.OK ? rowCounts[model]++ : NO_ROW;
  }

  boolean isFull() {
    return size == snapshots.length;
  }

  int size() {
    return size;
  }

  /** Rows that go to a model; also where its next one goes. */
  int rowCount(int model) {
    return rowCounts[model];
  }

  Lineup lineup() {
    return lineup;
  }

  FeatureSnapshot snapshot(int index) {
    FeatureSnapshot snapshot = snapshots[index];
    if (snapshot == null) {
      throw new IllegalStateException("no snapshot at " + index);
    }
    return snapshot;
  }

  /** Gives a record the timestamp of a snapshot, or none. */
  void stamp(int index, StreamRecord<?> record) {
    if (stamped[index]) {
      record.setTimestamp(timestamps[index]);
    } else {
      record.eraseTimestamp();
    }
  }

  boolean hasRow(int model, int index) {
    return rows[model][index] != NO_ROW;
  }

  int row(int model, int index) {
    return rows[model][index];
  }

  AnswerCode code(int model, int index) {
    return codes[model][index];
  }

  /** A model's answer; NaN where the code is not OK. */
  double answer(int model, int index) {
    return answers[model][index];
  }

  void answered(int model, int index, double probability) {
    answers[model][index] = probability;
  }

  void leftOut(int model, int index, AnswerCode code) {
    answers[model][index] = Double.NaN;
    codes[model][index] = code;
  }

  /** Forgets the snapshots. */
  void clear() {
    Arrays.fill(snapshots, 0, size, null);
    size = 0;
    lineup = Lineup.NONE;
  }
}
