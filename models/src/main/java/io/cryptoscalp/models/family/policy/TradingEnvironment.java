package io.cryptoscalp.models.family.policy;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.PaperExecutor;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.portfolio.Position;
import io.cryptoscalp.engine.regime.Regime;

/**
 * One agent that trades one path: at each row it chooses to be short, flat or long by one whole
 * position, and the engine's paper execution and portfolio say what comes of it. An order that is
 * decided at a row takes effect at the next one, so that no price decides about itself. The last
 * row of an episode closes the position, at cost.
 *
 * <p>The observation is the row's vector followed by {@value #OWN} numbers of the agent's own
 * state: side (-1, 0, 1), open profit in percent of the notional, and {@code ln(1 + rows held)}.
 */
public final class TradingEnvironment {
  /** Actions: short, flat, long. */
  public static final int ACTIONS = 3;

  /** Numbers of the agent's own state. */
  public static final int OWN = 3;

  private static final String NAME = "policy";
  private static final double BPS = 1e4;

  private final MarketPath path;
  private final TradingTerms terms;
  private final Instrument instrument;
  private Portfolio portfolio;
  private PaperExecutor executor;
  private int row;
  private int end;
  private int held;
  private long quantity;
  private long orders;
  private long fills;
  private double traded;
  private double equity;
  private double drawdown;
  private double peak;

  /** An environment at the first row of its path. */
  public TradingEnvironment(MarketPath path, TradingTerms terms) {
    this.path = path;
    this.terms = terms;
    this.instrument = path.instrument();
    this.portfolio = portfolio();
    this.executor = executor(portfolio);
    reset(0, path.rows());
  }

  private Portfolio portfolio() {
    return new Portfolio(
        NAME, terms.notional(), id -> id.equals(instrument.id()) ? instrument : null);
  }

  private PaperExecutor executor(Portfolio of) {
    return new PaperExecutor(new PaperOptions(1, terms.slippageBps()), of::quantity);
  }

  /**
   * Begins an episode, flat.
   *
   * @param from its first row
   * @param to the row after its last, at least two more
   */
  public void reset(int from, int to) {
    if (from < 0 || to > path.rows() || to - from < 2) {
      throw new IllegalArgumentException("episode from " + from + " to " + to);
    }
    portfolio = portfolio();
    executor = executor(portfolio);
    row = from;
    end = to;
    held = 0;
    orders = 0;
    fills = 0;
    traded = 0;
    equity = terms.notional();
    peak = equity;
    drawdown = 0;
    double size = terms.notional() / path.mids()[from];
    if (instrument.inverse()) {
      size = terms.notional() / instrument.contractSize();
    }
    long least = Math.max(instrument.lotSize(), instrument.minQuantity());
    quantity = Math.max(least, instrument.floorToLot(instrument.scaleQuantity(size)));
    executor.onTick(tick(), this::book);
  }

  /** Numbers in an observation. */
  public int width() {
    return path.vectors()[0].length + OWN;
  }

  /** Writes the observation of the present row. */
  public void observe(float[] to, int offset) {
    float[] vector = path.vectors()[row];
    System.arraycopy(vector, 0, to, offset, vector.length);
    Position position = portfolio.find(NAME, instrument.id());
    int side = position == null ? 0 : Long.signum(position.quantity());
    double open = position == null ? 0 : position.unrealizedPnl() / terms.notional();
    to[offset + vector.length] = side;
    to[offset + vector.length + 1] = (float) (100 * open);
    to[offset + vector.length + 2] = (float) StrictMath.log1p(held);
  }

  /**
   * Acts and goes on to the next row.
   *
   * @param action 0 short, 1 flat, 2 long
   * @return the reward, basis points of the notional
   */
  public double step(int action) {
    if (done()) {
      throw new IllegalStateException("the episode is over");
    }
    boolean last = row == end - 2; // nothing is decided at the last row
    int side = last ? 0 : action - 1;
    long change = side * quantity - portfolio.quantity(NAME, instrument.id());
    if (change != 0) {
      submit(change);
    }
    row++;
    MarketTick tick = tick();
    long before = portfolio.quantity(NAME, instrument.id());
    executor.onTick(tick, this::book);
    portfolio.onTick(tick);
    long after = portfolio.quantity(NAME, instrument.id());
    held = after != 0 && Long.signum(after) == Long.signum(before) ? held + 1 : 0;
    return reward();
  }

  private double reward() {
    double now = portfolio.equity();
    double profit = BPS * (now - equity) / terms.notional();
    equity = now;
    peak = Math.max(peak, now);
    double fallen = BPS * (peak - now) / terms.notional();
    double deeper = Math.max(0, fallen - drawdown);
    drawdown = Math.max(drawdown, fallen);
    return profit - terms.riskAversion() * profit * profit / 100 - terms.drawdownPenalty() * deeper;
  }

  private void submit(long change) {
    Order order =
        new Order(
            NAME + "-" + orders++,
            Order.Kind.NEW,
            NAME,
            NAME,
            instrument.id(),
            change > 0 ? Side.BUY : Side.SELL,
            OrderType.MARKET,
            0,
            0,
            Math.abs(change),
            false,
            "",
            "",
            "",
            path.timesNs()[row],
            path.timesNs()[row]);
    executor.submit(order, instrument, this::book);
  }

  private void book(ExecutionReport report) {
    if (report.lastQuantity() > 0) {
      fills++;
      traded += instrument.notional(report.lastPrice(), report.lastQuantity());
      var unused = portfolio.onFill(report);
    }
  }

  /**
   * The touch around the mid; it shows no quantity, so that whatever is taken pays the slippage.
   */
  private MarketTick tick() {
    double mid = path.mids()[row];
    double half = mid * terms.halfSpreadBps() / BPS;
    long[] shown = {0};
    return new MarketTick(
        instrument.id(),
        path.timesNs()[row],
        path.timesNs()[row],
        row,
        new long[] {instrument.floorToTick(instrument.scalePrice(mid - half))},
        shown,
        new long[] {instrument.ceilToTick(instrument.scalePrice(mid + half))},
        shown,
        0,
        0,
        null,
        instrument.scalePrice(mid),
        Double.NaN,
        0,
        Regime.NORMAL,
        true);
  }

  /** True when the episode is over. */
  public boolean done() {
    return row >= end - 1;
  }

  /** Equity less the start, as a fraction of the notional. */
  public double profit() {
    return equity / terms.notional() - 1;
  }

  /** Deepest fall from the peak, as a fraction of the notional. */
  public double worstDrawdown() {
    return drawdown / BPS;
  }

  /** Fills so far. */
  public long fills() {
    return fills;
  }

  /** Notional of the fills so far, in multiples of the notional of a whole position. */
  public double turnover() {
    return traded / terms.notional();
  }

  /** Side of the position: -1 short, 0 flat, 1 long. */
  public int side() {
    return Long.signum(portfolio.quantity(NAME, instrument.id()));
  }

  /** Fees paid so far, as a fraction of the notional. */
  public double fees() {
    Position position = portfolio.find(NAME, instrument.id());
    return position == null ? 0 : position.fees() / terms.notional();
  }
}
