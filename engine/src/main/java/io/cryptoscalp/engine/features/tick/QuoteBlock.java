package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * How busy the quotes are: updates of the touch, moves of the mid, levels taken away, all against
 * each other and against trades. Depth diffs do not tell cancels from fills, so removals stand for
 * cancels.
 */
public final class QuoteBlock extends WindowedBlock {
  /** Key of the stored state. */
  public static final String NAME = "quote-activity";

  private static final int QUOTES = 0;
  private static final int BID_MOVES = 1;
  private static final int ASK_MOVES = 2;
  private static final int MID_UPS = 3;
  private static final int MID_DOWNS = 4;
  private static final int IMBALANCE = 5;
  private static final int TRADES = 6;
  private static final int BID_REMOVED = 7;
  private static final int ASK_REMOVED = 8;
  private static final int KNOWN = 9;

  private final Touch touch = new Touch();

  /** Creates a block over windows of these lengths in s. */
  public QuoteBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, 10);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("quote-activity");
    for (int i = 0; i < windows.count(); i++) {
      String w = suffix(i);
      to.source("own definition").inputs("quote").warmUp(span(i));
      to.positive("quote_rate" + w, "quotes with a sound touch per second", "1/s");
      to.warmUp(span(i) + ", two sound quotes");
      to.add("touch_move_share" + w, "share of quotes that move bid or ask, halves", "1", 0, 1);
      to.add("mid_direction" + w, "(mid ups - downs) / both", "1", -1, 1);
      to.source("Gould & Bonart 2016");
      to.warmUp(span(i) + ", a sound quote in the window");
      to.add("queue_imbalance" + w, "mean of (bid - ask) / sum at the touch", "1", -1, 1);
      to.source("Hendershott, Jones & Menkveld 2011").inputs("quote, trade");
      to.warmUp(span(i) + ", a trade in the window");
      to.positive("quote_to_trade" + w, "quotes with a sound touch / trades", "1");
      to.source("own definition").inputs("depth").warmUp(span(i));
      to.positive("cancel_rate" + w, "levels removed per second", "1/s");
      to.warmUp(span(i) + ", a removed level in the window");
      to.add("cancel_imbalance" + w, "(bid - ask levels removed) / both", "1", -1, 1);
    }
  }

  @Override
  public void onQuote(long bid, long bidQuantity, long ask, long askQuantity, long timeNs) {
    advance(timeNs);
    long oldBid = touch.bid;
    long oldAsk = touch.ask;
    double before = touch.mid();
    touch.set(bid, bidQuantity, ask, askQuantity);
    if (!touch.known()) {
      return;
    }
    windows.add(QUOTES, 1);
    windows.add(
        IMBALANCE, ((double) bidQuantity - askQuantity) / ((double) bidQuantity + askQuantity));
    if (!Double.isNaN(before)) {
      windows.add(KNOWN, 1);
      windows.add(BID_MOVES, bid == oldBid ? 0 : 1);
      windows.add(ASK_MOVES, ask == oldAsk ? 0 : 1);
      windows.add(MID_UPS, touch.mid() > before ? 1 : 0);
      windows.add(MID_DOWNS, touch.mid() < before ? 1 : 0);
    }
  }

  @Override
  public void onTrade(MarketFrame frame, long timeNs) {
    advance(timeNs);
    windows.add(TRADES, 1);
  }

  @Override
  public void onDepth(OrderBook book, MarketFrame frame, long timeNs) {
    advance(timeNs);
    if (frame.kind != FrameKind.DEPTH_DIFF) {
      return;
    }
    int bids = 0;
    for (int i = 0; i < frame.bidCount; i++) {
      bids += frame.bidQuantities[i] == 0 ? 1 : 0;
    }
    int asks = 0;
    for (int i = 0; i < frame.askCount; i++) {
      asks += frame.askQuantities[i] == 0 ? 1 : 0;
    }
    windows.add(BID_REMOVED, bids);
    windows.add(ASK_REMOVED, asks);
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    for (int i = 0; i < windows.count(); i++) {
      double quotes = windows.sum(i, QUOTES);
      double known = windows.sum(i, KNOWN);
      double bids = windows.sum(i, BID_REMOVED);
      double asks = windows.sum(i, ASK_REMOVED);
      boolean warm = windows.warm(i);
      double ups = windows.sum(i, MID_UPS);
      double downs = windows.sum(i, MID_DOWNS);
      out[at++] = warm ? quotes / windows.seconds(i) : Double.NaN;
      double moves = windows.sum(i, BID_MOVES) + windows.sum(i, ASK_MOVES);
      out[at++] = ratio(i, moves / 2, known);
      out[at++] = warm ? balance(ups, downs) : Double.NaN;
      out[at++] = Math.max(-1, Math.min(1, ratio(i, windows.sum(i, IMBALANCE), quotes)));
      out[at++] = ratio(i, quotes, windows.sum(i, TRADES));
      out[at++] = warm ? (bids + asks) / windows.seconds(i) : Double.NaN;
      out[at++] = warm ? balance(bids, asks) : Double.NaN;
    }
  }

  @Override
  void writeOwn(StateWriter out) {
    touch.write(out);
  }

  @Override
  void readOwn(StateReader in) {
    touch.read(in);
  }
}
