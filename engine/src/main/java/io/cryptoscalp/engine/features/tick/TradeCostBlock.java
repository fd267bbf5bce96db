package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * What takers pay and how far the price follows them.
 *
 * <p>With D the taker's sign, p the price, m the mid before the trade and m' the mid a delay later,
 * all weighted by quantity: effective spread 2 D (p - m) / m, price impact 2 D (m' - m) / m,
 * realised spread 2 D (p - m') / m (Huang and Stoll 1996; Bessembinder 2003). Trades are settled in
 * slots of 50 ms: m' is the mid in force when the delay has passed since the slot's end, and only
 * then do impact and realised spread of the slot count. A slot whose m' is unknown is left out.
 *
 * <p>The slope of the mid's change from one trade to the next on the signed size of the first is
 * Kyle's lambda (Kyle 1985; regression as Hasbrouck 2009), for one mean trade; with the root of the
 * size, Hasbrouck's. Amihud's (2002) illiquidity is |change of the mid| over turnover, the window's
 * sum, for the mean turnover of the longest window in the same time.
 */
public final class TradeCostBlock extends WindowedBlock {
  /** Key of the stored state. */
  public static final String NAME = "trade-cost";

  static final int[] DELAYS_SECONDS = {1, 5};

  private static final int VOLUME = 0;
  private static final int EFFECTIVE = 1;
  private static final int QUOTED = 2;
  private static final int SETTLED = 3;
  private static final int IMPACT = SETTLED + 2;
  private static final int REALISED = IMPACT + 2;
  private static final int PAIRS = REALISED + 2;
  private static final int SIZE = PAIRS + 1;
  private static final int SIZE_SIGNED = SIZE + 1;
  private static final int SIZE_SQUARE = SIZE_SIGNED + 1;
  private static final int CHANGE = SIZE_SQUARE + 1;
  private static final int CHANGE_SIZE = CHANGE + 1;
  private static final int ROOT = CHANGE_SIZE + 1;
  private static final int ROOT_SIGNED = ROOT + 1;
  private static final int CHANGE_ROOT = ROOT_SIGNED + 1;
  private static final int MOVED = CHANGE_ROOT + 1;
  private static final int TURNOVER = MOVED + 1;
  private static final int CHANNELS = TURNOVER + 1;

  private final Touch touch = new Touch();
  private final DelayedMids delayed;
  private double lastMid = Double.NaN;
  private double lastSigned;

  /** Creates a block over windows of these lengths in s. */
  public TradeCostBlock(List<Integer> windowsSeconds) {
    super(NAME, windowsSeconds, CHANNELS);
    delayed = new DelayedMids(DELAYS_SECONDS);
  }

  @Override
  public void declare(TickDeclarations to) {
    to.family("trade-cost").inputs("trade, quote");
    for (int i = 0; i < windows.count(); i++) {
      String w = suffix(i);
      to.source("Bessembinder 2003").warmUp(span(i) + ", a trade in the window with a known mid");
      to.free("effective_quoted" + w, "effective spread / quoted spread before the trades", "1");
      for (int delay : DELAYS_SECONDS) {
        String d = "_" + delay + "s" + w;
        to.source("Huang & Stoll 1996");
        to.warmUp(span(i) + ", a trade in the window whose delay has passed");
        to.free("price_impact" + d, "2 * taker sign * (mid after the delay - mid) / mid", "bps");
        to.free("realised_spread" + d, "2 * taker sign * (price - mid after it) / mid", "bps");
      }
      to.source("Kyle 1985; Hasbrouck 2009");
      to.warmUp(span(i) + ", signed size varies over the window's trades with a known mid");
      to.free("kyle_trade" + w, "slope of the mid's change on signed size", "bps/mean trade");
      to.free("hasbrouck_trade" + w, "slope of the mid's change on signed root size", "bps/mean");
      to.source("Amihud 2002").warmUp("longest window, a trade of the window with a known mid");
      to.positive(
          "amihud_trade" + w,
          "sum of |mid changes between trades| / turnover relative to the longest window",
          "bps");
    }
  }

  @Override
  public void advance(long timeNs) {
    // What is due is settled at the mid in force then and counts from then on.
    while (true) {
      int first = 0;
      for (int i = 1; i < DELAYS_SECONDS.length; i++) {
        first = delayed.dueNs(i) < delayed.dueNs(first) ? i : first;
      }
      long due = delayed.dueNs(first);
      if (due > timeNs) {
        break;
      }
      super.advance(due);
      settle(first);
    }
    super.advance(timeNs);
  }

  private void settle(int delay) {
    double later = touch.mid();
    if (!Double.isNaN(later)) {
      double impact = 2e4 * (later * delayed.signedPerMid(delay) - delayed.signed(delay));
      windows.add(SETTLED + delay, delayed.quantity(delay));
      windows.add(IMPACT + delay, impact);
      windows.add(REALISED + delay, delayed.effective(delay) - impact);
    }
    delayed.next(delay);
  }

  @Override
  public void onQuote(long bid, long bidQuantity, long ask, long askQuantity, long timeNs) {
    advance(timeNs);
    touch.set(bid, bidQuantity, ask, askQuantity);
  }

  @Override
  public void onTrade(MarketFrame frame, long timeNs) {
    advance(timeNs);
    double mid = touch.mid();
    if (Double.isNaN(mid)) {
      lastMid = Double.NaN;
      return;
    }
    double quantity = frame.quantity;
    double sign = frame.sellerInitiated ? -1 : 1;
    double effective = 2e4 * sign * (frame.price - mid) / mid * quantity;
    windows.add(VOLUME, quantity);
    windows.add(EFFECTIVE, effective);
    windows.add(QUOTED, 1e4 * ((double) touch.ask - touch.bid) / mid * quantity);
    delayed.add(windows.nowNs(), quantity, sign * quantity, sign * quantity / mid, effective);
    if (!Double.isNaN(lastMid)) {
      regress((mid - lastMid) / lastMid * 1e4);
    }
    windows.add(TURNOVER, mid * quantity);
    lastMid = mid;
    lastSigned = sign * quantity;
  }

  private void regress(double change) {
    double size = Math.abs(lastSigned);
    double root = Math.sqrt(size);
    double signedRoot = lastSigned < 0 ? -root : root;
    windows.add(PAIRS, 1);
    windows.add(SIZE, size);
    windows.add(SIZE_SIGNED, lastSigned);
    windows.add(SIZE_SQUARE, size * size);
    windows.add(CHANGE, change);
    windows.add(CHANGE_SIZE, change * lastSigned);
    windows.add(ROOT, root);
    windows.add(ROOT_SIGNED, signedRoot);
    windows.add(CHANGE_ROOT, change * signedRoot);
    windows.add(MOVED, Math.abs(change));
  }

  @Override
  public void emit(double[] out, int from) {
    int at = from;
    int longest = windows.longest();
    double usual = windows.sum(longest, TURNOVER) / windows.seconds(longest);
    for (int i = 0; i < windows.count(); i++) {
      out[at++] = ratio(i, windows.sum(i, EFFECTIVE), windows.sum(i, QUOTED));
      for (int delay = 0; delay < DELAYS_SECONDS.length; delay++) {
        double settled = windows.sum(i, SETTLED + delay);
        out[at++] = ratio(i, windows.sum(i, IMPACT + delay), settled);
        out[at++] = ratio(i, windows.sum(i, REALISED + delay), settled);
      }
      out[at++] = slope(i, SIZE, SIZE_SIGNED, windows.sum(i, SIZE_SQUARE), CHANGE_SIZE);
      // The square of a signed root is the size.
      out[at++] = slope(i, ROOT, ROOT_SIGNED, windows.sum(i, SIZE), CHANGE_ROOT);
      double turnover = windows.sum(i, TURNOVER) / windows.seconds(i);
      out[at++] =
          windows.warm(longest) && usual > 0 && turnover > 0
              ? windows.sum(i, MOVED) / (turnover / usual)
              : Double.NaN;
    }
  }

  /** Least-squares slope of the change on a signed size, times the mean size. */
  private double slope(int window, int size, int signed, double squares, int product) {
    double n = windows.sum(window, PAIRS);
    double x = windows.sum(window, signed) / n;
    double y = windows.sum(window, CHANGE) / n;
    double variance = squares / n - x * x;
    // Below this share of the mean square the variance is rounding noise.
    if (n < 2 || !windows.warm(window) || !(variance > 1e-9 * squares / n)) {
      return Double.NaN;
    }
    double covariance = windows.sum(window, product) / n - x * y;
    return covariance / variance * (windows.sum(window, size) / n);
  }

  @Override
  void writeOwn(StateWriter out) {
    touch.write(out);
    delayed.write(out);
    out.writeDouble(lastMid);
    out.writeDouble(lastSigned);
  }

  @Override
  void readOwn(StateReader in) {
    touch.read(in);
    delayed.read(in);
    lastMid = in.readDouble();
    lastSigned = in.readDouble();
  }
}
