package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Features of the book below the touch.
 *
 * <ul>
 *   <li>{@code imbalance_l5}, {@code imbalance_l10}: (B - A) / (B + A) with B and A the summed
 *       quantity of the best 5 or 10 levels, -1 to 1.
 *   <li>{@code slope_bid}, {@code slope_ask}: quantity per bp of depth, least squares through the
 *       origin of cumulative quantity on distance from the mid over the best 10 levels (after Naes
 *       and Skjeltorp, Order book characteristics and the volume-volatility relation, 2006); {@code
 *       slope_imbalance} their normalised difference.
 *   <li>{@code depth_bid_Bbps}, {@code depth_ask_Bbps}: quantity within B bps of the mid; {@code
 *       depth_imbalance_Bbps} their normalised difference. The book is walked at most once per
 *       sample interval of event time and at most so many levels deep.
 *   <li>{@code ofi_l5_W}: {@link OrderFlow} summed over the best 5 levels and the window, in units
 *       of the mean quantity of a side's 5 levels (Xu, Gould and Howison, Multi-Level Order-Flow
 *       Imbalance in a Limit Order Book, 2018).
 *   <li>{@code cancel_ratio_W}: levels removed / levels changed by diffs, 0 to 1: a proxy of the
 *       cancel rate, as depth diffs do not tell cancels from fills.
 * </ul>
 *
 * A book that is empty on a side or crossed makes them invalid until the next sound one.
 */
final class DepthFeatures {
  private static final int LEVELS = 10;
  private static final int FLOW_LEVELS = 5;
  private static final int[] BANDS_BPS = {5, 10, 25};

  private final Instrument instrument;
  private final WindowSums windows;
  private final long sampleNs;
  private final int walkLevels;
  private final long[] bidPrices = new long[LEVELS];
  private final long[] bidQuantities = new long[LEVELS];
  private final long[] askPrices = new long[LEVELS];
  private final long[] askQuantities = new long[LEVELS];
  private final double[] bidBands = new double[BANDS_BPS.length];
  private final double[] askBands = new double[BANDS_BPS.length];
  private int bids;
  private int asks;
  private long nextSampleNs = Long.MIN_VALUE;

  DepthFeatures(Instrument instrument, WindowSums windows, FeatureOptions options) {
    this.instrument = instrument;
    this.windows = windows;
    this.sampleNs = options.depthSampleNs();
    this.walkLevels = options.depthLevels();
  }

  static void describe(Definitions to, FeatureOptions options) {
    to.family("depth", "book").warmUp("first two-sided book").source("Cao, Hansch & Wang 2009");
    to.add("imbalance_l5", "(bid - ask) / sum of quantities, best 5 levels", "1", -1, 1);
    to.add("imbalance_l10", "(bid - ask) / sum of quantities, best 10 levels", "1", -1, 1);
    to.source("Naes & Skjeltorp 2006");
    to.positive("slope_bid", "cumulative bid quantity per bp from the mid, 10 levels", "base/bp");
    to.positive("slope_ask", "cumulative ask quantity per bp from the mid, 10 levels", "base/bp");
    to.add("slope_imbalance", "(bid slope - ask slope) / sum", "1", -1, 1);
    to.source("own definition");
    for (int band : BANDS_BPS) {
      to.warmUp("first two-sided book");
      String within = " quantity within " + band + " bps of the mid";
      to.positive("depth_bid_" + band + "bps", "bid" + within, "base");
      to.positive("depth_ask_" + band + "bps", "ask" + within, "base");
      to.warmUp("first two-sided book, a level in the band");
      to.add("depth_imbalance_" + band + "bps", "(bid - ask) / sum of" + within, "1", -1, 1);
    }
    for (int window : options.windowsSeconds()) {
      to.warmUp(window + " s, a sound book in the window").source("Xu, Gould & Howison 2018");
      to.free(
          "ofi_l5_" + window + "s",
          "order-flow imbalance of the best 5 levels / mean quantity of a side's 5 levels",
          "mean side quantities");
    }
    for (int window : options.windowsSeconds()) {
      to.warmUp(window + " s, a changed level in the window").source("own definition");
      to.add("cancel_ratio_" + window + "s", "levels removed / levels changed", "1", 0, 1);
    }
  }

  void onDepth(OrderBook book, MarketFrame frame) {
    boolean diff = frame.kind == FrameKind.DEPTH_DIFF;
    if (diff) {
      countUpdates(frame);
    }
    if (!book.isTwoSided() || book.isCrossed()) {
      bids = 0;
      asks = 0;
      return;
    }
    boolean known = bids > 0;
    int bidLevels = Math.min(LEVELS, book.bidCount());
    int askLevels = Math.min(LEVELS, book.askCount());
    // Sums as doubles: large quantities of many levels do not fit into a long.
    double flow = 0;
    double quantity = 0;
    for (int i = 0; i < bidLevels; i++) {
      long price = book.bidPrice(i);
      long size = book.bidQuantity(i);
      if (i < FLOW_LEVELS) {
        quantity += size;
        flow += i < bids ? OrderFlow.bid(bidPrices[i], bidQuantities[i], price, size) : 0;
      }
      bidPrices[i] = price;
      bidQuantities[i] = size;
    }
    for (int i = 0; i < askLevels; i++) {
      long price = book.askPrice(i);
      long size = book.askQuantity(i);
      if (i < FLOW_LEVELS) {
        quantity += size;
        flow += i < asks ? OrderFlow.ask(askPrices[i], askQuantities[i], price, size) : 0;
      }
      askPrices[i] = price;
      askQuantities[i] = size;
    }
    bids = bidLevels;
    asks = askLevels;
    windows.add(Channel.DEPTH_EVENTS, 1);
    windows.add(Channel.LEVEL_QUANTITY, instrument.quantitySum(quantity) / 2);
    if (diff && known) {
      windows.add(Channel.OFI_LEVELS, instrument.quantitySum(flow));
    }
    if (windows.nowNs() >= nextSampleNs) {
      nextSampleNs = windows.nowNs() + sampleNs;
      walk(book);
    }
  }

  private void countUpdates(MarketFrame frame) {
    int removals = 0;
    for (int i = 0; i < frame.bidCount; i++) {
      removals += frame.bidQuantities[i] == 0 ? 1 : 0;
    }
    for (int i = 0; i < frame.askCount; i++) {
      removals += frame.askQuantities[i] == 0 ? 1 : 0;
    }
    windows.add(Channel.LEVEL_UPDATES, frame.bidCount + frame.askCount);
    windows.add(Channel.LEVEL_REMOVALS, removals);
  }

  private void walk(OrderBook book) {
    double middle = (book.bidPrice(0) + (double) book.askPrice(0)) / 2;
    walkSide(book, true, middle, bidBands);
    walkSide(book, false, middle, askBands);
  }

  private void walkSide(OrderBook book, boolean bid, double middle, double[] bands) {
    Arrays.fill(bands, 0);
    int count = Math.min(walkLevels, bid ? book.bidCount() : book.askCount());
    double sum = 0;
    int band = 0;
    for (int i = 0; i < count && band < BANDS_BPS.length; ) {
      double reach = BANDS_BPS[band] * 1e-4;
      boolean inside =
          bid ? book.bidPrice(i) >= middle * (1 - reach) : book.askPrice(i) <= middle * (1 + reach);
      if (inside) {
        sum += bid ? book.bidQuantity(i) : book.askQuantity(i);
        bands[band] = instrument.quantitySum(sum);
        i++;
      } else {
        band++;
        carry(bands, band);
      }
    }
    fill(bands, band);
  }

  private static void carry(double[] bands, int band) {
    if (band < bands.length) {
      bands[band] = bands[band - 1];
    }
  }

  private static void fill(double[] bands, int band) {
    for (int i = band + 1; i < bands.length; i++) {
      bands[i] = bands[band];
    }
  }

  void emit(FeatureSink out) {
    boolean known = bids > 0;
    difference(out, sum(bidQuantities, bids, 5), sum(askQuantities, asks, 5), known);
    difference(out, sum(bidQuantities, bids, LEVELS), sum(askQuantities, asks, LEVELS), known);
    double middle = (bidPrices[0] + (double) askPrices[0]) / 2;
    double bidSlope = known ? slope(bidPrices, bidQuantities, bids, middle) : 0;
    double askSlope = known ? slope(askPrices, askQuantities, asks, middle) : 0;
    out.put(bidSlope, known);
    out.put(askSlope, known);
    difference(out, bidSlope, askSlope, known);
    for (int i = 0; i < BANDS_BPS.length; i++) {
      out.put(bidBands[i], known);
      out.put(askBands[i], known);
      difference(out, bidBands[i], askBands[i], known);
    }
    for (int i = 0; i < windows.count(); i++) {
      double flow = windows.sum(i, Channel.OFI_LEVELS) * windows.sum(i, Channel.DEPTH_EVENTS);
      out.ratio(flow, windows.sum(i, Channel.LEVEL_QUANTITY), windows.warm(i));
    }
    for (int i = 0; i < windows.count(); i++) {
      double removals = windows.sum(i, Channel.LEVEL_REMOVALS);
      out.ratio(removals, windows.sum(i, Channel.LEVEL_UPDATES), windows.warm(i));
    }
  }

  private static void difference(FeatureSink out, double a, double b, boolean known) {
    out.ratio(a - b, a + b, known);
  }

  private static double sum(long[] quantities, int count, int levels) {
    double sum = 0;
    for (int i = 0; i < Math.min(count, levels); i++) {
      sum += quantities[i];
    }
    return sum;
  }

  private double slope(long[] prices, long[] quantities, int count, double middle) {
    double xy = 0;
    double xx = 0;
    double cumulative = 0;
    for (int i = 0; i < count; i++) {
      cumulative += quantities[i];
      double distance = Math.abs(prices[i] - middle) / middle * 1e4;
      xy += distance * instrument.quantitySum(cumulative);
      xx += distance * distance;
    }
    return xy / xx;
  }

  void write(StateWriter out) {
    out.writeLongs(bidPrices, bids);
    out.writeLongs(bidQuantities, bids);
    out.writeLongs(askPrices, asks);
    out.writeLongs(askQuantities, asks);
    out.writeDoubles(bidBands, bidBands.length);
    out.writeDoubles(askBands, askBands.length);
    out.writeLong(nextSampleNs);
  }

  void read(StateReader in) {
    bids = in.readLongs(bidPrices, "features");
    in.readLongs(bidQuantities, "features");
    asks = in.readLongs(askPrices, "features");
    in.readLongs(askQuantities, "features");
    in.readDoubles(bidBands, "features");
    in.readDoubles(askBands, "features");
    nextSampleNs = in.readLong();
  }
}
