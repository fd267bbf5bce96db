package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Features of the touch, from best bid (Pb, qb) and best ask (Pa, qa); mid m = (Pb + Pa) / 2.
 *
 * <ul>
 *   <li>{@code spread_bps} = (Pa - Pb) / m * 1e4, bps, &gt; 0; first quote.
 *   <li>{@code weighted_mid_bps} = ((Pa qb + Pb qa) / (qb + qa) - m) / m * 1e4, bps.
 *   <li>{@code microprice_bps}: {@link Microprice}, bps; 20 moves of the mid.
 *   <li>{@code imbalance_l1} = (qb - qa) / (qb + qa), -1 to 1.
 *   <li>{@code spread_mean_W} mean spread over the window's quotes; {@code spread_ratio} the spread
 *       over its mean of 60 s.
 *   <li>{@code ofi_l1_W} sum of {@link OrderFlow} at the touch over the window, in units of the
 *       mean touch quantity (qb + qa) / 2 of the window's quotes.
 * </ul>
 *
 * A crossed, empty or non-positive quote makes the touch unknown until the next proper one.
 */
final class QuoteFeatures {
  private final Instrument instrument;
  private final WindowSums windows;
  private final Microprice microprice = new Microprice();
  private final int spreadWindow;
  private long bid;
  private long ask;
  private long bidQuantity;
  private long askQuantity;
  private double mid;
  private double spreadBps;

  QuoteFeatures(Instrument instrument, WindowSums windows) {
    this.instrument = instrument;
    this.windows = windows;
    this.spreadWindow = windows.atLeast(60);
  }

  static void describe(Definitions to, FeatureOptions options) {
    to.family("quote", "quotes").warmUp("first quote").source("Harris 2003, ch. 14, quoted spread");
    to.positive("spread_bps", "(ask - bid) / mid", "bps");
    to.source("Gatheral & Oomen 2010");
    to.free("weighted_mid_bps", "(quantity-weighted mid - mid) / mid", "bps");
    to.warmUp("20 moves of the mid").source("Stoikov 2018");
    to.free("microprice_bps", "expected next move of the mid given the touch imbalance", "bps");
    to.warmUp("first quote").source("Gould & Bonart 2016");
    to.add("imbalance_l1", "(bid quantity - ask quantity) / their sum, best level", "1", -1, 1);
    for (int window : options.windowsSeconds()) {
      to.warmUp(window + " s, a quote in the window").source("Harris 2003, ch. 14");
      to.positive("spread_mean_" + window + "s", "mean spread of the window's quotes", "bps");
    }
    int base = WindowSums.atLeast(options, 60);
    to.warmUp(base + " s, a quote in the window").source("own definition");
    to.positive("spread_ratio", "spread / its mean over the window of " + base + " s", "1");
    for (int window : options.windowsSeconds()) {
      to.warmUp(window + " s, a quote in the window");
      to.source("Cont, Kukanov & Stoikov 2014, section 2");
      to.free(
          "ofi_l1_" + window + "s",
          "order-flow imbalance of the best level / mean touch quantity",
          "mean touch quantities");
    }
  }

  void onQuote(long newBid, long newBidQuantity, long newAsk, long newAskQuantity) {
    if (newBid <= 0 || newAsk <= newBid || newBidQuantity <= 0 || newAskQuantity <= 0) {
      mid = 0;
      microprice.onUnknown();
      return;
    }
    if (mid != 0) {
      // Sums as doubles: two quantities near the end of the range do not fit into a long.
      double flow =
          (double) OrderFlow.bid(bid, bidQuantity, newBid, newBidQuantity)
              + OrderFlow.ask(ask, askQuantity, newAsk, newAskQuantity);
      windows.add(Channel.OFI_TOP, instrument.quantitySum(flow));
    }
    bid = newBid;
    ask = newAsk;
    bidQuantity = newBidQuantity;
    askQuantity = newAskQuantity;
    refresh();
    windows.add(Channel.QUOTES, 1);
    windows.add(Channel.SPREAD, spreadBps);
    double total = (double) bidQuantity + askQuantity;
    windows.add(Channel.TOP_QUANTITY, instrument.quantitySum(total) / 2);
    microprice.onQuote(mid, bidQuantity / total);
  }

  private void refresh() {
    double low = instrument.price(bid);
    double high = instrument.price(ask);
    mid = (low + high) / 2;
    spreadBps = (high - low) / mid * 1e4;
  }

  /** Current mid in quote units, 0 when the touch is unknown. */
  double mid() {
    return mid;
  }

  void emit(FeatureSink out) {
    boolean known = mid != 0;
    double total = (double) bidQuantity + askQuantity;
    double imbalance = known ? (bidQuantity - askQuantity) / total : 0;
    out.put(spreadBps, known);
    // (Pa qb + Pb qa) / (qb + qa) - m = (Pa - Pb) / 2 * imbalance, free of cancellation.
    out.put(spreadBps / 2 * imbalance, known);
    out.put(microprice.adjustmentBps(), known && microprice.warm());
    out.put(imbalance, known);
    for (int i = 0; i < windows.count(); i++) {
      double quotes = windows.sum(i, Channel.QUOTES);
      out.ratio(windows.sum(i, Channel.SPREAD), quotes, windows.warm(i));
    }
    double spreads = windows.sum(spreadWindow, Channel.SPREAD);
    double quotes = windows.sum(spreadWindow, Channel.QUOTES);
    out.ratio(spreadBps * quotes, spreads, known && windows.warm(spreadWindow));
    for (int i = 0; i < windows.count(); i++) {
      double count = windows.sum(i, Channel.QUOTES);
      double flow = windows.sum(i, Channel.OFI_TOP) * count;
      out.ratio(flow, windows.sum(i, Channel.TOP_QUANTITY), windows.warm(i) && count > 0);
    }
  }

  void write(StateWriter out) {
    out.writeBoolean(mid != 0);
    out.writeLong(bid);
    out.writeLong(ask);
    out.writeLong(bidQuantity);
    out.writeLong(askQuantity);
    microprice.write(out);
  }

  void read(StateReader in) {
    boolean known = in.readBoolean();
    bid = in.readLong();
    ask = in.readLong();
    bidQuantity = in.readLong();
    askQuantity = in.readLong();
    microprice.read(in);
    mid = 0;
    if (bid > 0) {
      refresh();
    }
    if (!known) {
      mid = 0;
    }
  }
}
