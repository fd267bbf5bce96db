package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;
import java.util.List;

/**
 * Order-flow imbalance of each of the best ten levels, and of all of them in one number.
 *
 * <p>The flow of level m between two books is that of Cont, Kukanov and Stoikov (2014, section 2)
 * applied to the m-th level. {@code ofi_at_lM_W} is its sum over the window divided by the mean
 * quantity of a level, averaged over ten levels, both sides and the window's books (Cont, Cucuringu
 * and Zhang, Cross-impact of order flow imbalance in equity markets, Quantitative Finance 23, 2023,
 * section 2.1). {@code ofi_integrated_W} projects the ten of them on the first principal component
 * of the flows of one second, whose weights sum to one in absolute value (there section 2.2): the
 * covariance is exponentially weighted over 1,800 s with a depth message, the component follows by
 * four power iterations each such second. A book that is empty on a side or crossed breaks the
 * chain: the next sound one has no flow.
 */
public final class OrderFlowBlock extends WindowedBlock {
  /** Key of the stored state. */
  public static final String NAME = "order-flow";

  static final int LEVELS = 10;
  private static final int[] SHOWN = {1, 2, 3, 4, 5, 10};
  private static final int QUANTITY = LEVELS;
  private static final int BOOKS = LEVELS + 1;
  private static final long SECOND = 1_000_000_000L;

  private final long[] bidPrices = new long[LEVELS];
  private final long[] bidQuantities = new long[LEVELS];
  private final long[] askPrices = new long[LEVELS];
  private final long[] askQuantities = new long[LEVELS];
  private int bids;
  private int asks;
  private final double[] slotFlow = new double[LEVELS];
  private long slot = Long.MIN_VALUE;
  private boolean slotUsed;
  private final PrincipalFlow principal = new PrincipalFlow(LEVELS);

  /** Creates a block over windows of these lengths in s. */
  public OrderFlowBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, LEVELS + 2);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("order-flow").inputs("depth").source("Cont, Cucuringu & Zhang 2023, section 2.1");
    for (int i = 0; i < windows.count(); i++) {
      to.warmUp(span(i) + ", a sound book in the window");
      for (int level : SHOWN) {
        to.free(
            "ofi_at_l" + level + suffix(i),
            "order-flow imbalance of level " + level + " / mean quantity of a level",
            "mean level quantities");
      }
    }
    to.source("Cont, Cucuringu & Zhang 2023, section 2.2");
    for (int i = 0; i < windows.count(); i++) {
      to.warmUp(span(i) + ", 60 seconds with a flow, a sound book in the window");
      to.free(
          "ofi_integrated" + suffix(i),
          "imbalances of 10 levels projected on their first principal component",
          "mean level quantities");
    }
    to.warmUp("60 seconds with a flow");
    to.add(
        "ofi_component_share",
        "share of the variance of 10 levels' flows in the first principal component",
        "1",
        0,
        1);
  }

  @Override
  public void advance(long timeNs) {
    super.advance(timeNs);
    long next = Math.floorDiv(windows.nowNs(), SECOND);
    if (next != slot) {
      if (slotUsed) {
        principal.add(slotFlow);
        Arrays.fill(slotFlow, 0);
        slotUsed = false;
      }
      slot = next;
    }
  }

  @Override
  public void onDepth(OrderBook book, MarketFrame frame, long timeNs) {
    advance(timeNs);
    if (!book.isTwoSided() || book.isCrossed()) {
      bids = 0;
      asks = 0;
      return;
    }
    boolean chained = frame.kind == FrameKind.DEPTH_DIFF && bids > 0;
    int bidLevels = Math.min(LEVELS, book.bidCount());
    int askLevels = Math.min(LEVELS, book.askCount());
    double quantity = 0;
    for (int i = 0; i < LEVELS; i++) {
      // Sums as doubles: two quantities near the end of the range do not fit into a long.
      double flow = 0;
      if (i < bidLevels) {
        long price = book.bidPrice(i);
        long size = book.bidQuantity(i);
        if (i < bids) {
          flow +=
              (price >= bidPrices[i] ? size : 0d) - (price <= bidPrices[i] ? bidQuantities[i] : 0);
        }
        bidPrices[i] = price;
        bidQuantities[i] = size;
        quantity += size;
      }
      if (i < askLevels) {
        long price = book.askPrice(i);
        long size = book.askQuantity(i);
        if (i < asks) {
          flow +=
              (price >= askPrices[i] ? askQuantities[i] : 0d) - (price <= askPrices[i] ? size : 0);
        }
        askPrices[i] = price;
        askQuantities[i] = size;
        quantity += size;
      }
      if (chained) {
        windows.add(i, flow);
        slotFlow[i] += flow;
      }
    }
    slotUsed |= chained;
    bids = bidLevels;
    asks = askLevels;
    windows.add(QUANTITY, quantity / (2 * LEVELS));
    windows.add(BOOKS, 1);
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    for (int i = 0; i < windows.count(); i++) {
      double unit = unit(i);
      for (int level : SHOWN) {
        out[at++] = ratio(i, windows.sum(i, level - 1), unit);
      }
    }
    for (int i = 0; i < windows.count(); i++) {
      double projected = 0;
      for (int level = 0; level < LEVELS; level++) {
        projected += principal.weight(level) * windows.sum(i, level);
      }
      out[at++] = principal.warm() ? ratio(i, projected, unit(i)) : Double.NaN;
    }
    out[at] = principal.warm() ? principal.share() : Double.NaN;
  }

  /** Mean quantity of a level over the window's books, 0 without one. */
  private double unit(int window) {
    double books = windows.sum(window, BOOKS);
    return books > 0 ? windows.sum(window, QUANTITY) / books : 0;
  }

  @Override
  void writeOwn(StateWriter out) {
    out.writeLongs(bidPrices, bids);
    out.writeLongs(bidQuantities, bids);
    out.writeLongs(askPrices, asks);
    out.writeLongs(askQuantities, asks);
    out.writeDoubles(slotFlow, LEVELS);
    out.writeLong(slot);
    out.writeBoolean(slotUsed);
    principal.write(out);
  }

  @Override
  void readOwn(StateReader in) {
    bids = in.readLongs(bidPrices, "tick");
    in.readLongs(bidQuantities, "tick");
    asks = in.readLongs(askPrices, "tick");
    in.readLongs(askQuantities, "tick");
    in.readDoubles(slotFlow, "tick");
    slot = in.readLong();
    slotUsed = in.readBoolean();
    principal.read(in);
  }
}
