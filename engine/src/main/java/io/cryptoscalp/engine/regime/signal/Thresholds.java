package io.cryptoscalp.engine.regime.signal;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** A value for every {@link Threshold}. Immutable. */
public final class Thresholds {
  /** The defaults. */
  public static final Thresholds STANDARD = standard();

  private final EnumMap<Threshold, Double> values;

  private Thresholds(EnumMap<Threshold, Double> values) {
    this.values = values;
  }

  private static Thresholds standard() {
    EnumMap<Threshold, Double> values = new EnumMap<>(Threshold.class);
    for (Threshold threshold : Threshold.values()) {
      values.put(threshold, threshold.standard());
    }
    return new Thresholds(values);
  }

  /** The value of one. */
  public double get(Threshold threshold) {
    Double value = values.get(threshold);
    return value == null ? threshold.standard() : value;
  }

  /**
   * These with some changed.
   *
   * @param changes values by {@link Threshold#key}
   * @throws IllegalArgumentException coded {@code THRESHOLD_UNKNOWN}, {@code THRESHOLD_INVALID}
   *     when a value is out of its range, {@code THRESHOLD_ORDER} when the crash threshold is below
   *     that of a move; nothing is changed then
   */
  public Thresholds with(Map<String, Double> changes) {
    EnumMap<Threshold, Double> next = values.clone();
    for (Map.Entry<String, Double> change : new TreeMap<>(changes).entrySet()) {
      Threshold threshold = Threshold.ofKey(change.getKey());
      double value = change.getValue();
      if (threshold == null) {
        throw new IllegalArgumentException("THRESHOLD_UNKNOWN: key=" + change.getKey());
      }
      threshold.check(value);
      next.put(threshold, value);
    }
    Thresholds changed = new Thresholds(next);
    double move = changed.get(Threshold.MOVE);
    double deep = changed.get(Threshold.DEEP_MOVE);
    if (deep < move) {
      throw new IllegalArgumentException(
          "THRESHOLD_ORDER: move.deep=" + deep + " below move.enter=" + move);
    }
    return changed;
  }

  /** Values by name, for storage. */
  public Map<String, Double> toMap() {
    Map<String, Double> map = new TreeMap<>();
    for (Threshold threshold : Threshold.values()) {
      map.put(threshold.key(), get(threshold));
    }
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Thresholds that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
