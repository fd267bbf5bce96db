package io.cryptoscalp.engine.barsim;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes round trips of one instrument's fills; a fill that turns a position ends one and begins the
 * next.
 */
final class BarTrades {
  private final String instrument;
  private final List<TradeOutcome> closed;
  private long entryNs;
  private double held;
  private double most;
  private double bought;
  private double boughtValue;
  private double sold;
  private double soldValue;
  private double fees;
  private double slippage;
  private double funding;

  BarTrades(String instrument, List<TradeOutcome> closed) {
    this.instrument = instrument;
    this.closed = closed;
  }

  boolean isOpen() {
    return held != 0;
  }

  void onFunding(double received) {
    funding += received;
  }

  /** Takes a fill, which {@code after} is the position that it left. */
  void onFill(
      long timeNs,
      double price,
      double signed,
      double fee,
      double slip,
      BarExit reason,
      double after) {
    double closing =
        held == 0 || held * signed > 0 ? 0 : Math.min(Math.abs(signed), Math.abs(held));
    double share = closing / Math.abs(signed);
    if (closing > 0) {
      add(price, Math.signum(signed) * closing, fee * share, slip * share);
      if (held * after <= 0) {
        end(timeNs, reason);
      } else {
        held = after;
        return;
      }
    }
    double opening = Math.abs(signed) - closing;
    if (after != 0 && opening > 0) {
      if (held == 0) {
        entryNs = timeNs;
      }
      add(price, Math.signum(signed) * opening, fee * (1 - share), slip * (1 - share));
      held = after;
      most = Math.max(most, Math.abs(held));
    }
  }

  private void add(double price, double signed, double fee, double slip) {
    if (signed > 0) {
      bought += signed;
      boughtValue += signed * price;
    } else {
      sold -= signed;
      soldValue -= signed * price;
    }
    fees += fee;
    slippage += slip;
  }

  private void end(long timeNs, BarExit reason) {
    boolean isLong = held > 0;
    double buy = boughtValue / bought;
    double sell = soldValue / sold;
    closed.add(
        new TradeOutcome(
            instrument,
            isLong ? Side.BUY : Side.SELL,
            entryNs,
            timeNs,
            most,
            isLong ? buy : sell,
            isLong ? sell : buy,
            most * (isLong ? buy : sell),
            soldValue - boughtValue,
            fees,
            0,
            slippage,
            funding,
            "",
            reason.title()));
    held = 0;
    most = 0;
    bought = 0;
    boughtValue = 0;
    sold = 0;
    soldValue = 0;
    fees = 0;
    slippage = 0;
    funding = 0;
  }

  static List<TradeOutcome> list() {
    return new ArrayList<>();
  }
}
