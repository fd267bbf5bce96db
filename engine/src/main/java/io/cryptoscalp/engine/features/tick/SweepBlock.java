package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * Hints of sweeps through the book and of hidden quantity at the touch.
 *
 * <p>A chain is a run of trades of one taker side, each within 50 ms of the chain's first and none
 * at a price better for the taker than the one before; at its third price it is a sweep, which
 * counts once, with the chain's volume up to then and all that it adds. How far the chain went is
 * |last - first price|.
 *
 * <p>An iceberg hint: at the best price of a side, takers have traded more than was ever displayed
 * there since the price became the best, and a quote shows that price still stands (Hautsch and
 * Huang, On the dark side of the market, 2012; a hint, as new orders refill a level too). It counts
 * once per stay of a price; the ratio is traded / largest displayed of the present stay.
 */
public final class SweepBlock extends WindowedBlock {
  /** Key of the stored state. */
  public static final String NAME = "sweep";

  /** Longest time from first to last trade of a chain, ns. */
  static final long CHAIN_NS = 50_000_000L;

  /** Prices that make a chain a sweep. */
  static final int PRICES = 3;

  private static final int BUYS = 0;
  private static final int SELLS = 1;
  private static final int SWEPT = 2;
  private static final int VOLUME = 3;
  private static final int BID_HINTS = 4;
  private static final int ASK_HINTS = 5;

  private boolean chained;
  private boolean buying;
  private long firstNs;
  private long firstPrice;
  private long lastPrice;
  private int prices;
  private double chainVolume;
  private boolean swept;
  private long sweptNs;
  private double reachBps;
  private final Standing bid = new Standing();
  private final Standing ask = new Standing();

  /** Creates a block over windows of these lengths in s. */
  public SweepBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, 6);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("sweep").source("own definition");
    for (int i = 0; i < windows.count(); i++) {
      String w = suffix(i);
      to.inputs("trade").warmUp(span(i));
      to.positive("sweep_rate" + w, "chains of trades through 3 prices per second", "1/s");
      to.warmUp(span(i) + ", a sweep in the window");
      to.add("sweep_imbalance" + w, "(buying - selling sweeps) / both", "1", -1, 1);
      to.warmUp(span(i) + ", a trade in the window");
      to.positive("sweep_share" + w, "volume of sweeps / volume", "1");
      to.inputs("trade, quote").source("Hautsch & Huang 2012").warmUp(span(i));
      to.positive("iceberg_rate" + w, "prices traded beyond what they showed per second", "1/s");
      to.warmUp(span(i) + ", an iceberg hint in the window");
      to.add("iceberg_imbalance" + w, "(bid - ask hints) / both", "1", -1, 1);
      to.source("own definition");
    }
    to.inputs("trade").warmUp("first sweep");
    to.positive("sweep_age", "time since the last sweep's last trade", "s");
    to.free("sweep_reach", "last - first price of the last sweep / first", "bps");
    to.inputs("trade, quote").warmUp("first sound quote");
    to.positive("iceberg_bid", "sold into the best bid / largest quantity shown there", "1");
    to.positive("iceberg_ask", "bought from the best ask / largest quantity shown there", "1");
  }

  @Override
  public void onTrade(MarketFrame frame, long timeNs) {
    advance(timeNs);
    boolean buys = !frame.sellerInitiated;
    double quantity = (double) frame.quantity;
    windows.add(VOLUME, quantity);
    (buys ? ask : bid).trade(frame.price, quantity);
    boolean worse = buys ? frame.price >= lastPrice : frame.price <= lastPrice;
    long now = windows.nowNs();
    if (chained && buys == buying && worse && now - firstNs <= CHAIN_NS) {
      prices += frame.price == lastPrice ? 0 : 1;
      chainVolume += quantity;
    } else {
      chained = true;
      buying = buys;
      firstNs = now;
      firstPrice = frame.price;
      prices = 1;
      chainVolume = quantity;
    }
    boolean another = frame.price != lastPrice;
    lastPrice = frame.price;
    if (prices < PRICES) {
      return;
    }
    if (prices == PRICES && another) {
      windows.add(buys ? BUYS : SELLS, 1);
      windows.add(SWEPT, chainVolume);
    } else {
      windows.add(SWEPT, quantity);
    }
    swept = true;
    sweptNs = now;
    reachBps = ((double) lastPrice - firstPrice) / firstPrice * 1e4;
  }

  @Override
  public void onQuote(long newBid, long bidShown, long newAsk, long askShown, long timeNs) {
    advance(timeNs);
    if (newBid <= 0 || newAsk <= newBid || bidShown <= 0 || askShown <= 0) {
      bid.clear();
      ask.clear();
      return;
    }
    windows.add(BID_HINTS, bid.quote(newBid, bidShown) ? 1 : 0);
    windows.add(ASK_HINTS, ask.quote(newAsk, askShown) ? 1 : 0);
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    for (int i = 0; i < windows.count(); i++) {
      boolean warm = windows.warm(i);
      double buys = windows.sum(i, BUYS);
      double sells = windows.sum(i, SELLS);
      double bids = windows.sum(i, BID_HINTS);
      double asks = windows.sum(i, ASK_HINTS);
      out[at++] = warm ? (buys + sells) / windows.seconds(i) : Double.NaN;
      out[at++] = warm ? balance(buys, sells) : Double.NaN;
      out[at++] = ratio(i, windows.sum(i, SWEPT), windows.sum(i, VOLUME));
      out[at++] = warm ? (bids + asks) / windows.seconds(i) : Double.NaN;
      out[at++] = warm ? balance(bids, asks) : Double.NaN;
    }
    out[at++] = swept ? (windows.nowNs() - sweptNs) / 1e9 : Double.NaN;
    out[at++] = swept ? reachBps : Double.NaN;
    out[at++] = bid.ratio();
    out[at] = ask.ratio();
  }

  @Override
  void writeOwn(StateWriter out) {
    out.writeBoolean(chained);
    out.writeBoolean(buying);
    out.writeLong(firstNs);
    out.writeLong(firstPrice);
    out.writeLong(lastPrice);
    out.writeInt(prices);
    out.writeDouble(chainVolume);
    out.writeBoolean(swept);
    out.writeLong(sweptNs);
    out.writeDouble(reachBps);
    bid.write(out);
    ask.write(out);
  }

  @Override
  void readOwn(StateReader in) {
    chained = in.readBoolean();
    buying = in.readBoolean();
    firstNs = in.readLong();
    firstPrice = in.readLong();
    lastPrice = in.readLong();
    prices = in.readInt();
    chainVolume = in.readDouble();
    swept = in.readBoolean();
    sweptNs = in.readLong();
    reachBps = in.readDouble();
    bid.read(in);
    ask.read(in);
  }
}
