package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * How the sizes of trades are distributed.
 *
 * <p>Quantiles are those of all trades so far, estimated by {@link P2Quantile}. A trade is large
 * when it is above the 0.9 quantile of the trades before it, once there were 50.
 */
public final class TradeSizeBlock extends WindowedBlock {
  /** Key of the stored state. */
  public static final String NAME = "trade-size";

  private static final int TRADES = 0;
  private static final int VOLUME = 1;
  private static final int SQUARES = 2;
  private static final int LARGE_VOLUME = 3;
  private static final int LARGE_BUYS = 4;
  private static final int JUDGED_VOLUME = 5;
  private static final int LEAST = 50;

  private final P2Quantile median = new P2Quantile(0.5);
  private final P2Quantile ninth = new P2Quantile(0.9);
  private final P2Quantile top = new P2Quantile(0.99);
  private double last = Double.NaN;

  /** Creates a block over windows of these lengths in s. */
  public TradeSizeBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, 6);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("trade-size").inputs("trade");
    for (int i = 0; i < windows.count(); i++) {
      String w = suffix(i);
      to.source("own definition").warmUp("longest window, a trade in this one");
      to.positive("size_mean" + w, "mean size / that of the longest window", "1");
      to.warmUp(span(i) + ", a trade in the window");
      to.positive("size_variation" + w, "standard deviation / mean of trade sizes", "1");
      to.source("Herfindahl index");
      to.add("size_herfindahl" + w, "sum of squared shares of the window's volume", "1", 0, 1);
      to.source("Barclay & Warner 1993, stealth trading");
      to.warmUp(span(i) + ", a trade in the window with 50 before it");
      to.add("large_share" + w, "volume of large trades / volume", "1", 0, 1);
      to.warmUp(span(i) + ", a large trade in the window");
      to.add("large_imbalance" + w, "(buys - sells) / volume of large trades", "1", -1, 1);
    }
    to.source("Jain & Chlamtac 1985, P2").warmUp("50 trades");
    to.positive("size_q90", "0.9 quantile / median of trade sizes", "1");
    to.positive("size_q99", "0.99 quantile / median of trade sizes", "1");
    to.positive("size_last", "last trade's size / median of trade sizes", "1");
  }

  @Override
  public void onTrade(MarketFrame frame, long timeNs) {
    advance(timeNs);
    double size = (double) frame.quantity;
    windows.add(TRADES, 1);
    windows.add(VOLUME, size);
    windows.add(SQUARES, size * size);
    if (ninth.count() >= LEAST) {
      windows.add(JUDGED_VOLUME, size);
      if (size > ninth.value()) {
        windows.add(LARGE_VOLUME, size);
        windows.add(LARGE_BUYS, frame.sellerInitiated ? 0 : size);
      }
    }
    median.add(size);
    ninth.add(size);
    top.add(size);
    last = size;
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    int longest = windows.longest();
    double usual = windows.sum(longest, VOLUME) / windows.sum(longest, TRADES);
    for (int i = 0; i < windows.count(); i++) {
      double trades = windows.sum(i, TRADES);
      double volume = windows.sum(i, VOLUME);
      double mean = volume / trades;
      double squares = windows.sum(i, SQUARES);
      double large = windows.sum(i, LARGE_VOLUME);
      double buys = windows.sum(i, LARGE_BUYS);
      boolean traded = windows.warm(i) && trades > 0;
      out[at++] = trades > 0 ? ratio(longest, mean, usual) : Double.NaN;
      double variance = Math.max(0, squares / trades - mean * mean);
      out[at++] = traded ? Math.sqrt(variance) / mean : Double.NaN;
      out[at++] = traded ? Math.min(1, squares / (volume * volume)) : Double.NaN;
      out[at++] = Math.min(1, ratio(i, large, windows.sum(i, JUDGED_VOLUME)));
      out[at++] = windows.warm(i) ? balance(buys, large - buys) : Double.NaN;
    }
    boolean known = median.count() >= LEAST;
    out[at++] = known ? ninth.value() / median.value() : Double.NaN;
    out[at++] = known ? top.value() / median.value() : Double.NaN;
    out[at] = known ? last / median.value() : Double.NaN;
  }

  @Override
  void writeOwn(StateWriter out) {
    median.write(out);
    ninth.write(out);
    top.write(out);
    out.writeDouble(last);
  }

  @Override
  void readOwn(StateReader in) {
    median.read(in);
    ninth.read(in);
    top.read(in);
    last = in.readDouble();
  }
}
