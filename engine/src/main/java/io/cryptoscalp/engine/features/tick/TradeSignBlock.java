package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * The signs of trades, +1 for a buying taker and -1 for a selling one: their balance, memory and
 * runs.
 */
public final class TradeSignBlock extends WindowedBlock {
  /** Key of the stored state. */
  public static final String NAME = "trade-sign";

  private static final int TRADES = 0;
  private static final int BUYS = 1;
  private static final int PAIRS_1 = 2;
  private static final int PRODUCTS_1 = 3;
  private static final int PAIRS_5 = 4;
  private static final int PRODUCTS_5 = 5;
  private static final int CHANGES = 6;
  private static final int UPS = 7;
  private static final int DOWNS = 8;
  private static final int VOLUME = 9;
  private static final int LAG = 5;

  private final int[] signs = new int[LAG];
  private long seen;
  private long lastPrice;
  private double runLength;
  private double runVolume;

  /** Creates a block over windows of these lengths in s. */
  public TradeSignBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, 10);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("trade-sign").inputs("trade");
    for (int i = 0; i < windows.count(); i++) {
      String w = suffix(i);
      to.source("Chordia, Roll & Subrahmanyam 2002").warmUp(span(i) + ", a trade in the window");
      to.add("count_imbalance" + w, "(buys - sells) / trades, in number", "1", -1, 1);
      to.source("Lillo & Farmer 2004").warmUp(span(i) + ", a second trade");
      to.add("sign_product_1" + w, "mean of a trade's sign * the previous one's", "1", -1, 1);
      to.warmUp(span(i) + ", a sixth trade");
      to.add("sign_product_5" + w, "mean of a trade's sign * the fifth before it", "1", -1, 1);
      to.source("Wald & Wolfowitz 1940").warmUp(span(i) + ", a change of side in the window");
      to.positive("run_mean" + w, "trades / changes of the taker's side", "trades");
      to.warmUp(span(i) + ", 10 trades of both sides in the window");
      to.free("runs_z" + w, "(runs - their mean) / deviation if signs were in random order", "1");
      to.source("Lee & Ready 1991, tick test").warmUp(span(i) + ", a trade at another price");
      to.add("uptick_imbalance" + w, "(upticks - downticks) / both", "1", -1, 1);
    }
    to.source("own definition").warmUp("first trade");
    to.free("run_length", "trades of the current run, negative when selling", "trades");
    to.warmUp("longest window, a trade in it");
    to.free(
        "run_volume",
        "quantity of the current run / mean quantity of the longest window's trades, signed",
        "mean trades");
  }

  @Override
  public void onTrade(MarketFrame frame, long timeNs) {
    advance(timeNs);
    int sign = frame.sellerInitiated ? -1 : 1;
    windows.add(TRADES, 1);
    windows.add(VOLUME, (double) frame.quantity);
    windows.add(BUYS, sign > 0 ? 1 : 0);
    if (seen >= LAG) {
      windows.add(PAIRS_5, 1);
      windows.add(PRODUCTS_5, sign * signs[(int) (seen % LAG)]);
    }
    if (seen > 0) {
      int previous = signs[(int) ((seen - 1) % LAG)];
      windows.add(PAIRS_1, 1);
      windows.add(PRODUCTS_1, sign * previous);
      windows.add(CHANGES, previous == sign ? 0 : 1);
      windows.add(UPS, frame.price > lastPrice ? 1 : 0);
      windows.add(DOWNS, frame.price < lastPrice ? 1 : 0);
      if (previous != sign) {
        runLength = 0;
        runVolume = 0;
      }
    }
    runLength += sign;
    runVolume += (double) sign * frame.quantity;
    signs[(int) (seen % LAG)] = sign;
    seen++;
    lastPrice = frame.price;
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    for (int i = 0; i < windows.count(); i++) {
      double trades = windows.sum(i, TRADES);
      double buys = windows.sum(i, BUYS);
      double changes = windows.sum(i, CHANGES);
      double ups = windows.sum(i, UPS);
      double downs = windows.sum(i, DOWNS);
      out[at++] = ratio(i, 2 * buys - trades, trades);
      out[at++] = ratio(i, windows.sum(i, PRODUCTS_1), windows.sum(i, PAIRS_1));
      out[at++] = ratio(i, windows.sum(i, PRODUCTS_5), windows.sum(i, PAIRS_5));
      out[at++] = ratio(i, trades, changes);
      out[at++] = windows.warm(i) ? runsScore(buys, trades - buys, changes + 1) : Double.NaN;
      out[at++] = ratio(i, ups - downs, ups + downs);
    }
    out[at++] = seen > 0 ? runLength : Double.NaN;
    int longest = windows.longest();
    out[at] =
        ratio(longest, runVolume * windows.sum(longest, TRADES), windows.sum(longest, VOLUME));
  }

  private static double runsScore(double buys, double sells, double runs) {
    double trades = buys + sells;
    if (trades < 10 || buys <= 0 || sells <= 0) {
      return Double.NaN;
    }
    double mean = 2 * buys * sells / trades + 1;
    double variance = (mean - 1) * (mean - 2) / (trades - 1);
    return variance > 0 ? (runs - mean) / Math.sqrt(variance) : Double.NaN;
  }

  @Override
  void writeOwn(StateWriter out) {
    for (int sign : signs) {
      out.writeInt(sign);
    }
    out.writeLong(seen);
    out.writeLong(lastPrice);
    out.writeDouble(runLength);
    out.writeDouble(runVolume);
  }

  @Override
  void readOwn(StateReader in) {
    for (int i = 0; i < LAG; i++) {
      signs[i] = in.readInt();
    }
    seen = in.readLong();
    lastPrice = in.readLong();
    runLength = in.readDouble();
    runVolume = in.readDouble();
  }
}
