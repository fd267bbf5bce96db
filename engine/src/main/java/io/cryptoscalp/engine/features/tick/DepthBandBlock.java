package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * Quantity within 10 bps of the mid, against what it was in the window, and how fast it comes back.
 *
 * <p>A sound book is sampled at most every 100 ms of event time and at most 200 levels deep.
 * Resilience is the share of a deviation of depth that is gone by the next sample: 1 minus the
 * slope of depth on the depth one sample before, over the window (after Dong, Kempf and Yadav,
 * Resiliency, the neglected dimension of market liquidity, 2007, mean reversion of liquidity).
 */
public final class DepthBandBlock extends WindowedBlock {
  /** Key of the stored state. */
  public static final String NAME = "depth-band";

  static final long SAMPLE_NS = 100_000_000L;
  static final int MOST_LEVELS = 200;
  private static final double REACH = 10e-4;

  private static final int SAMPLES = 0;
  private static final int BID = 1;
  private static final int ASK = 2;
  private static final int SQUARE = 3;
  private static final int PAIRS = 4;
  private static final int OLD = 5;
  private static final int NEW = 6;
  private static final int OLD_SQUARE = 7;
  private static final int PRODUCT = 8;

  private long nextSampleNs = Long.MIN_VALUE;
  private double bid = Double.NaN;
  private double ask = Double.NaN;

  /** Creates a block over windows of these lengths in s. */
  public DepthBandBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, 9);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("depth-band").inputs("depth");
    for (int i = 0; i < windows.count(); i++) {
      String w = suffix(i);
      to.source("own definition").warmUp(span(i) + ", quantity in the band in the window");
      to.positive("depth_rel_bid" + w, "bid quantity within 10 bps / its mean", "1");
      to.positive("depth_rel_ask" + w, "ask quantity within 10 bps / its mean", "1");
      to.positive("depth_variation" + w, "deviation / mean of quantity within 10 bps", "1");
      to.source("Dong, Kempf & Yadav 2007");
      to.warmUp(span(i) + ", 10 samples of the band that differ");
      to.free("resilience" + w, "share of a deviation of depth gone by the next sample", "1");
    }
  }

  @Override
  public void onDepth(OrderBook book, MarketFrame frame, long timeNs) {
    advance(timeNs);
    if (windows.nowNs() < nextSampleNs || !book.isTwoSided() || book.isCrossed()) {
      return;
    }
    nextSampleNs = windows.nowNs() + SAMPLE_NS;
    double mid = ((double) book.bidPrice(0) + book.askPrice(0)) / 2;
    double before = bid + ask;
    bid = 0;
    for (int i = 0; i < Math.min(MOST_LEVELS, book.bidCount()); i++) {
      if (book.bidPrice(i) < mid * (1 - REACH)) {
        break;
      }
      bid += book.bidQuantity(i);
    }
    ask = 0;
    for (int i = 0; i < Math.min(MOST_LEVELS, book.askCount()); i++) {
      if (book.askPrice(i) > mid * (1 + REACH)) {
        break;
      }
      ask += book.askQuantity(i);
    }
    double both = bid + ask;
    windows.add(SAMPLES, 1);
    windows.add(BID, bid);
    windows.add(ASK, ask);
    windows.add(SQUARE, both * both);
    if (!Double.isNaN(before)) {
      windows.add(PAIRS, 1);
      windows.add(OLD, before);
      windows.add(NEW, both);
      windows.add(OLD_SQUARE, before * before);
      windows.add(PRODUCT, before * both);
    }
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    for (int i = 0; i < windows.count(); i++) {
      double n = windows.sum(i, SAMPLES);
      double bids = windows.sum(i, BID);
      double asks = windows.sum(i, ASK);
      double mean = (bids + asks) / n;
      double variance = Math.max(0, windows.sum(i, SQUARE) / n - mean * mean);
      out[at++] = ratio(i, bid * n, bids);
      out[at++] = ratio(i, ask * n, asks);
      out[at++] = ratio(i, Math.sqrt(variance), mean);
      double pairs = windows.sum(i, PAIRS);
      double old = windows.sum(i, OLD) / pairs;
      double square = windows.sum(i, OLD_SQUARE) / pairs;
      double spread = square - old * old;
      double product = windows.sum(i, PRODUCT) / pairs - old * (windows.sum(i, NEW) / pairs);
      // Below this share of the mean square the variance is rounding noise.
      boolean varied = windows.warm(i) && pairs >= 10 && spread > 1e-9 * square;
      out[at++] = varied ? 1 - product / spread : Double.NaN;
    }
  }

  @Override
  void writeOwn(StateWriter out) {
    out.writeLong(nextSampleNs);
    out.writeDouble(bid);
    out.writeDouble(ask);
  }

  @Override
  void readOwn(StateReader in) {
    nextSampleNs = in.readLong();
    bid = in.readDouble();
    ask = in.readDouble();
  }
}
