package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * The shape of the best ten levels: where the quantity lies, how steep and how bent it rises, and
 * the prices it points to. All of it is of the book as it stands; one that is empty on a side or
 * crossed makes it invalid until the next sound one.
 */
public final class BookShapeBlock extends WindowedBlock {
  /** Key of the stored state. */
  public static final String NAME = "book-shape";

  static final int LEVELS = 10;
  private static final int[] IMBALANCES = {2, 3};
  private static final int[] MICROPRICES = {2, 5, 10};
  private static final int BOOKS = 0;
  private static final int TILT = 1;

  private final BookSide bids = new BookSide(LEVELS);
  private final BookSide asks = new BookSide(LEVELS);

  /** Creates a block over windows of these lengths in s. */
  public BookShapeBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, 2);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("book-shape").inputs("depth").warmUp("first two-sided book");
    for (int levels : IMBALANCES) {
      to.source("Cao, Hansch & Wang 2009");
      to.add("imbalance_l" + levels, "(bid - ask) / sum, best " + levels + " levels", "1", -1, 1);
    }
    for (int levels : MICROPRICES) {
      String of = "best " + levels + " levels";
      to.source("Gatheral & Oomen 2010, weighted mid");
      to.free("micro_sum_l" + levels, "mid weighted by summed quantities of the " + of, "bps");
      to.source("Cartea, Jaimungal & Penalva 2015, section 3.1");
      to.free(
          "micro_vwap_l" + levels,
          "mean of both sides' volume-weighted prices, weighted by the other side, of the " + of,
          "bps");
    }
    side(to, "bid");
    side(to, "ask");
    to.source("own definition").warmUp("first book of two levels a side");
    to.free("book_centre_tilt", "ask centre - bid centre", "bps");
    for (int i = 0; i < windows.count(); i++) {
      to.warmUp(span(i) + ", a sound book in the window");
      to.add(
          "imbalance_mean_l10" + suffix(i),
          "mean of (bid - ask) / sum over 10 levels over the window's books",
          "1",
          -1,
          1);
    }
  }

  private static void side(TickDeclarations to, String side) {
    to.warmUp("first two-sided book").source("own definition");
    to.add("top_share_" + side, "quantity of the best level / that of 10", "1", 0, 1);
    to.positive("book_centre_" + side, "mean distance of the quantity from the mid", "bps");
    to.source("Herfindahl index");
    to.add("book_herfindahl_" + side, "sum of squared shares of 10 levels", "1", 0, 1);
    to.source("Biais, Hillion & Spatt 1995").warmUp("first book of two levels a side");
    to.positive("gap_" + side, "distance of the second level from the best", "bps");
    to.positive("gap_mean_" + side, "mean distance between neighbouring levels", "bps");
    to.source("Naes & Skjeltorp 2006").warmUp("first two-sided book");
    to.positive(
        "slope_share_" + side,
        "least-squares share of 10 levels' quantity per bp from the mid, through the origin",
        "1/bp");
    to.source("own definition").warmUp("first book of three levels a side");
    to.free(
        "convexity_" + side,
        "quadratic term of cumulative share on distance / the farthest distance",
        "1");
  }

  @Override
  public void onDepth(OrderBook book, MarketFrame frame, long timeNs) {
    advance(timeNs);
    if (!book.isTwoSided() || book.isCrossed()) {
      bids.clear();
      asks.clear();
      return;
    }
    bids.takeBids(book);
    asks.takeAsks(book);
    double bid = bids.total(LEVELS);
    double ask = asks.total(LEVELS);
    windows.add(BOOKS, 1);
    windows.add(TILT, (bid - ask) / (bid + ask));
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    boolean known = bids.count() > 0;
    double mid = (bids.price(0) + asks.price(0)) / 2;
    for (int levels : IMBALANCES) {
      out[at++] = known ? balance(bids.total(levels), asks.total(levels)) : Double.NaN;
    }
    for (int levels : MICROPRICES) {
      double bid = bids.total(levels);
      double ask = asks.total(levels);
      double halfSpread = (asks.price(0) - bids.price(0)) / 2;
      out[at++] = known ? halfSpread * (bid - ask) / (bid + ask) / mid * 1e4 : Double.NaN;
      double low = mid - bids.distance(mid, levels);
      double high = mid + asks.distance(mid, levels);
      double weighted = (low * ask + high * bid) / (bid + ask);
      out[at++] = known ? (weighted - mid) / mid * 1e4 : Double.NaN;
    }
    at = side(out, at, bids, mid);
    at = side(out, at, asks, mid);
    boolean deep = bids.count() > 1 && asks.count() > 1;
    double tilt = asks.distance(mid, LEVELS) - bids.distance(mid, LEVELS);
    out[at++] = deep ? tilt / mid * 1e4 : Double.NaN;
    for (int i = 0; i < windows.count(); i++) {
      out[at++] = Math.max(-1, Math.min(1, ratio(i, windows.sum(i, TILT), windows.sum(i, BOOKS))));
    }
  }

  private static int side(double[] out, int from, BookSide side, double mid) {
    int at = from;
    int n = side.count();
    double bps = 1e4 / mid;
    double total = side.total(LEVELS);
    double last = Math.abs(side.price(Math.max(0, n - 1)) - side.price(0));
    out[at++] = n > 0 ? side.quantity(0) / total : Double.NaN;
    out[at++] = n > 0 ? side.distance(mid, LEVELS) * bps : Double.NaN;
    out[at++] = n > 0 ? Math.min(1, side.squares() / (total * total)) : Double.NaN;
    out[at++] = n > 1 ? Math.abs(side.price(1) - side.price(0)) * bps : Double.NaN;
    out[at++] = n > 1 ? last / (n - 1) * bps : Double.NaN;
    out[at++] = n > 0 ? side.slope(mid) / bps : Double.NaN;
    out[at++] = n > 2 ? side.convexity(mid) : Double.NaN;
    return at;
  }

  @Override
  void writeOwn(StateWriter out) {
    bids.write(out);
    asks.write(out);
  }

  @Override
  void readOwn(StateReader in) {
    bids.read(in);
    asks.read(in);
  }
}
