package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.risk.RiskLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One account on one linear contract, price and quantity in units of 0.01 and 0.001. */
final class AccountFixture implements AccountOutput {
  static final String ID = "BTCUSDT-PERP.BINANCE";
  static final Instrument INSTRUMENT =
      new Instrument(
          ID,
          "BTCUSDT",
          Venue.BINANCE_USDM,
          "BTC",
          "USDT",
          "USDT",
          false,
          2,
          3,
          10,
          1,
          1,
          5,
          1,
          0.0002,
          0.0004,
          0.004,
          125);

  final List<Decision> decisions = new ArrayList<>();
  final List<Order> orders = new ArrayList<>();
  final List<ExecutionReport> reports = new ArrayList<>();
  final List<PositionSnapshot> positions = new ArrayList<>();
  final AccountEngine engine;

  private AccountFixture(@Nullable PaperOptions paper) {
    engine = create(paper);
  }

  static AccountFixture paper() {
    return new AccountFixture(PaperOptions.DEFAULT);
  }

  static AccountFixture gateway() {
    return new AccountFixture(null);
  }

  static AccountEngine create(@Nullable PaperOptions paper) {
    return new AccountEngine(
        new AccountConfig("main", 10_000, RiskLimits.defaults(Set.of(ID)), paper),
        id -> id.equals(ID) ? INSTRUMENT : null);
  }

  /** A healthy tick with one unit of 0.20 between bid and ask; depth 100 BTC at the touch. */
  static MarketTick tick(long sequence, double middle) {
    long price = INSTRUMENT.scalePrice(middle);
    return new MarketTick(
        ID,
        sequence * 1_000_000_000L,
        sequence * 1_000_000_000L,
        sequence,
        new long[] {price - 10},
        new long[] {100_000},
        new long[] {price + 10},
        new long[] {100_000},
        0,
        0,
        null,
        price,
        Double.NaN,
        0,
        Regime.NORMAL,
        true);
  }

  /** A tick of an instrument that is never traded. */
  static MarketTick otherTick(long sequence) {
    MarketTick like = tick(sequence, 100);
    return new MarketTick(
        "ETHUSDT-PERP.BINANCE",
        like.eventTimeNs(),
        like.receiveTimeNs(),
        sequence,
        like.bidPrices(),
        like.bidQuantities(),
        like.askPrices(),
        like.askQuantities(),
        0,
        0,
        null,
        like.markPrice(),
        Double.NaN,
        0,
        Regime.NORMAL,
        true);
  }

  static Intent intent(
      long sequence, Intent.Action action, double reference, double stop, double target) {
    return new Intent(
        "test/" + sequence + "/" + action,
        "test",
        "main",
        ID,
        action,
        OrderType.MARKET,
        0,
        onTick(reference),
        onTick(stop),
        onTick(target),
        0.9,
        0.5,
        "",
        false,
        0,
        Regime.NORMAL,
        "because",
        sequence * 1_000_000_000L,
        sequence * 1_000_000_000L,
        sequence);
  }

  private static long onTick(double price) {
    return INSTRUMENT.floorToTick(INSTRUMENT.scalePrice(price));
  }

  /** A command at once. */
  void command(String id, RiskCommand.Kind kind) {
    command(id, kind, "", Map.of());
  }

  void command(String id, RiskCommand.Kind kind, String strategy, Map<String, String> limits) {
    engine.onCommand(new RiskCommand(id, kind, "main", strategy, limits, "", 0), this);
  }

  void tick(long sequence, double middle, AccountEngine to) {
    to.onTick(tick(sequence, middle), this);
  }

  @Override
  public void decision(Decision decision) {
    decisions.add(decision);
  }

  @Override
  public void order(Order order) {
    orders.add(order);
  }

  @Override
  public void report(ExecutionReport report) {
    reports.add(report);
  }

  @Override
  public void position(PositionSnapshot position) {
    positions.add(position);
  }
}
