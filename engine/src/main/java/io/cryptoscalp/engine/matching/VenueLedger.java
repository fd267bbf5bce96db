package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.portfolio.Position;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * What the venue has booked for the account: positions, fees, funding, traded volume. Equity =
 * start + realised - fees + funding + unrealised at the marks.
 */
final class VenueLedger {
  private static final long DAY_NS = 86_400_000_000_000L;
  private static final int DAYS = 30;

  private final double startingEquity;
  private final Position[] positions;
  private final double[] markPrices;
  private final double[] rates;
  private final long[] settlements;
  private final double[] volumes = new double[DAYS];
  private long day = Long.MIN_VALUE;
  private double volume;
  private final boolean keepsFills;
  final FillLog fills = new FillLog();
  final CashLog cash = new CashLog();
  final IsolatedMargins isolated;

  /**
   * Creates it.
   *
   * @param keepsFills whether fills and payments are kept; an account has a log of its own
   */
  VenueLedger(double startingEquity, Instrument[] instruments, boolean keepsFills) {
    this.keepsFills = keepsFills;
    this.startingEquity = startingEquity;
    this.isolated = new IsolatedMargins(instruments.length);
    this.positions = new Position[instruments.length];
    this.markPrices = new double[instruments.length];
    this.rates = new double[instruments.length];
    this.settlements = new long[instruments.length];
    for (int i = 0; i < instruments.length; i++) {
      positions[i] = new Position("venue", instruments[i]);
    }
  }

  Position position(int instrument) {
    return positions[instrument];
  }

  long quantity(int instrument) {
    return positions[instrument].quantity();
  }

  /** Traded notional of the last 30 UTC days, today included. */
  double volume(long timeNs) {
    roll(Math.floorDiv(timeNs, DAY_NS));
    return volume;
  }

  private void roll(long today) {
    if (today <= day) {
      return;
    }
    long from = day == Long.MIN_VALUE ? today : Math.max(day + 1, today - DAYS + 1);
    for (long at = from; at <= today; at++) {
      volumes[(int) Math.floorMod(at, (long) DAYS)] = 0;
    }
    day = today;
    volume = 0;
    for (int i = 0; i < DAYS; i++) {
      volume += volumes[i];
    }
  }

  void fill(VenueOrder order, long quantity, long price, double fee, boolean maker, long timeNs) {
    Position position = positions[order.instrument];
    Instrument instrument = position.instrument();
    double notional = instrument.notional(price, quantity);
    roll(Math.floorDiv(timeNs, DAY_NS));
    volumes[(int) Math.floorMod(day, (long) DAYS)] += notional;
    volume += notional;
    isolated.onFill(
        order.instrument, instrument, position.quantity(), order.buy ? quantity : -quantity, price);
    position.fill(order.buy ? Side.BUY : Side.SELL, quantity, instrument.price(price), fee, timeNs);
    if (keepsFills) {
      fills.add(order, timeNs, price, quantity, fee, maker);
    }
  }

  /** Takes a mark: settles funding that fell due, values the position. */
  void onMark(int instrument, double price, double rate, long settlementNs, long timeNs) {
    Position position = positions[instrument];
    markPrices[instrument] = price;
    position.mark(price);
    if (settlements[instrument] > 0 && timeNs >= settlements[instrument]) {
      // The rate that counts is the last one announced before the settlement.
      if (position.quantity() != 0 && Double.isFinite(rates[instrument])) {
        int sign = Long.signum(position.quantity());
        double received = -sign * position.notional() * rates[instrument];
        position.addFunding(received);
        isolated.onFunding(instrument, received);
        if (keepsFills) {
          cash.add(instrument, CashLog.FUNDING, timeNs, received);
        }
      }
      settlements[instrument] = 0;
    }
    if (settlementNs > timeNs) {
      settlements[instrument] = settlementNs;
      rates[instrument] = rate;
    }
  }

  /** Books what the venue takes for closing a position by force. */
  void liquidationFee(int instrument, double fee, long timeNs) {
    positions[instrument].addFee(fee);
    if (keepsFills) {
      cash.add(instrument, CashLog.LIQUIDATION_FEE, timeNs, -fee);
    }
  }

  /** Books what a position lost beyond its own margin, which is not the account's to pay. */
  void forgive(int instrument, double amount, long timeNs) {
    positions[instrument].addFee(-amount);
    if (keepsFills) {
      cash.add(instrument, CashLog.INSURANCE, timeNs, amount);
    }
  }

  /** Values a position without a mark price of the venue. */
  void value(int instrument, double price) {
    positions[instrument].mark(price);
  }

  /** Last mark price of the venue in quote units, 0 before the first. */
  double markPrice(int instrument) {
    return markPrices[instrument];
  }

  /** Equity but for isolated positions, their margins and profits. */
  double freeEquity() {
    double equity = equity();
    for (int i = 0; i < positions.length; i++) {
      if (isolated.isIsolated(i)) {
        equity -= isolated.margin(i) + positions[i].unrealizedPnl();
      }
    }
    return equity;
  }

  double equity() {
    double equity = startingEquity;
    for (Position position : positions) {
      equity +=
          position.realizedPnl() - position.fees() + position.funding() + position.unrealizedPnl();
    }
    return equity;
  }

  /** Writes positions, marks, funding terms and volumes; neither fills nor {@link #isolated}. */
  void write(StateWriter out) {
    for (int i = 0; i < positions.length; i++) {
      positions[i].write(out);
      out.writeDouble(markPrices[i]);
      out.writeDouble(rates[i]);
      out.writeLong(settlements[i]);
    }
    out.writeDoubles(volumes, DAYS);
    out.writeLong(day);
    out.writeDouble(volume);
  }

  /** Reads what {@link #write} wrote. */
  void read(StateReader in) {
    for (int i = 0; i < positions.length; i++) {
      positions[i].read(in);
      markPrices[i] = in.readDouble();
      rates[i] = in.readDouble();
      settlements[i] = in.readLong();
    }
    in.readDoubles(volumes, "venue-volumes");
    day = in.readLong();
    volume = in.readDouble();
  }
}
