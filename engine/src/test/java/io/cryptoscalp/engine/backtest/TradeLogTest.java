package io.cryptoscalp.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Are round trips what the portfolio booked? */
class TradeLogTest {
  private static final String ID = "BTCUSDT-PERP.BINANCE";
  private static final long UNIT = 100_000_000L;
  private static final double NEAR = 1e-6;

  private final InstrumentCatalogue catalogue = InstrumentCatalogue.builtIn();
  private final Portfolio portfolio = new Portfolio("a", 100_000, catalogue);
  private TradeLog log = new TradeLog(catalogue);
  private final List<ClosedTrade> trades = new ArrayList<>();
  private int orders;

  @Test
  void aTripOfSeveralFillsHasTheirAveragePrices() {
    fill(Side.BUY, 2 * UNIT, 100, 0.2, true);
    fill(Side.BUY, UNIT, 106, 0.1, false);
    fill(Side.SELL, UNIT, 110, 0.1, false);
    assertThat(trades).isEmpty();
    fill(Side.SELL, 2 * UNIT, 104, 0.2, false);
    ClosedTrade trade = trades.get(0);
    assertThat(trade.side()).isEqualTo(Side.BUY);
    assertThat(trade.quantity()).isEqualTo(3 * UNIT);
    assertThat(trade.entryPrice()).isCloseTo(102, within(NEAR));
    assertThat(trade.exitPrice()).isCloseTo(106, within(NEAR));
    assertThat(trade.grossPnl()).isCloseTo(12, within(NEAR));
    assertThat(trade.fees()).isCloseTo(0.6, within(NEAR));
    assertThat(trade.netPnl()).isCloseTo(11.4, within(NEAR));
    assertThat(trade.makerShare()).isCloseTo(2.0 / 6, within(NEAR));
    assertThat(trade.fills()).isEqualTo(4);
    assertThat(trade.exitReason()).isEqualTo("reason o-4");
    assertThat(trade.closed()).isTrue();
  }

  @Test
  void aFillThatTurnsThePositionEndsOneTripAndBeginsTheNext() {
    fill(Side.BUY, UNIT, 100, 0.1, false);
    fill(Side.SELL, 3 * UNIT, 110, 0.3, false);
    assertThat(trades).hasSize(1);
    assertThat(trades.get(0).netPnl()).isCloseTo(10 - 0.1 - 0.1, within(NEAR));
    fill(Side.BUY, 2 * UNIT, 120, 0.2, false);
    assertThat(trades).hasSize(2);
    assertThat(trades.get(1).side()).isEqualTo(Side.SELL);
    assertThat(trades.get(1).netPnl()).isCloseTo(-20 - 0.2 - 0.2, within(NEAR));
    assertThat(trades.get(1).adverse()).isCloseTo(-20, within(NEAR));
    assertThat(trades.get(1).favourable()).isZero();
  }

  @Test
  void fundingBelongsToTheTripItFellInto() {
    fill(Side.BUY, UNIT, 100, 0, false);
    for (PositionSnapshot row : portfolio.settleFunding(ID, 0.01, 5)) {
      log.onPosition(row, trades::add);
    }
    fill(Side.SELL, UNIT, 100, 0, false);
    fill(Side.BUY, UNIT, 100, 0, false);
    fill(Side.SELL, UNIT, 100, 0, false);
    assertThat(trades).hasSize(2);
    assertThat(trades.get(0).funding()).isCloseTo(-1, within(NEAR));
    assertThat(trades.get(1).funding()).isZero();
  }

  @Test
  void allTripsTogetherAreTheProfitOfTheAccountWhereverItWasStored() {
    for (int seed = 0; seed < 20; seed++) {
      TradeLogTest one = new TradeLogTest();
      TradeLogTest other = new TradeLogTest();
      Random random = new Random(seed);
      int cut = random.nextInt(100);
      for (int i = 0; i < 100; i++) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long quantity = (1 + random.nextInt(5)) * UNIT;
        double price = 100 + random.nextInt(20);
        one.fill(side, quantity, price, 0.01, false);
        if (i == cut) {
          StateWriter state = new StateWriter();
          other.log.write(state);
          other.log = new TradeLog(other.catalogue);
          other.log.read(new StateReader(state.toByteArray()));
        }
        other.fill(side, quantity, price, 0.01, false);
      }
      one.log.end(one.portfolio, 99, one.trades::add);
      other.log.end(other.portfolio, 99, other.trades::add);
      assertThat(other.trades).isEqualTo(one.trades);
      double net = one.trades.stream().mapToDouble(ClosedTrade::netPnl).sum();
      assertThat(net).isCloseTo(one.portfolio.equity() - 100_000, within(NEAR));
    }
  }

  private void fill(Side side, long quantity, double price, double fee, boolean maker) {
    orders++;
    String id = "o-" + orders;
    log.onOrder(
        new Order(
            id,
            Order.Kind.NEW,
            "a",
            "s",
            ID,
            side,
            OrderType.MARKET,
            0,
            0,
            quantity,
            false,
            "i-" + orders,
            "",
            "reason " + id,
            orders,
            orders));
    Instrument instrument = catalogue.find(ID);
    assertThat(instrument).isNotNull();
    long scaled = Math.round(price / instrument.price(1));
    ExecutionReport report =
        new ExecutionReport(
            "r-" + orders,
            id,
            "a",
            "s",
            ID,
            side,
            Status.FILLED,
            quantity,
            scaled,
            quantity,
            0,
            fee,
            maker,
            "",
            orders);
    log.onReport(report);
    log.onPosition(portfolio.onFill(report), trades::add);
  }
}
