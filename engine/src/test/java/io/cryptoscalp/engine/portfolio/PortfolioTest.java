package io.cryptoscalp.engine.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Does an account come to the sums that one gets by hand? Formulas of linear contracts: profit =
 * quantity x (exit - entry). Of inverse contracts (Binance, COIN-M Futures PnL and margin
 * calculations): profit in coins = contracts x size x (1 / entry - 1 / exit), average entry =
 * contracts / sum(contracts / price). Funding (Binance, Introduction to funding rates): payment =
 * notional at the mark x rate, from longs to shorts when the rate is positive.
 */
class PortfolioTest {
  private static final String LINEAR = "BTCUSDT-PERP.BINANCE";
  private static final String INVERSE = "BTCUSD-PERP.BINANCE";
  private static final long DAY_NS = 86_400_000_000_000L;

  private final Portfolio portfolio = new Portfolio("main", 10_000, PortfolioTest::instrument);
  private long timeNs = 19_000 * DAY_NS;

  private static Instrument instrument(String id) {
    boolean inverse = id.equals(INVERSE);
    return new Instrument(
        id,
        "BTC",
        inverse ? Venue.BINANCE_COINM : Venue.BINANCE_USDM,
        "BTC",
        inverse ? "USD" : "USDT",
        inverse ? "BTC" : "USDT",
        inverse,
        2,
        inverse ? 0 : 3,
        10,
        1,
        1,
        5,
        inverse ? 100 : 1,
        0.0002,
        0.0004,
        0.004,
        125);
  }

  private PositionSnapshot fill(String id, Side side, double quantity, double price, double fee) {
    Instrument instrument = instrument(id);
    return portfolio.onFill(
        new ExecutionReport(
            "r",
            "o",
            "main",
            "s",
            id,
            side,
            ExecutionReport.Status.FILLED,
            instrument.scaleQuantity(quantity),
            instrument.scalePrice(price),
            0,
            0,
            fee,
            false,
            "",
            timeNs));
  }

  private void mark(String id, double price) {
    portfolio.onTick(
        new MarketTick(
            id,
            timeNs,
            timeNs,
            1,
            new long[0],
            new long[0],
            new long[0],
            new long[0],
            0,
            0,
            null,
            instrument(id).scalePrice(price),
            0,
            0,
            Regime.NORMAL,
            true));
  }

  private Position position(String id) {
    Position position = portfolio.find("s", id);
    assertThat(position).isNotNull();
    return position;
  }

  @Test
  void aLinearLongIsAveragedReducedAndClosed() {
    fill(LINEAR, Side.BUY, 0.1, 30_000, 1.2);
    fill(LINEAR, Side.BUY, 0.3, 32_000, 3.84);
    // (0.1 x 30,000 + 0.3 x 32,000) / 0.4
    assertThat(position(LINEAR).averagePrice()).isEqualTo(31_500, within(1e-9));
    mark(LINEAR, 32_500);
    assertThat(position(LINEAR).unrealizedPnl()).isEqualTo(0.4 * 1_000, within(1e-9));
    assertThat(position(LINEAR).notional()).isEqualTo(13_000, within(1e-9));
    fill(LINEAR, Side.SELL, 0.1, 33_000, 1.32);
    assertThat(position(LINEAR).realizedPnl()).isEqualTo(150, within(1e-9));
    assertThat(position(LINEAR).averagePrice()).as("closing does not move it").isEqualTo(31_500);
    fill(LINEAR, Side.SELL, 0.3, 31_000, 3.72);
    assertThat(position(LINEAR).realizedPnl()).isEqualTo(150 - 150, within(1e-9));
    assertThat(portfolio.equity()).isEqualTo(10_000 - 1.2 - 3.84 - 1.32 - 3.72, within(1e-9));
    assertThat(portfolio.openPositions()).isZero();
  }

  @Test
  void aFillBeyondFlatOpensTheOtherSideAtItsPrice() {
    fill(LINEAR, Side.SELL, 0.2, 30_000, 0);
    fill(LINEAR, Side.BUY, 0.5, 29_000, 0);
    assertThat(position(LINEAR).realizedPnl()).isEqualTo(200, within(1e-9));
    assertThat(position(LINEAR).quantity()).isEqualTo(300);
    assertThat(position(LINEAR).averagePrice()).isEqualTo(29_000);
    assertThat(portfolio.netNotional()).isPositive();
  }

  @Test
  void anInverseLongEarnsCoinsThatAreWorthTheExitPrice() {
    fill(INVERSE, Side.BUY, 10, 20_000, 0.4);
    fill(INVERSE, Side.BUY, 30, 24_000, 1.2);
    // 40 / (10 / 20,000 + 30 / 24,000) = 40 / 0.00175
    double average = 40 / 0.00175;
    assertThat(position(INVERSE).averagePrice()).isEqualTo(average, within(1e-9));
    mark(INVERSE, 25_000);
    // 40 x 100 x (0.00175 / 40 - 1 / 25,000) = 0.015 BTC, at 25,000 = 375
    assertThat(position(INVERSE).unrealizedPnl()).isEqualTo(375, within(1e-9));
    assertThat(position(INVERSE).notional()).isEqualTo(4_000, within(1e-9));
    fill(INVERSE, Side.SELL, 40, 25_000, 1.6);
    assertThat(position(INVERSE).realizedPnl()).isEqualTo(375, within(1e-9));
    assertThat(portfolio.equity()).isEqualTo(10_000 + 375 - 3.2, within(1e-9));
  }

  @Test
  void anInverseShortEarnsWhenThePriceFalls() {
    fill(INVERSE, Side.SELL, 50, 25_000, 0);
    fill(INVERSE, Side.BUY, 50, 20_000, 0);
    // -50 x 100 x (1 / 25,000 - 1 / 20,000) = 0.05 BTC, at 20,000 = 1,000
    assertThat(position(INVERSE).realizedPnl()).isEqualTo(1_000, within(1e-9));
  }

  @Test
  void longsPayPositiveFundingAndShortsReceiveIt() {
    fill(LINEAR, Side.BUY, 0.5, 30_000, 0);
    fill(INVERSE, Side.SELL, 20, 30_000, 0);
    mark(LINEAR, 32_000);
    List<PositionSnapshot> rows = portfolio.settleFunding(LINEAR, 0.0001, timeNs);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).cause()).isEqualTo("funding");
    assertThat(position(LINEAR).funding()).isEqualTo(-0.5 * 32_000 * 0.0001, within(1e-9));
    portfolio.settleFunding(INVERSE, 0.0002, timeNs);
    assertThat(position(INVERSE).funding()).isEqualTo(20 * 100 * 0.0002, within(1e-9));
    portfolio.settleFunding(LINEAR, -0.0002, timeNs);
    assertThat(position(LINEAR).funding()).isEqualTo(-1.6 + 3.2, within(1e-9));
  }

  @Test
  void dayAndPeakFollowTheEquity() {
    fill(LINEAR, Side.BUY, 1, 30_000, 0);
    mark(LINEAR, 32_000);
    assertThat(portfolio.peakEquity()).isEqualTo(12_000, within(1e-9));
    mark(LINEAR, 31_000);
    assertThat(portfolio.drawdown()).isEqualTo(1 - 11_000 / 12_000.0, within(1e-12));
    assertThat(portfolio.dayReturn()).isEqualTo(0.1, within(1e-12));
    timeNs += DAY_NS - 1;
    mark(LINEAR, 31_000);
    assertThat(portfolio.dayReturn())
        .as("the last moment of the day")
        .isEqualTo(0.1, within(1e-12));
    timeNs += 1;
    mark(LINEAR, 30_000);
    // The day begins with what the last mark of the day before made.
    assertThat(portfolio.dayReturn()).isEqualTo(10_000 / 11_000.0 - 1, within(1e-12));
    portfolio.restartDay();
    portfolio.restartPeak();
    assertThat(portfolio.dayReturn()).isZero();
    assertThat(portfolio.drawdown()).isZero();
  }

  @Test
  void aStoredPortfolioIsTheSame() {
    fill(LINEAR, Side.BUY, 1, 30_000, 0.5);
    fill(INVERSE, Side.SELL, 20, 30_000, 0);
    mark(LINEAR, 32_000);
    portfolio.settleFunding(LINEAR, 0.0001, timeNs);
    StateWriter out = new StateWriter();
    portfolio.write(out);
    Portfolio restored = new Portfolio("main", 10_000, PortfolioTest::instrument);
    restored.read(new StateReader(out.toByteArray()));
    assertThat(restored.equity()).isEqualTo(portfolio.equity());
    assertThat(restored.peakEquity()).isEqualTo(portfolio.peakEquity());
    StateWriter again = new StateWriter();
    restored.write(again);
    assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
  }
}
