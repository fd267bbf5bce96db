package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Features of the trade flow over event-time windows W.
 *
 * <ul>
 *   <li>{@code trade_imbalance_W} = (Vbuy - Vsell) / V by taker side, -1 to 1.
 *   <li>{@code volume_W} base volume; {@code trade_rate_W} trades per second; {@code trade_size_W}
 *       mean quantity of a trade.
 *   <li>{@code vwap_dist_W} = (p - VWAP) / VWAP * 1e4, bps, p the last trade price, VWAP = sum p q
 *       / sum q.
 *   <li>{@code effective_spread_W} = 2 D (p - m) / m * 1e4, bps, D the taker's sign, m the mid
 *       before the trade, weighted by quantity (Lee and Radhakrishna 2000; Hasbrouck 2009).
 *   <li>{@code last_trade_bps} last price against the mid, bps; {@code trade_age} seconds since the
 *       last trade.
 *   <li>{@code vpin}: {@link Vpin}.
 * </ul>
 */
final class TradeFeatures {
  private final Instrument instrument;
  private final WindowSums windows;
  private final Vpin vpin;
  private final int vpinBuckets;
  private long lastPrice;
  private long lastTradeNs;

  TradeFeatures(Instrument instrument, WindowSums windows, FeatureOptions options) {
    this.instrument = instrument;
    this.windows = windows;
    this.vpinBuckets = options.vpinBuckets();
    this.vpin = new Vpin(vpinBuckets);
  }

  static void describe(Definitions to, FeatureOptions options) {
    to.family("trade", "trades, quotes");
    for (int window : options.windowsSeconds()) {
      String suffix = "_" + window + "s";
      String traded = window + " s, a trade in the window";
      to.warmUp(traded).source("Chordia, Roll & Subrahmanyam 2002");
      to.add("trade_imbalance" + suffix, "(taker buys - taker sells) / volume", "1", -1, 1);
      to.warmUp(window + " s").source("Jones, Kaul & Lipson 1994");
      to.positive("volume" + suffix, "base volume", "base");
      to.positive("trade_rate" + suffix, "trades per second", "1/s");
      to.warmUp(traded);
      to.positive("trade_size" + suffix, "mean quantity of a trade", "base");
      to.source("Berkowitz, Logue & Noser 1988");
      to.free("vwap_dist" + suffix, "(last price - VWAP) / VWAP", "bps");
      to.warmUp(traded + " with a known mid").source("Lee & Radhakrishna 2000");
      to.free("effective_spread" + suffix, "2 * taker sign * (price - mid) / mid, mean", "bps");
    }
    to.warmUp("first trade and quote").source("own definition");
    to.free("last_trade_bps", "(last price - mid) / mid", "bps");
    to.warmUp("first trade");
    to.positive("trade_age", "time since the last trade", "s");
    to.warmUp("longest window, then " + options.vpinBuckets() + " volume buckets");
    to.source("Easley, López de Prado & O'Hara 2012");
    to.add("vpin", "sum |buys - sells| / sum volume over volume buckets", "1", 0, 1);
  }

  void onTrade(MarketFrame frame, double mid) {
    double quantity = instrument.quantity(frame.quantity);
    double price = instrument.price(frame.price);
    boolean buyer = !frame.sellerInitiated;
    windows.add(Channel.TRADES, 1);
    windows.add(Channel.VOLUME, quantity);
    windows.add(Channel.SIGNED_VOLUME, buyer ? quantity : -quantity);
    windows.add(Channel.PRICE_VOLUME, price * quantity);
    if (mid != 0) {
      double effective = 2 * (buyer ? price - mid : mid - price) / mid * 1e4;
      windows.add(Channel.EFFECTIVE_SPREAD_VOLUME, effective * quantity);
      windows.add(Channel.EFFECTIVE_VOLUME, quantity);
    }
    int longest = windows.count() - 1;
    boolean sized = windows.warm(longest);
    double bucket = sized ? windows.sum(longest, Channel.VOLUME) / vpinBuckets : 0;
    vpin.onTrade(quantity, buyer, bucket);
    lastPrice = frame.price;
    lastTradeNs = windows.nowNs();
  }

  void emit(FeatureSink out, double mid) {
    boolean traded = lastPrice != 0;
    double last = instrument.price(lastPrice);
    for (int i = 0; i < windows.count(); i++) {
      boolean warm = windows.warm(i);
      double volume = windows.sum(i, Channel.VOLUME);
      double trades = windows.sum(i, Channel.TRADES);
      // Rounding must not push a one-sided flow beyond its bound.
      double imbalance = windows.sum(i, Channel.SIGNED_VOLUME) / volume;
      out.put(Math.max(-1, Math.min(1, imbalance)), warm && volume > 0);
      out.put(volume, warm);
      out.put(trades / windows.seconds(i), warm);
      out.ratio(volume, trades, warm);
      double vwap = windows.sum(i, Channel.PRICE_VOLUME) / volume;
      out.put((last - vwap) / vwap * 1e4, warm && volume > 0);
      double effective = windows.sum(i, Channel.EFFECTIVE_SPREAD_VOLUME);
      out.ratio(effective, windows.sum(i, Channel.EFFECTIVE_VOLUME), warm);
    }
    out.put((last - mid) / mid * 1e4, traded && mid != 0);
    out.put(Math.max(0, windows.nowNs() - lastTradeNs) / 1e9, traded);
    out.put(vpin.warm() ? vpin.value() : 0, vpin.warm());
  }

  void write(StateWriter out) {
    out.writeLong(lastPrice);
    out.writeLong(lastTradeNs);
    vpin.write(out);
  }

  void read(StateReader in) {
    lastPrice = in.readLong();
    lastTradeNs = in.readLong();
    vpin.read(in);
  }
}
