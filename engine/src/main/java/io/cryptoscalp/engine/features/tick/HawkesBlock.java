package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * Trades as self-exciting point processes.
 *
 * <p>The intensity a side adds under an exponential kernel of decay b is b * sum exp(-b (t - t_i))
 * over its trades, per second (Hawkes 1971; Bacry, Mastromatteo and Muzy, Hawkes processes in
 * finance, Market Microstructure and Liquidity 1, 2015, section 2); here with b = 10 and 0.5 a
 * second, each of kernel norm one, so the values are exponentially weighted trade rates. They are
 * shown relative to the plain rate of the longest window.
 *
 * <p>{@code branching_W} estimates the kernel norm without a fit from counts in seconds: 1 -
 * sqrt(mean / variance), 0 where the counts vary less than a Poisson process (Hardiman and
 * Bouchaud, Branching-ratio approximation for the self-exciting Hawkes process, Physical Review E
 * 90, 2014, equation 5). A second counts once it has ended.
 */
public final class HawkesBlock extends WindowedBlock {
  /** Key of the stored state. */
  public static final String NAME = "hawkes";

  static final double[] DECAYS = {10, 0.5};
  private static final String[] SPEEDS = {"fast", "slow"};
  private static final int BUYS = 0;
  private static final int SELLS = 1;
  private static final int BUY_COUNTS = 2;
  private static final int BUY_SQUARES = 3;
  private static final int SELL_COUNTS = 4;
  private static final int SELL_SQUARES = 5;
  private static final int SQUARES = 6;
  private static final int ENDED = 7;
  private static final int LEAST_SECONDS = 60;
  private static final long SECOND = 1_000_000_000L;

  private final double[] buy = new double[DECAYS.length];
  private final double[] sell = new double[DECAYS.length];
  private long lastNs;
  private boolean started;
  private long second;
  private double secondBuys;
  private double secondSells;

  /** Creates a block over windows of these lengths in s. */
  public HawkesBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, 8);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("hawkes").inputs("trade").source("Bacry, Mastromatteo & Muzy 2015, section 2");
    for (int i = 0; i < DECAYS.length; i++) {
      String speed = "_" + SPEEDS[i];
      String kernel = " with decay " + DECAYS[i] + "/s";
      to.warmUp("longest window, a trade in it");
      to.positive("hawkes_buy" + speed, "intensity of buys" + kernel + " / mean trade rate", "1");
      to.positive("hawkes_sell" + speed, "intensity of sells" + kernel + " / mean trade rate", "1");
      to.warmUp("first trade");
      to.add("hawkes_imbalance" + speed, "(buys - sells) / intensity" + kernel, "1", -1, 1);
    }
    to.positive("hawkes_acceleration", "fast intensity / slow intensity of all trades", "1");
    to.source("Hardiman & Bouchaud 2014, equation 5");
    for (int i = 0; i < windows.count(); i++) {
      if (windows.seconds(i) >= LEAST_SECONDS) {
        String w = suffix(i);
        to.warmUp(span(i) + ", a trade of those kinds in a second that has ended");
        to.add("branching" + w, "branching ratio of all trades", "1", 0, 1);
        to.add("branching_buy" + w, "branching ratio of buys", "1", 0, 1);
        to.add("branching_sell" + w, "branching ratio of sells", "1", 0, 1);
      }
    }
  }

  @Override
  public void advance(long timeNs) {
    if (timeNs <= windows.nowNs()) {
      return;
    }
    long next = Math.floorDiv(timeNs, SECOND);
    if (started && next != second) {
      // The second counts at its end, and empty ones as they pass; those of a long gap need not.
      long from = second + 1;
      super.advance(from * SECOND);
      endSecond();
      long shortcut = next - windows.seconds(windows.longest()) - 1;
      for (from = Math.max(from + 1, shortcut); from <= next; from++) {
        super.advance(from * SECOND);
        windows.add(ENDED, 1);
      }
    }
    started = true;
    second = next;
    super.advance(timeNs);
  }

  private void endSecond() {
    double all = secondBuys + secondSells;
    windows.add(BUY_COUNTS, secondBuys);
    windows.add(BUY_SQUARES, secondBuys * secondBuys);
    windows.add(SELL_COUNTS, secondSells);
    windows.add(SELL_SQUARES, secondSells * secondSells);
    windows.add(SQUARES, all * all);
    windows.add(ENDED, 1);
    secondBuys = 0;
    secondSells = 0;
  }

  @Override
  public void onTrade(MarketFrame frame, long timeNs) {
    advance(timeNs);
    double since = (windows.nowNs() - lastNs) / 1e9;
    for (int i = 0; i < DECAYS.length; i++) {
      double faded = since == 0 ? 1 : StrictMath.exp(-DECAYS[i] * since);
      buy[i] = buy[i] * faded + (frame.sellerInitiated ? 0 : 1);
      sell[i] = sell[i] * faded + (frame.sellerInitiated ? 1 : 0);
    }
    lastNs = windows.nowNs();
    if (frame.sellerInitiated) {
      windows.add(SELLS, 1);
      secondSells++;
    } else {
      windows.add(BUYS, 1);
      secondBuys++;
    }
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    int longest = windows.longest();
    double trades = windows.sum(longest, BUYS) + windows.sum(longest, SELLS);
    double rate = trades / windows.seconds(longest);
    double since = (windows.nowNs() - lastNs) / 1e9;
    for (int i = 0; i < DECAYS.length; i++) {
      double unit = DECAYS[i] * StrictMath.exp(-DECAYS[i] * since);
      out[at++] = ratio(longest, buy[i] * unit, rate);
      out[at++] = ratio(longest, sell[i] * unit, rate);
      // The common factor of the time since then cancels.
      out[at++] = balance(buy[i], sell[i]);
    }
    double slow = (buy[1] + sell[1]) * DECAYS[1];
    double fading = StrictMath.exp(-(DECAYS[0] - DECAYS[1]) * since);
    out[at++] = slow > 0 ? (buy[0] + sell[0]) * DECAYS[0] * fading / slow : Double.NaN;
    for (int i = 0; i < windows.count(); i++) {
      if (windows.seconds(i) >= LEAST_SECONDS) {
        double buys = windows.sum(i, BUY_COUNTS);
        double sells = windows.sum(i, SELL_COUNTS);
        out[at++] = branching(i, buys + sells, windows.sum(i, SQUARES));
        out[at++] = branching(i, buys, windows.sum(i, BUY_SQUARES));
        out[at++] = branching(i, sells, windows.sum(i, SELL_SQUARES));
      }
    }
  }

  private double branching(int window, double counted, double squares) {
    double n = windows.sum(window, ENDED);
    if (!windows.warm(window) || counted <= 0) {
      return Double.NaN;
    }
    double mean = counted / n;
    double variance = squares / n - mean * mean;
    return variance > mean ? 1 - Math.sqrt(mean / variance) : 0;
  }

  @Override
  void writeOwn(StateWriter out) {
    out.writeDoubles(buy, buy.length);
    out.writeDoubles(sell, sell.length);
    out.writeLong(lastNs);
    out.writeBoolean(started);
    out.writeLong(second);
    out.writeDouble(secondBuys);
    out.writeDouble(secondSells);
  }

  @Override
  void readOwn(StateReader in) {
    in.readDoubles(buy, "tick");
    in.readDoubles(sell, "tick");
    lastNs = in.readLong();
    started = in.readBoolean();
    second = in.readLong();
    secondBuys = in.readDouble();
    secondSells = in.readDouble();
  }
}
