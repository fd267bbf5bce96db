package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.bars.TradeSource;
import java.util.List;

/**
 * Parameters of the feature engine.
 *
 * @param tradeSource the trade stream that counts
 * @param windowsSeconds event-time windows in seconds, increasing, 1 to 3600; those up to 10 s have
 *     a resolution of 100 ms, longer ones of 1 s
 * @param fastBarNs length in ns of the bars of the fast indicators and the return features
 * @param slowBarNs length in ns of the bars of the slow indicators
 * @param vpinBuckets volume buckets of VPIN, at least 2
 * @param depthSampleNs how often the bands of the book are walked, at most, in ns of event time
 * @param depthLevels most levels a side that one walk visits
 * @param select which features are computed, in the terms of {@link FeatureSelector}
 */
public record FeatureOptions(
    TradeSource tradeSource,
    List<Integer> windowsSeconds,
    long fastBarNs,
    long slowBarNs,
    int vpinBuckets,
    long depthSampleNs,
    int depthLevels,
    List<String> select) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code FEATURE_OPTION_INVALID}
   */
  public FeatureOptions {
    windowsSeconds = List.copyOf(windowsSeconds);
    select = List.copyOf(select);
    check(!windowsSeconds.isEmpty(), "windowsSeconds", 0);
    int previous = 0;
    for (int window : windowsSeconds) {
      check(window > previous && window <= 3600, "windowsSeconds", window);
      previous = window;
    }
    check(fastBarNs > 0 && fastBarNs <= 1_000_000_000L, "fastBarNs", fastBarNs);
    check(1_000_000_000L % fastBarNs == 0, "fastBarNs", fastBarNs);
    check(slowBarNs > fastBarNs, "slowBarNs", slowBarNs);
    check(vpinBuckets >= 2, "vpinBuckets", vpinBuckets);
    check(depthSampleNs >= 0, "depthSampleNs", depthSampleNs);
    check(depthLevels >= 10, "depthLevels", depthLevels);
  }

  /** Windows of 1, 10, 60 and 300 s; bars of 1 s and 1 min; 50 VPIN buckets; the core set. */
  public static FeatureOptions defaults() {
    return new FeatureOptions(
        TradeSource.TRADE,
        List.of(1, 10, 60, 300),
        1_000_000_000L,
        60_000_000_000L,
        50,
        100_000_000L,
        500,
        List.of(FeatureSelector.CORE));
  }

  /** The same options with another trade stream. */
  public FeatureOptions withTradeSource(TradeSource source) {
    return new FeatureOptions(
        source,
        windowsSeconds,
        fastBarNs,
        slowBarNs,
        vpinBuckets,
        depthSampleNs,
        depthLevels,
        select);
  }

  /**
   * The same options with other features.
   *
   * @param terms ids with {@code *} for any characters, {@code family:NAME}, {@code
   *     timeframe:NAME}, {@code @core} or {@code @all}; one with {@code -} before it takes away
   */
  public FeatureOptions withSelect(List<String> terms) {
    return new FeatureOptions(
        tradeSource,
        windowsSeconds,
        fastBarNs,
        slowBarNs,
        vpinBuckets,
        depthSampleNs,
        depthLevels,
        terms);
  }

  /** Suffix of fast-bar features, {@code 1s}. */
  String fastBar() {
    return fastBarSpec().substring("time-".length());
  }

  /** Suffix of slow-bar features, {@code 1m}. */
  String slowBar() {
    return slowBarSpec().substring("time-".length());
  }

  /** Specification of the bars that the fast indicators take. */
  public String fastBarSpec() {
    return BarOptions.timeSpec(fastBarNs);
  }

  /** Specification of the bars that the slow indicators take. */
  public String slowBarSpec() {
    return BarOptions.timeSpec(slowBarNs);
  }

  private static void check(boolean valid, String option, long value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "FEATURE_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
