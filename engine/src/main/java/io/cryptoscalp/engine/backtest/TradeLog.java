package io.cryptoscalp.engine.backtest;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.portfolio.Position;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes round trips of what an account says. It looks on: nothing that it keeps reaches a decision.
 */
final class TradeLog {
  private static final int VERSION = 1;

  /** Entries whose reasons are remembered; older ones that never traded are forgotten. */
  private static final int CAUSES = 1024;

  private final InstrumentLookup instruments;
  private final Map<String, TradeCause> causes = new LinkedHashMap<>();
  private final TreeMap<String, Note> orders = new TreeMap<>();
  private final TreeMap<String, Totals> totals = new TreeMap<>();
  private final TreeMap<String, OpenTrade> open = new TreeMap<>();
  private @Nullable ExecutionReport fill;
  private long trades;

  /** What is kept of an order. */
  private record Note(String intentId, String reason) {}

  /** What a position had booked when it was last told. */
  private record Totals(long quantity, double realized, double fees, double funding) {
    static final Totals NONE = new Totals(0, 0, 0, 0);
  }

  TradeLog(InstrumentLookup instruments) {
    this.instruments = instruments;
  }

  long trades() {
    return trades;
  }

  void onAccepted(Intent intent) {
    if (intent.action() == Intent.Action.EXIT) {
      return;
    }
    causes.put(intent.intentId(), TradeCause.of(intent));
    if (causes.size() > CAUSES) {
      causes.remove(causes.keySet().iterator().next());
    }
  }

  void onOrder(Order order) {
    if (order.kind() == Order.Kind.NEW) {
      orders.put(order.clientOrderId(), new Note(order.intentId(), order.reason()));
    }
  }

  /** Before the account books it. */
  void onReport(ExecutionReport report) {
    if (report.lastQuantity() > 0) {
      fill = report;
    } else {
      forget(report);
    }
  }

  private void forget(ExecutionReport report) {
    switch (report.status()) {
      case FILLED, CANCELED, REJECTED -> orders.remove(report.clientOrderId());
      case NEW, PARTIALLY_FILLED, UNKNOWN -> {}
    }
  }

  void onPosition(PositionSnapshot position, Consumer<ClosedTrade> out) {
    String key = key(position.strategy(), position.instrument());
    Totals before = totals.getOrDefault(key, Totals.NONE);
    totals.put(
        key,
        new Totals(
            position.quantity(), position.realizedPnl(), position.fees(), position.funding()));
    ExecutionReport report = fill;
    if (report == null || !position.cause().equals("fill")) {
      return;
    }
    fill = null;
    book(key, before, position, report, out);
    forget(report);
  }

  private void book(
      String key,
      Totals before,
      PositionSnapshot position,
      ExecutionReport report,
      Consumer<ClosedTrade> out) {
    long quantity = report.lastQuantity();
    double price = instruments.get(report.instrument()).price(report.lastPrice());
    long signed = report.side().sign() * quantity;
    OpenTrade trade = open.get(key);
    long closing =
        trade == null || trade.side == report.side()
            ? 0
            : Math.min(quantity, Math.abs(before.quantity()));
    double fee = position.fees() - before.fees();
    // A fill that turns the position pays for both trades by their parts of it.
    double closingFee = quantity == 0 ? 0 : fee * closing / quantity;
    if (trade != null && closing > 0) {
      trade.take(closing, price, report.maker());
      if (before.quantity() + Long.signum(signed) * closing == 0) {
        trade.mark(position.realizedPnl() - trade.realizedBefore);
        open.remove(key);
        out.accept(
            trade(
                trade,
                position.strategy(),
                position.instrument(),
                report.eventTimeNs(),
                trade.leftValue / trade.left,
                position.realizedPnl(),
                before.fees() + closingFee,
                position.funding(),
                exitReason(report),
                true));
        trade = null;
      }
    }
    if (quantity > closing) {
      if (trade == null) {
        trades++;
        trade =
            new OpenTrade(
                report.clientOrderId() + "/" + trades,
                report.side(),
                report.eventTimeNs(),
                cause(report),
                position.realizedPnl(),
                before.fees() + closingFee,
                position.funding());
        open.put(key, trade);
      }
      trade.add(quantity - closing, price, report.maker(), Math.abs(position.quantity()));
    }
  }

  private TradeCause cause(ExecutionReport report) {
    Note order = orders.get(report.clientOrderId());
    TradeCause cause = order == null ? null : causes.remove(order.intentId());
    return cause == null ? TradeCause.NONE : cause;
  }

  private String exitReason(ExecutionReport report) {
    Note order = orders.get(report.clientOrderId());
    return order == null ? report.reason() : order.reason();
  }

  private static ClosedTrade trade(
      OpenTrade trade,
      String strategy,
      String instrument,
      long exitTimeNs,
      double exitPrice,
      double realized,
      double fees,
      double funding,
      String exitReason,
      boolean closed) {
    TradeCause cause = trade.cause;
    return new ClosedTrade(
        trade.tradeId,
        strategy,
        instrument,
        trade.side,
        trade.quantity,
        trade.entryTimeNs,
        exitTimeNs,
        trade.enteredValue / trade.entered,
        exitPrice,
        realized - trade.realizedBefore,
        fees - trade.feesBefore,
        funding - trade.fundingBefore,
        trade.adverse,
        trade.favourable,
        trade.fills,
        trade.makerShare(),
        cause.intentId(),
        cause.probabilityUp(),
        cause.confidence(),
        cause.modelVersion(),
        cause.regime(),
        cause.reason(),
        exitReason,
        closed);
  }

  /** Takes note of the profit of what is open. */
  void mark(Portfolio portfolio) {
    if (open.isEmpty()) {
      return;
    }
    for (Map.Entry<String, OpenTrade> entry : open.entrySet()) {
      OpenTrade trade = entry.getValue();
      Position position = trade.position;
      if (position == null) {
        position = position(portfolio, entry.getKey());
        trade.position = position;
      }
      if (position != null) {
        trade.mark(position.unrealizedPnl() + position.realizedPnl() - trade.realizedBefore);
      }
    }
  }

  /** Tells what is still open, at its last marks. */
  void end(Portfolio portfolio, long timeNs, Consumer<ClosedTrade> out) {
    for (Map.Entry<String, OpenTrade> entry : open.entrySet()) {
      Position position = position(portfolio, entry.getKey());
      if (position != null) {
        out.accept(
            trade(
                entry.getValue(),
                position.strategy(),
                position.instrument().id(),
                timeNs,
                position.markPrice(),
                position.realizedPnl() + position.unrealizedPnl(),
                position.fees(),
                position.funding(),
                "STILL_OPEN",
                false));
      }
    }
  }

  private static @Nullable Position position(Portfolio portfolio, String key) {
    int cut = key.indexOf('|');
    return portfolio.find(key.substring(0, cut), key.substring(cut + 1));
  }

  private static String key(String strategy, String instrument) {
    return strategy + "|" + instrument;
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(trades);
    out.writeInt(causes.size());
    causes.values().forEach(cause -> cause.write(out));
    out.writeInt(orders.size());
    for (Map.Entry<String, Note> entry : orders.entrySet()) {
      out.writeString(entry.getKey());
      out.writeString(entry.getValue().intentId());
      out.writeString(entry.getValue().reason());
    }
    out.writeInt(totals.size());
    for (Map.Entry<String, Totals> entry : totals.entrySet()) {
      out.writeString(entry.getKey());
      out.writeLong(entry.getValue().quantity());
      out.writeDouble(entry.getValue().realized());
      out.writeDouble(entry.getValue().fees());
      out.writeDouble(entry.getValue().funding());
    }
    out.writeInt(open.size());
    for (Map.Entry<String, OpenTrade> entry : open.entrySet()) {
      out.writeString(entry.getKey());
      entry.getValue().write(out);
    }
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "trade-log");
    trades = in.readLong();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      TradeCause cause = TradeCause.read(in);
      causes.put(cause.intentId(), cause);
    }
    count = in.readInt();
    for (int i = 0; i < count; i++) {
      String id = in.readText();
      orders.put(id, new Note(in.readText(), in.readText()));
    }
    count = in.readInt();
    for (int i = 0; i < count; i++) {
      String key = in.readText();
      totals.put(key, new Totals(in.readLong(), in.readDouble(), in.readDouble(), in.readDouble()));
    }
    count = in.readInt();
    for (int i = 0; i < count; i++) {
      String key = in.readText();
      open.put(key, OpenTrade.read(in));
    }
  }
}
