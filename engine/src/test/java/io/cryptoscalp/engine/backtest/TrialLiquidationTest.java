package io.cryptoscalp.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.account.AccountConfig;
import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.matching.LatencyModel;
import io.cryptoscalp.engine.matching.MarginModel;
import io.cryptoscalp.engine.matching.MarginModel.Mode;
import io.cryptoscalp.engine.matching.MarketFeed;
import io.cryptoscalp.engine.matching.SimulatedExecutor;
import io.cryptoscalp.engine.matching.TapeKind;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.risk.RiskLimits;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What does a market that crashes leave of an account with ten times its equity at stake? */
class TrialLiquidationTest {
  private static final String BTC = "BTCUSDT-PERP.BINANCE";
  private static final long MS = 1_000_000;
  private static final long START = 1_700_000_000_000L * MS;
  private static final double EQUITY = 100_000;
  private static final int MOMENTS = 40;
  private static final Instrument INSTRUMENT = instrument();
  private static final long STEP = INSTRUMENT.tickSize();
  private static final long SIZE = INSTRUMENT.lotSize() * 10_000;

  private static final RiskLimits LIMITS =
      RiskLimits.defaults(Set.of(BTC))
          .with(
              Map.ofEntries(
                  Map.entry("max-position-share", "100"),
                  Map.entry("max-gross-share", "100"),
                  Map.entry("max-net-share", "100"),
                  Map.entry("max-base-share", "100"),
                  Map.entry("max-leverage", "125"),
                  Map.entry("margin-reserve", "0"),
                  Map.entry("max-order-notional", "1e9"),
                  Map.entry("daily-loss-halt", "1"),
                  Map.entry("drawdown-reduce", "1"),
                  Map.entry("drawdown-halt", "1")));

  private static Instrument instrument() {
    Instrument instrument = InstrumentCatalogue.builtIn().find(BTC);
    assertThat(instrument).isNotNull();
    return instrument;
  }

  /** Middle of the touch, and mark: flat, then down to 98 %, then to 92 % at once. */
  private static double price(int moment) {
    if (moment < 15) {
      return 60_000;
    }
    return 60_000 * (moment < 20 ? 1 - 0.004 * (moment - 14) : 0.92);
  }

  /** A trial that can be stored and go on as another object. */
  private static final class Run extends TrialNotes {
    private final Mode mode;
    private final double leverage;
    private MarketFeed feed;
    private AccountEngine account;
    private Trial trial;

    Run(Mode mode, double leverage) {
      this.mode = mode;
      this.leverage = leverage;
      this.feed = new MarketFeed(id -> INSTRUMENT, null, 5 * MS);
      this.account = account();
      this.trial = trial();
    }

    private AccountEngine account() {
      VenueOptions options = VenueOptions.standard(LatencyModel.constant(10 * MS, 10 * MS));
      VenueOptions terms =
          leverage == 0
              ? options
              : options.withMargin(MarginModel.of(INSTRUMENT, leverage, 0.005).withMode(mode));
      return new AccountEngine(
          new AccountConfig("a", EQUITY, LIMITS, null),
          id -> INSTRUMENT,
          positions -> new SimulatedExecutor(List.of(feed.market(BTC)), List.of(terms), EQUITY));
    }

    private Trial trial() {
      return new Trial(TrialWindow.ALL, 1000 * MS, account, id -> List.of(), id -> INSTRUMENT);
    }

    void restart() {
      StateWriter out = new StateWriter();
      feed.write(out);
      trial.write(out);
      StateReader in = new StateReader(out.toByteArray());
      feed = new MarketFeed(id -> INSTRUMENT, null, 5 * MS);
      account = account();
      trial = trial();
      feed.read(in);
      trial.read(in);
      assertThat(in.remaining()).isZero();
    }

    /** Everything, with a restart before a moment, between two reports of it. */
    Run all(int cut) {
      for (int i = 0; i < MOMENTS; i++) {
        long at = START + 100L * i * MS;
        if (i == cut) {
          restart();
        }
        feed.add(events(i, at));
        trial.onTick(tick(i, at), this);
        if (i == cut) {
          restart();
        }
        if (i == 5) {
          trial.onIntent(intent(at), this);
        }
        trial.onTime(at + 15 * MS, this);
      }
      trial.end(this);
      return this;
    }
  }

  private static MarketEvents events(int moment, long at) {
    long mid = Math.round(price(moment) * 10) * STEP;
    int levels = 100;
    byte[] kinds = new byte[2 * levels + 2];
    long[] prices = new long[kinds.length];
    long[] quantities = new long[kinds.length];
    kinds[0] = TapeKind.CLEAR;
    for (int i = 0; i < levels; i++) {
      kinds[1 + 2 * i] = TapeKind.BID;
      prices[1 + 2 * i] = mid - (i + 1) * STEP;
      kinds[2 + 2 * i] = TapeKind.ASK;
      prices[2 + 2 * i] = mid + (i + 1) * STEP;
      quantities[1 + 2 * i] = SIZE / 10;
      quantities[2 + 2 * i] = 10 * SIZE;
    }
    kinds[kinds.length - 1] = TapeKind.MARK;
    quantities[kinds.length - 1] = mid;
    return new MarketEvents(BTC, at, at, kinds, prices, quantities, Double.NaN, 0);
  }

  private static MarketTick tick(int moment, long at) {
    long mid = Math.round(price(moment) * 10) * STEP;
    return new MarketTick(
        BTC,
        at,
        at,
        moment,
        new long[] {mid - STEP},
        new long[] {SIZE},
        new long[] {mid + STEP},
        new long[] {SIZE},
        0,
        0,
        null,
        mid,
        Double.NaN,
        0,
        Regime.NORMAL,
        true);
  }

  /** Two hundredths of the equity at stake over a fifth of a hundredth. */
  private static Intent intent(long at) {
    long price = INSTRUMENT.scalePrice(60_000);
    return new Intent(
        "i",
        "s",
        "a",
        BTC,
        Intent.Action.ENTER_LONG,
        OrderType.MARKET,
        0,
        price,
        price - 1_200 * STEP,
        price + 6_000 * STEP,
        0.9,
        0.5,
        "",
        false,
        0,
        Regime.NORMAL,
        "because",
        at,
        at,
        5);
  }

  @Test
  void anIsolatedPositionCostsItsMarginAndNoMore() {
    Run run = new Run(Mode.ISOLATED, 20).all(-1);
    ClosedTrade trade = run.trades.get(0);
    double notional = trade.entryPrice() * INSTRUMENT.quantity(trade.quantity());
    assertThat(notional).as("%s", run.decisions).isGreaterThan(9 * EQUITY);
    double opening = notional * INSTRUMENT.takerFee();
    assertThat(run.trial.summary().equity())
        .isCloseTo(EQUITY - notional / 20 - opening, within(1e-6));
    assertThat(-trade.netPnl()).isCloseTo(notional / 20 + opening, within(1e-6));
    assertThat(trade.exitReason()).isEqualTo("LIQUIDATION");
    told(run);
  }

  @Test
  void acrossTheAccountItCostsAllThatItLosesAndTheFee() {
    Run run = new Run(Mode.CROSS, 20).all(-1);
    ClosedTrade trade = run.trades.get(0);
    double size = INSTRUMENT.quantity(trade.quantity());
    double lost = size * (trade.entryPrice() - trade.exitPrice());
    double fees =
        size * (trade.entryPrice() + trade.exitPrice()) * INSTRUMENT.takerFee()
            + size * price(30) * 0.005;
    assertThat(run.trial.summary().equity()).isCloseTo(EQUITY - lost - fees, within(1e-6));
    assertThat(trade.exitReason()).isEqualTo("LIQUIDATION");
    told(run);
  }

  private static void told(Run run) {
    TrialSummary summary = run.trial.summary();
    assertThat(summary.liquidations()).isEqualTo(1);
    assertThat(summary.trades()).isEqualTo(1);
    assertThat(run.account.portfolio().openPositions()).isZero();
    assertThat(run.account.ledger().openCount()).isZero();
    List<Order> sent = run.orders;
    assertThat(sent)
        .as("entry, stop, target, and what the venue made; no exit runs after it")
        .extracting(Order::reason)
        .containsExactly("because", "protective stop", "profit target", "LIQUIDATION");
    Order forced = sent.get(3);
    assertThat(forced.clientOrderId()).isEqualTo("autoclose-1-0");
    assertThat(forced.strategy()).isEqualTo("s");
    assertThat(run.reports)
        .filteredOn(report -> report.clientOrderId().equals("autoclose-1-0"))
        .hasSizeGreaterThan(1)
        .allMatch(report -> report.strategy().equals("s") && report.account().equals("a"));
    assertThat(run.decisions)
        .extracting(Decision::code)
        .filteredOn(code -> code.startsWith("EXECUTION_"))
        .hasSize(1)
        .allMatch(code -> code.startsWith("EXECUTION_LIQUIDATED: "));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aRestartAnywhereChangesNothing(Mode mode) {
    Run whole = new Run(mode, 20).all(-1);
    for (int cut = 0; cut < MOMENTS; cut++) {
      Run restarted = new Run(mode, 20).all(cut);
      assertThat(restarted.said).as("restart at %s", cut).isEqualTo(whole.said);
      assertThat(restarted.trial.summary()).isEqualTo(whole.trial.summary());
    }
  }

  @Test
  void withoutLeverageNothingIsClosedByForce() {
    Run run = new Run(Mode.CROSS, 0).all(-1);
    assertThat(run.trial.summary().liquidations()).isZero();
    assertThat(run.trades.get(0).closed()).isFalse();
  }

  @Test
  void whatTheMarginDoesNotCarryIsRejectedAndTold() {
    Run run = new Run(Mode.CROSS, 2).all(-1);
    assertThat(run.reports)
        .extracting(ExecutionReport::reason)
        .containsExactly("MARGIN_INSUFFICIENT");
    assertThat(run.trial.summary().equity()).isEqualTo(EQUITY);
  }
}
