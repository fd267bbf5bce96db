package io.cryptoscalp.engine.backtest;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.portfolio.Position;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/** A round trip under way. Quantities are scaled, prices in quote units. */
final class OpenTrade {
  final String tradeId;
  final Side side;
  final long entryTimeNs;
  final TradeCause cause;

  /** The position's totals when it began. */
  final double realizedBefore;

  final double feesBefore;
  final double fundingBefore;
  long quantity;
  long entered;
  double enteredValue;
  long left;
  double leftValue;
  long makerQuantity;
  int fills;
  double adverse;
  double favourable;

  /** The position that it is part of, once it was looked for. */
  @Nullable Position position;

  OpenTrade(
      String tradeId,
      Side side,
      long entryTimeNs,
      TradeCause cause,
      double realizedBefore,
      double feesBefore,
      double fundingBefore) {
    this.tradeId = tradeId;
    this.side = side;
    this.entryTimeNs = entryTimeNs;
    this.cause = cause;
    this.realizedBefore = realizedBefore;
    this.feesBefore = feesBefore;
    this.fundingBefore = fundingBefore;
  }

  void add(long filled, double price, boolean maker, long held) {
    entered += filled;
    enteredValue += filled * price;
    quantity = Math.max(quantity, held);
    count(filled, maker);
  }

  void take(long filled, double price, boolean maker) {
    left += filled;
    leftValue += filled * price;
    count(filled, maker);
  }

  private void count(long filled, boolean maker) {
    makerQuantity += maker ? filled : 0;
    fills++;
  }

  /** Takes its profit before fees, as it stands. */
  void mark(double profit) {
    adverse = Math.min(adverse, profit);
    favourable = Math.max(favourable, profit);
  }

  double makerShare() {
    return entered + left == 0 ? 0 : (double) makerQuantity / (entered + left);
  }

  void write(StateWriter out) {
    out.writeString(tradeId);
    out.writeBoolean(side == Side.BUY);
    out.writeLong(entryTimeNs);
    cause.write(out);
    out.writeDouble(realizedBefore);
    out.writeDouble(feesBefore);
    out.writeDouble(fundingBefore);
    out.writeLong(quantity);
    out.writeLong(entered);
    out.writeDouble(enteredValue);
    out.writeLong(left);
    out.writeDouble(leftValue);
    out.writeLong(makerQuantity);
    out.writeInt(fills);
    out.writeDouble(adverse);
    out.writeDouble(favourable);
  }

  static OpenTrade read(StateReader in) {
    OpenTrade trade =
        new OpenTrade(
            in.readText(),
            in.readBoolean() ? Side.BUY : Side.SELL,
            in.readLong(),
            TradeCause.read(in),
            in.readDouble(),
            in.readDouble(),
            in.readDouble());
    trade.quantity = in.readLong();
    trade.entered = in.readLong();
    trade.enteredValue = in.readDouble();
    trade.left = in.readLong();
    trade.leftValue = in.readDouble();
    trade.makerQuantity = in.readLong();
    trade.fills = in.readInt();
    trade.adverse = in.readDouble();
    trade.favourable = in.readDouble();
    return trade;
  }
}
