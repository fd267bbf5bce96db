package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.market.FrameKind;

/**
 * Message rates, liquidations and the time of day. All state lies in the windows.
 *
 * <ul>
 *   <li>{@code rate_K} messages of kind K per second over the window of 10 s.
 *   <li>{@code liquidations} liquidated notional in quote units over the longest window; {@code
 *       liquidation_imbalance} = (shorts - longs liquidated) / both, -1 to 1, positive when forced
 *       buying prevails.
 *   <li>{@code day_sin}, {@code day_cos}: sine and cosine of the UTC time of day as an angle, -1 to
 *       1.
 * </ul>
 */
final class ActivityFeatures {
  private static final long DAY_NS = 86_400_000_000_000L;

  private final WindowSums windows;
  private final int rateWindow;

  ActivityFeatures(WindowSums windows) {
    this.windows = windows;
    this.rateWindow = windows.atLeast(10);
  }

  static void describe(Definitions to, FeatureOptions options) {
    to.family("activity", "all streams, liquidations, clock")
        .warmUp(WindowSums.atLeast(options, 10) + " s")
        .source("own definition");
    to.positive("rate_trade", "trade messages per second", "1/s");
    to.positive("rate_quote", "quote messages per second", "1/s");
    to.positive("rate_depth", "depth messages per second", "1/s");
    to.positive("rate_mark", "mark price messages per second", "1/s");
    to.warmUp("longest window");
    to.positive("liquidations", "liquidated notional in the longest window", "quote");
    to.warmUp("longest window, a liquidation in it");
    to.add("liquidation_imbalance", "(shorts - longs) / liquidated notional", "1", -1, 1);
    to.warmUp("none").source("own definition");
    to.add("day_sin", "sine of the UTC time of day", "1", -1, 1);
    to.add("day_cos", "cosine of the UTC time of day", "1", -1, 1);
  }

  void onMessage(FrameKind kind) {
    switch (kind) {
      case TRADE, AGG_TRADE -> windows.add(Channel.TRADE_MESSAGES, 1);
      case BOOK_TICKER -> windows.add(Channel.QUOTE_MESSAGES, 1);
      case DEPTH_DIFF, DEPTH_SNAPSHOT -> windows.add(Channel.DEPTH_MESSAGES, 1);
      case MARK_PRICE -> windows.add(Channel.MARK_MESSAGES, 1);
      case FORCE_ORDER,
          KLINE,
          OPEN_INTEREST,
          OPEN_INTEREST_HIST,
          LONG_SHORT_RATIO,
          EXCHANGE_INFO,
          HEARTBEAT -> {}
    }
  }

  void onForceOrder(double notional, boolean sells) {
    // A liquidation that sells closes a long position.
    windows.add(sells ? Channel.LIQUIDATED_LONG : Channel.LIQUIDATED_SHORT, notional);
  }

  void emit(FeatureSink out, long nowNs) {
    double seconds = windows.seconds(rateWindow);
    boolean warm = windows.warm(rateWindow);
    for (int i = Channel.TRADE_MESSAGES; i <= Channel.MARK_MESSAGES; i++) {
      out.put(windows.sum(rateWindow, i) / seconds, warm);
    }
    int longest = windows.count() - 1;
    double longs = windows.sum(longest, Channel.LIQUIDATED_LONG);
    double shorts = windows.sum(longest, Channel.LIQUIDATED_SHORT);
    out.put(longs + shorts, windows.warm(longest));
    out.ratio(shorts - longs, shorts + longs, windows.warm(longest));
    // Whole seconds are fine enough for a daily cycle.
    long second = Math.floorMod(nowNs, DAY_NS) / 1_000_000_000L;
    double angle = second * (2 * StrictMath.PI / 86_400);
    out.put(StrictMath.sin(angle), true);
    out.put(StrictMath.cos(angle), true);
  }
}
