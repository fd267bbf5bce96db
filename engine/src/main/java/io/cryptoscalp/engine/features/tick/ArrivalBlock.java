package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/** How trades are spread over time: waits between them, their regularity, bursts. */
public final class ArrivalBlock extends WindowedBlock {
  /** Key of the stored state. */
  public static final String NAME = "trade-arrival";

  private static final int TRADES = 0;
  private static final int WAITS = 1;
  private static final int WAITED = 2;
  private static final int WAITED_SQUARE = 3;
  private static final int TOGETHER = 4;

  private boolean traded;
  private long lastNs;

  /** Creates a block over windows of these lengths in s. */
  public ArrivalBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, 5);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("trade-arrival").inputs("trade").source("Engle & Russell 1998, durations");
    for (int i = 0; i < windows.count(); i++) {
      String w = suffix(i);
      to.warmUp(span(i) + ", a trade in the window and one before it");
      to.positive("wait_mean" + w, "mean time between trades", "s");
      to.positive("wait_deviation" + w, "standard deviation of the time between trades", "s");
      to.warmUp(span(i) + ", two trades of the window at different times");
      to.positive("wait_variation" + w, "deviation / mean of the time between trades", "1");
      to.warmUp(span(i) + ", a trade in the window and one before it");
      to.add("together_share" + w, "share of trades at the time of the one before", "1", 0, 1);
    }
    to.source("own definition");
    for (int i = 0; i < windows.longest(); i++) {
      to.warmUp("longest window, a trade in it");
      to.positive("burst" + suffix(i), "trades per second / those of the longest window", "1");
    }
    to.warmUp("longest window, trades in it at different times");
    to.positive("wait_now", "time since the last trade / mean wait of the longest window", "1");
  }

  @Override
  public void onTrade(MarketFrame frame, long timeNs) {
    advance(timeNs);
    windows.add(TRADES, 1);
    if (traded) {
      double wait = (windows.nowNs() - lastNs) / 1e9;
      windows.add(WAITS, 1);
      windows.add(WAITED, wait);
      windows.add(WAITED_SQUARE, wait * wait);
      windows.add(TOGETHER, wait == 0 ? 1 : 0);
    }
    traded = true;
    lastNs = windows.nowNs();
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    for (int i = 0; i < windows.count(); i++) {
      double waits = windows.sum(i, WAITS);
      double mean = ratio(i, windows.sum(i, WAITED), waits);
      // Rounding must not make a variance negative.
      double variance = Math.max(0, windows.sum(i, WAITED_SQUARE) / waits - mean * mean);
      double deviation = Math.sqrt(variance);
      out[at++] = mean;
      out[at++] = waits > 0 && windows.warm(i) ? deviation : Double.NaN;
      out[at++] = ratio(i, deviation, mean);
      out[at++] = ratio(i, windows.sum(i, TOGETHER), waits);
    }
    int longest = windows.longest();
    double rate = windows.sum(longest, TRADES) / windows.seconds(longest);
    for (int i = 0; i < longest; i++) {
      out[at++] = ratio(longest, windows.sum(i, TRADES) / windows.seconds(i), rate);
    }
    double waited = windows.sum(longest, WAITED);
    double since = (windows.nowNs() - lastNs) / 1e9;
    out[at] = ratio(longest, since * windows.sum(longest, WAITS), waited);
  }

  @Override
  void writeOwn(StateWriter out) {
    out.writeBoolean(traded);
    out.writeLong(lastNs);
  }

  @Override
  void readOwn(StateReader in) {
    traded = in.readBoolean();
    lastNs = in.readLong();
  }
}
