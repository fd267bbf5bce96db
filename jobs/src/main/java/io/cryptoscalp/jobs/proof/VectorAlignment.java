package io.cryptoscalp.jobs.proof;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings the vectors of two runs together, instrument by instrument, in the order of their event
 * times. Holds what one run is ahead of the other.
 */
final class VectorAlignment {
  /** Takes what was brought together. */
  interface Pairs {
    /** Both runs have it. */
    void pair(FeatureVector left, FeatureVector right);

    /** Only one run has it. */
    void single(FeatureVector vector, boolean left);
  }

  private static final class Lane {
    final Deque<FeatureVector> left = new ArrayDeque<>();
    final Deque<FeatureVector> right = new ArrayDeque<>();
    long lastLeft = Long.MIN_VALUE;
    long lastRight = Long.MIN_VALUE;
  }

  private final Map<String, Lane> lanes = new TreeMap<>();
  private final Pairs pairs;
  private long repeated;

  VectorAlignment(Pairs pairs) {
    this.pairs = pairs;
  }

  /** The left run has come to a vector; one it had before is dropped. */
  void left(FeatureVector vector) {
    Lane lane = lane(vector);
    if (vector.eventTimeNs() <= lane.lastLeft) {
      repeated++;
      return;
    }
    lane.lastLeft = vector.eventTimeNs();
    lane.left.add(vector);
    match(lane);
  }

  /** The right run has come to a vector; one it had before is dropped. */
  void right(FeatureVector vector) {
    Lane lane = lane(vector);
    if (vector.eventTimeNs() <= lane.lastRight) {
      repeated++;
      return;
    }
    lane.lastRight = vector.eventTimeNs();
    lane.right.add(vector);
    match(lane);
  }

  private Lane lane(FeatureVector vector) {
    return lanes.computeIfAbsent(vector.instrument(), id -> new Lane());
  }

  private void match(Lane lane) {
    FeatureVector left = lane.left.peek();
    FeatureVector right = lane.right.peek();
    while (left != null && right != null) {
      if (left.eventTimeNs() == right.eventTimeNs()) {
        lane.left.remove();
        lane.right.remove();
        pairs.pair(left, right);
      } else if (left.eventTimeNs() < right.eventTimeNs()) {
        pairs.single(lane.left.remove(), true);
      } else {
        pairs.single(lane.right.remove(), false);
      }
      left = lane.left.peek();
      right = lane.right.peek();
    }
  }

  /** Vectors that came again and were dropped. */
  long repeated() {
    return repeated;
  }

  /** Neither run has more. */
  void end() {
    for (Lane lane : lanes.values()) {
      lane.left.forEach(vector -> pairs.single(vector, true));
      lane.right.forEach(vector -> pairs.single(vector, false));
      lane.left.clear();
      lane.right.clear();
    }
  }
}
