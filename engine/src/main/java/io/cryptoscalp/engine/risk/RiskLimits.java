package io.cryptoscalp.engine.risk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Limits of an account: a value for every {@link RiskLimit}, the instruments that may be traded,
 * and the {@link Blackout} windows. Immutable. The regime's risk profile scales size, stop and
 * number of positions on top.
 */
@SuppressWarnings("EnumOrdinal") // places in an array that nothing outside ever sees
public final class RiskLimits {
  /** Key of the instruments that may be traded, ids separated by commas. */
  public static final String TRADABLE = "tradable";

  /** Key of the blackout windows, separated by commas. */
  public static final String BLACKOUTS = "blackouts";

  private final Set<String> tradable;
  private final List<Blackout> blackouts;

  /** By ordinal: some are asked for with every tick of every account. */
  private final double[] values;

  private RiskLimits(Set<String> tradable, List<Blackout> blackouts, double[] values) {
    this.tradable = Collections.unmodifiableSet(new TreeSet<>(tradable));
    this.blackouts = List.copyOf(blackouts);
    this.values = values;
    if (get(RiskLimit.DRAWDOWN_REDUCE) > get(RiskLimit.DRAWDOWN_HALT)) {
      throw new IllegalArgumentException(
          "LIMIT_INVALID: key=drawdown-reduce value="
              + get(RiskLimit.DRAWDOWN_REDUCE)
              + " expected=at most drawdown-halt "
              + get(RiskLimit.DRAWDOWN_HALT));
    }
  }

  /** The default of every limit for the given instruments; no blackouts. */
  public static RiskLimits defaults(Set<String> tradable) {
    RiskLimit[] all = RiskLimit.values();
    double[] values = new double[all.length];
    for (RiskLimit limit : all) {
      values[limit.ordinal()] = limit.defaultValue();
    }
    return new RiskLimits(tradable, List.of(), values);
  }

  /** The value of a limit. */
  public double get(RiskLimit limit) {
    return values[limit.ordinal()];
  }

  /** The value of a limit in milliseconds, as ns. */
  long ns(RiskLimit limit) {
    return (long) (get(limit) * 1e6);
  }

  /** Ids of the instruments that may be traded, sorted. */
  public Set<String> tradable() {
    return tradable;
  }

  /** Times without entries. */
  public List<Blackout> blackouts() {
    return blackouts;
  }

  /**
   * The same limits with some changed.
   *
   * @param changes keys of {@link RiskLimit}, {@link #TRADABLE} or {@link #BLACKOUTS} and values
   * @throws IllegalArgumentException coded {@code LIMIT_UNKNOWN}, {@code LIMIT_INVALID} or {@code
   *     BLACKOUT_INVALID}; nothing is changed then
   */
  public RiskLimits with(Map<String, String> changes) {
    Set<String> instruments = tradable;
    List<Blackout> windows = blackouts;
    double[] next = values.clone();
    for (Map.Entry<String, String> change : changes.entrySet()) {
      List<String> parts = parts(change.getValue());
      if (change.getKey().equals(TRADABLE)) {
        instruments = new TreeSet<>(parts);
      } else if (change.getKey().equals(BLACKOUTS)) {
        windows = new ArrayList<>();
        for (String part : parts) {
          windows.add(Blackout.parse(part));
        }
      } else {
        RiskLimit limit = RiskLimit.ofKey(change.getKey());
        next[limit.ordinal()] = value(limit, change.getValue());
      }
    }
    return new RiskLimits(instruments, windows, next);
  }

  private static List<String> parts(String list) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from <= list.length()) {
      int comma = list.indexOf(',', from);
      int end = comma < 0 ? list.length() : comma;
      String part = list.substring(from, end).strip();
      if (!part.isEmpty()) {
        parts.add(part);
      }
      from = end + 1;
    }
    return parts;
  }

  private static double value(RiskLimit limit, String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!(value >= limit.min() && value <= limit.max())) {
      throw new IllegalArgumentException(
          "LIMIT_INVALID: key="
              + limit.key()
              + " value="
              + text
              + " expected="
              + limit.min()
              + " to "
              + limit.max());
    }
    return value;
  }
}
