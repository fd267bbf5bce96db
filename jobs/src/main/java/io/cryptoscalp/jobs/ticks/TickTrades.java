package io.cryptoscalp.jobs.ticks;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.matching.CashLog;
import io.cryptoscalp.engine.matching.FillLog;
import io.cryptoscalp.engine.matching.TickResult;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.engine.portfolio.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Round trips of a trial on ticks: a fill that turns a position ends one and begins the next. One
 * that is open at the end counts at the last price.
 */
final class TickTrades {
  private final List<TradeOutcome> closed = new ArrayList<>();

  private TickTrades() {}

  /**
   * The round trips by exit.
   *
   * @param instruments by index
   * @param lastPrices by index, quote units
   */
  static List<TradeOutcome> of(
      TickResult result, List<Instrument> instruments, double[] lastPrices) {
    TickTrades trades = new TickTrades();
    Trip[] trips = new Trip[instruments.size()];
    for (int i = 0; i < trips.length; i++) {
      trips[i] = trades.new Trip(instruments.get(i));
    }
    FillLog fills = result.fills();
    CashLog cash = result.cash();
    int paid = 0;
    for (int i = 0; i < fills.size(); i++) {
      // A fee of a liquidation follows its fills; funding of the same time is on what was held.
      while (paid < cash.size() && isBefore(cash, paid, fills.timeNs(i))) {
        trips[cash.instrument(paid)].onCash(cash, paid++);
      }
      trips[fills.instrument(i)].onFill(fills, i);
    }
    while (paid < cash.size()) {
      trips[cash.instrument(paid)].onCash(cash, paid++);
    }
    for (int i = 0; i < trips.length; i++) {
      trips[i].end(result.endNs(), lastPrices[i]);
    }
    trades.closed.sort(Comparator.comparingLong(TradeOutcome::exitNs));
    return trades.closed;
  }

  private static boolean isBefore(CashLog cash, int at, long timeNs) {
    return cash.kind(at) == CashLog.FUNDING ? cash.timeNs(at) <= timeNs : cash.timeNs(at) < timeNs;
  }

  /** One instrument's position from flat to flat. */
  private final class Trip {
    private final Instrument instrument;
    private Position position;
    private Side side = Side.BUY;
    private long entryNs;
    private long most;
    private double bought;
    private double boughtValue;
    private double sold;
    private double soldValue;
    private int last = -1;

    Trip(Instrument instrument) {
      this.instrument = instrument;
      this.position = new Position("trip", instrument);
    }

    void onCash(CashLog cash, int at) {
      if (cash.kind(at) == CashLog.FUNDING) {
        position.addFunding(cash.amount(at));
      } else if (position.quantity() != 0) {
        position.addFee(-cash.amount(at));
      } else if (last >= 0) {
        TradeOutcome trade = closed.get(last);
        closed.set(last, withFee(trade, -cash.amount(at)));
      }
    }

    void onFill(FillLog fills, int i) {
      long held = position.quantity();
      long quantity = fills.quantity(i);
      boolean buys = fills.isBuy(i);
      long closing = held != 0 && held < 0 == buys ? Math.min(quantity, Math.abs(held)) : 0;
      double price = instrument.price(fills.price(i));
      double fee = fills.fee(i);
      if (closing > 0) {
        book(buys, closing, price, fee * closing / quantity, fills.timeNs(i));
        if (position.quantity() == 0) {
          close(fills.timeNs(i), fills.order(i) == 0 ? "liquidation" : "");
        }
      }
      if (quantity > closing) {
        if (position.quantity() == 0) {
          side = buys ? Side.BUY : Side.SELL;
          entryNs = fills.timeNs(i);
        }
        long opening = quantity - closing;
        book(buys, opening, price, fee * opening / quantity, fills.timeNs(i));
        most = Math.max(most, Math.abs(position.quantity()));
      }
    }

    private void book(boolean buys, long quantity, double price, double fee, long timeNs) {
      position.fill(buys ? Side.BUY : Side.SELL, quantity, price, fee, timeNs);
      if (buys) {
        bought += quantity;
        boughtValue += quantity * price;
      } else {
        sold += quantity;
        soldValue += quantity * price;
      }
    }

    private void close(long timeNs, String reason) {
      double buy = boughtValue / bought;
      double sell = soldValue / sold;
      double entry = side == Side.BUY ? buy : sell;
      closed.add(
          new TradeOutcome(
              instrument.id(),
              side,
              entryNs,
              timeNs,
              instrument.quantity(most),
              entry,
              side == Side.BUY ? sell : buy,
              instrument.notional(instrument.scalePrice(entry), most),
              position.realizedPnl(),
              position.fees(),
              0,
              0,
              position.funding(),
              "",
              reason));
      last = closed.size() - 1;
      position = new Position("trip", instrument);
      most = 0;
      bought = 0;
      boughtValue = 0;
      sold = 0;
      soldValue = 0;
    }

    void end(long timeNs, double price) {
      long held = position.quantity();
      if (held != 0) {
        book(held < 0, Math.abs(held), price, 0, Math.max(timeNs, entryNs));
        close(Math.max(timeNs, entryNs), "open at the end");
      }
    }
  }

  private static TradeOutcome withFee(TradeOutcome trade, double fee) {
    return new TradeOutcome(
        trade.instrument(),
        trade.side(),
        trade.entryNs(),
        trade.exitNs(),
        trade.quantity(),
        trade.entryPrice(),
        trade.exitPrice(),
        trade.notional(),
        trade.gross(),
        trade.fees() + fee,
        trade.spread(),
        trade.slippage(),
        trade.funding(),
        trade.regime(),
        trade.exitReason());
  }
}
