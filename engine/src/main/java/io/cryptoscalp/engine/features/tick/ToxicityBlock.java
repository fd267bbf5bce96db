package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * One-sidedness of flow by the clock and the bounce of trade prices.
 *
 * <p>{@code vpin_time_W} is sum |buys - sells| / sum volume over the window's seconds that have
 * ended: VPIN (Easley, López de Prado and O'Hara 2012) with buckets of time for those of volume, as
 * Andersen and Bondarenko (VPIN and the flash crash, Journal of Financial Markets 17, 2014) compare
 * it. {@code roll_trade_W} is 2 sqrt(-c), c the mean product of neighbouring returns of trade
 * prices in the window, 0 where c is positive (Roll 1984; the mean return of a trade is taken as
 * 0).
 */
public final class ToxicityBlock extends WindowedBlock {
  /** Key of the stored state. */
  public static final String NAME = "toxicity";

  private static final int LEAST_SECONDS = 10;
  private static final int ONE_SIDED = 0;
  private static final int VOLUME = 1;
  private static final int PRODUCTS = 2;
  private static final int PAIRS = 3;
  private static final int SQUARES = 4;
  private static final long SECOND = 1_000_000_000L;

  private boolean started;
  private long second;
  private double net;
  private double volume;
  private long lastPrice;
  private double lastReturn = Double.NaN;

  /** Creates a block over windows of these lengths in s. */
  public ToxicityBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, 5);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("toxicity").inputs("trade");
    for (int i = 0; i < windows.count(); i++) {
      String w = suffix(i);
      if (windows.seconds(i) >= LEAST_SECONDS) {
        to.source("Easley, López de Prado & O'Hara 2012; Andersen & Bondarenko 2014");
        to.warmUp(span(i) + ", a trade in a second of the window that has ended");
        to.add("vpin_time" + w, "sum |buys - sells| / volume over seconds", "1", 0, 1);
      }
      to.source("Roll 1984").warmUp(span(i) + ", a trade in the window and two before it");
      to.positive("roll_trade" + w, "2 root(-mean product of neighbouring trade returns)", "bps");
      to.warmUp(span(i) + ", a trade at a new price in the window and two before it");
      to.free("bounce" + w, "sum of products of neighbouring trade returns / of squares", "1");
    }
  }

  @Override
  public void advance(long timeNs) {
    if (timeNs <= windows.nowNs()) {
      return;
    }
    long next = Math.floorDiv(timeNs, SECOND);
    if (started && next != second && volume > 0) {
      // A second counts at its end.
      super.advance((second + 1) * SECOND);
      windows.add(ONE_SIDED, Math.abs(net));
      windows.add(VOLUME, volume);
      net = 0;
      volume = 0;
    }
    started = true;
    second = next;
    super.advance(timeNs);
  }

  @Override
  public void onTrade(MarketFrame frame, long timeNs) {
    advance(timeNs);
    double quantity = (double) frame.quantity;
    net += frame.sellerInitiated ? -quantity : quantity;
    volume += quantity;
    if (lastPrice > 0) {
      double change = ((double) frame.price - lastPrice) / lastPrice * 1e4;
      if (!Double.isNaN(lastReturn)) {
        windows.add(PAIRS, 1);
        windows.add(PRODUCTS, change * lastReturn);
        windows.add(SQUARES, change * change);
      }
      lastReturn = change;
    }
    lastPrice = frame.price;
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    for (int i = 0; i < windows.count(); i++) {
      if (windows.seconds(i) >= LEAST_SECONDS) {
        out[at++] = Math.min(1, ratio(i, windows.sum(i, ONE_SIDED), windows.sum(i, VOLUME)));
      }
      double products = windows.sum(i, PRODUCTS);
      out[at++] = 2 * Math.sqrt(Math.max(0, ratio(i, -products, windows.sum(i, PAIRS))));
      out[at++] = ratio(i, products, windows.sum(i, SQUARES));
    }
  }

  @Override
  void writeOwn(StateWriter out) {
    out.writeBoolean(started);
    out.writeLong(second);
    out.writeDouble(net);
    out.writeDouble(volume);
    out.writeLong(lastPrice);
    out.writeDouble(lastReturn);
  }

  @Override
  void readOwn(StateReader in) {
    started = in.readBoolean();
    second = in.readLong();
    net = in.readDouble();
    volume = in.readDouble();
    lastPrice = in.readLong();
    lastReturn = in.readDouble();
  }
}
