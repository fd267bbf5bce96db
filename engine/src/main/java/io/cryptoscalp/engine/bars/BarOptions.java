package io.cryptoscalp.engine.bars;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which bars an instrument gets.
 *
 * @param timeIntervalsNs lengths of time bars in ns, each a positive multiple of 1 ms
 * @param tickCounts trades per tick bar, each at least 1
 * @param volumes base volume (contracts when inverse) per volume bar, each positive
 * @param values quote notional per value bar, each positive
 * @param imbalanceTicks initial expected trades per tick imbalance bar, each at least 2
 * @param meanVolumeNs intervals in ns, each a positive multiple of 1 ms: bars of the volume that
 *     trades on average in one
 * @param tradeSource the stream that counts
 * @param maxEmptyBars most consecutive flat bars a time bar emits without a trade; 0 emits none
 * @param toleranceNs how far behind the newest trade an out-of-order trade may be and still count,
 *     in ns; older ones are dropped and counted
 */
public record BarOptions(
    List<Long> timeIntervalsNs,
    List<Integer> tickCounts,
    List<Double> volumes,
    List<Double> values,
    List<Integer> imbalanceTicks,
    List<Long> meanVolumeNs,
    TradeSource tradeSource,
    int maxEmptyBars,
    long toleranceNs) {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code BAR_OPTION_INVALID}
   */
  public BarOptions {
    timeIntervalsNs = List.copyOf(timeIntervalsNs);
    tickCounts = List.copyOf(tickCounts);
    volumes = List.copyOf(volumes);
    values = List.copyOf(values);
    imbalanceTicks = List.copyOf(imbalanceTicks);
    meanVolumeNs = List.copyOf(meanVolumeNs);
    for (long interval : timeIntervalsNs) {
      check(interval > 0 && interval % MILLI == 0, "timeIntervalsNs", (double) interval);
    }
    for (int ticks : tickCounts) {
      check(ticks >= 1, "tickCounts", ticks);
    }
    for (double volume : volumes) {
      check(volume > 0 && volume < Double.POSITIVE_INFINITY, "volumes", volume);
    }
    for (double value : values) {
      check(value > 0 && value < Double.POSITIVE_INFINITY, "values", value);
    }
    for (int ticks : imbalanceTicks) {
      check(ticks >= 2, "imbalanceTicks", ticks);
    }
    for (long interval : meanVolumeNs) {
      check(interval > 0 && interval % MILLI == 0, "meanVolumeNs", (double) interval);
    }
    check(maxEmptyBars >= 0, "maxEmptyBars", maxEmptyBars);
    check(toleranceNs >= 0, "toleranceNs", (double) toleranceNs);
  }

  /** One-second and one-minute bars of single trades, flat bars for up to ten minutes of gap. */
  public static BarOptions defaults() {
    return new BarOptions(
        List.of(SECOND, 60 * SECOND),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        TradeSource.TRADE,
        600,
        SECOND);
  }

  /** The same options with another trade stream. */
  public BarOptions withTradeSource(TradeSource source) {
    return new BarOptions(
        timeIntervalsNs,
        tickCounts,
        volumes,
        values,
        imbalanceTicks,
        meanVolumeNs,
        source,
        maxEmptyBars,
        toleranceNs);
  }

  /** The same options with further bars; those that are there already are not added twice. */
  public BarOptions with(List<Long> moreTimesNs, List<Long> moreMeanVolumesNs, List<Integer> more) {
    return new BarOptions(
        union(timeIntervalsNs, moreTimesNs),
        tickCounts,
        volumes,
        values,
        union(imbalanceTicks, more),
        union(meanVolumeNs, moreMeanVolumesNs),
        tradeSource,
        maxEmptyBars,
        toleranceNs);
  }

  private static <T> List<T> union(List<T> first, List<T> more) {
    Set<T> all = new LinkedHashSet<>(first);
    all.addAll(more);
    return List.copyOf(all);
  }

  /** Name of a time bar: {@code time-100ms}, {@code time-1s}, {@code time-5m}, {@code time-1h}. */
  public static String timeSpec(long intervalNs) {
    // One object a name: every bar is compared with every timeframe.
    return timeName(intervalNs).intern();
  }

  private static String timeName(long intervalNs) {
    if (intervalNs % (3600 * SECOND) == 0) {
      return "time-" + intervalNs / (3600 * SECOND) + "h";
    }
    if (intervalNs % (60 * SECOND) == 0) {
      return "time-" + intervalNs / (60 * SECOND) + "m";
    }
    if (intervalNs % SECOND == 0) {
      return "time-" + intervalNs / SECOND + "s";
    }
    return "time-" + intervalNs / MILLI + "ms";
  }

  /** Name of a bar of the volume that trades on average in an interval: {@code volume-of-1m}. */
  public static String meanVolumeSpec(long intervalNs) {
    return ("volume-of-" + timeSpec(intervalNs).substring("time-".length())).intern();
  }

  /** Name of a tick imbalance bar: {@code imbalance-100}. */
  public static String imbalanceSpec(int ticks) {
    return ("imbalance-" + ticks).intern();
  }

  private static void check(boolean valid, String option, double value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "BAR_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
