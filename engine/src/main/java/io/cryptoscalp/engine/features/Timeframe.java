package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.bars.BarOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * A kind of bars that features are computed on.
 *
 * @param name suffix of the features' ids, {@code 1m}
 * @param spec specification of the bars, {@code time-1m}
 * @param staleNs event time in ns after the last bar's end from which its features are not valid
 */
record Timeframe(String name, String spec, long staleNs) {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;
  private static final long MEAN_VOLUME_NS = 60 * SECOND;
  private static final int IMBALANCE_TICKS = 100;

  private static final List<Long> TIMES =
      List.of(
          SECOND, 5 * SECOND, 60 * SECOND, 300 * SECOND, 900 * SECOND, HOUR, 4 * HOUR, 24 * HOUR);

  /** All timeframes, in the order of the catalogue. */
  static final List<Timeframe> ALL = all();

  /** Those of the features across instruments, in the order of the catalogue. */
  static final List<Timeframe> CROSS = cross();

  private static List<Timeframe> all() {
    List<Timeframe> list = new ArrayList<>();
    for (long interval : TIMES) {
      String spec = BarOptions.timeSpec(interval);
      String name = spec.substring("time-".length());
      // Flat bars keep an interval without trades fresh; two missing ones are a gap.
      list.add(new Timeframe(name.equals("24h") ? "1d" : name, spec, 2 * interval));
    }
    list.add(new Timeframe("volume", BarOptions.meanVolumeSpec(MEAN_VOLUME_NS), HOUR));
    list.add(new Timeframe("imbalance", BarOptions.imbalanceSpec(IMBALANCE_TICKS), HOUR));
    return List.copyOf(list);
  }

  private static List<Timeframe> cross() {
    List<Timeframe> list = new ArrayList<>();
    for (Timeframe each : ALL) {
      if (List.of("1m", "5m", "1h").contains(each.name)) {
        list.add(each);
      }
    }
    return List.copyOf(list);
  }

  /** The options with the bars that these timeframes need. */
  static BarOptions require(BarOptions options, Iterable<Timeframe> timeframes) {
    List<Long> times = new ArrayList<>();
    List<Long> volumes = new ArrayList<>();
    List<Integer> imbalances = new ArrayList<>();
    for (Timeframe timeframe : timeframes) {
      if (timeframe.name.equals("volume")) {
        volumes.add(MEAN_VOLUME_NS);
      } else if (timeframe.name.equals("imbalance")) {
        imbalances.add(IMBALANCE_TICKS);
      } else {
        times.add(timeframe.staleNs / 2);
      }
    }
    return options.with(times, volumes, imbalances);
  }
}
