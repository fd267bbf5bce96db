package io.cryptoscalp.models.family.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.account.AccountConfig;
import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.account.AccountOutput;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.risk.RiskLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Does an action cost a policy in training what it would cost the trading account? One sequence of
 * wishes goes through both, and the equities are compared to the cent.
 */
class EnvironmentIsTheAccountTest {
  private static final TradingTerms TERMS = new TradingTerms(10_000, 0.5, 2, 0, 0);
  private static final Instrument INSTRUMENT = Walks.instrument();

  /** The account as the job runs it: risk sizes, paper executes. */
  private static final class Account implements AccountOutput {
    final List<Decision> decisions = new ArrayList<>();
    final List<ExecutionReport> fills = new ArrayList<>();
    final AccountEngine engine =
        new AccountEngine(
            new AccountConfig(
                "main",
                10_000,
                RiskLimits.defaults(Set.of(INSTRUMENT.id())),
                new PaperOptions(1, TERMS.slippageBps())),
            id -> id.equals(INSTRUMENT.id()) ? INSTRUMENT : null);

    @Override
    public void decision(Decision decision) {
      if (decision.intentId().startsWith("policy/")) { // others tell of minutes without ticks
        decisions.add(decision);
      }
    }

    @Override
    public void order(Order order) {}

    @Override
    public void report(ExecutionReport report) {
      if (report.lastQuantity() > 0) {
        fills.add(report);
      }
    }

    @Override
    public void position(PositionSnapshot position) {}
  }

  @Test
  void oneSequenceOfActionsEarnsTheSame() {
    MarketPath path = Walks.of(1, 600, 0, 7).get(0);
    Random random = new Random(11);
    int trades = 0;
    for (int from = 0; from + 40 < path.rows(); from += 40) {
      int side = random.nextBoolean() ? 1 : -1;
      int enter = 1 + random.nextInt(10);
      int leave = enter + 1 + random.nextInt(20);
      trades += compare(path, from, side, enter, leave);
    }
    assertThat(trades).isGreaterThan(10);
  }

  private static int compare(MarketPath path, int from, int side, int enter, int leave) {
    Account account = new Account();
    double[] equity = new double[40];
    for (int i = 0; i < 40; i++) {
      account.engine.onTick(tick(path, from + i), account);
      equity[i] = account.engine.portfolio().equity();
      if (i == enter || i == leave) {
        account.engine.onIntent(intent(path, from + i, i == enter ? side : 0), account);
      }
    }
    assertThat(account.decisions).as("%s", account.decisions).allMatch(Decision::accepted);
    assertThat(account.fills).hasSize(2);
    double quantity = INSTRUMENT.quantity(account.fills.get(0).lastQuantity());
    // a hair above, so that rounding to lots does not lose one
    double notional = quantity * path.mids()[from] * (1 + 1e-9);
    TradingEnvironment environment =
        new TradingEnvironment(
            path, new TradingTerms(notional, TERMS.halfSpreadBps(), TERMS.slippageBps(), 0, 0));
    environment.reset(from, from + 41);
    for (int i = 0; i < 39; i++) {
      environment.step(i >= enter && i < leave ? 1 + side : 1);
      if (i == enter) {
        continue; // the account marks before it fills: this fill is valued at the next tick
      }
      assertThat(environment.profit() * notional)
          .as("row %d", i + 1)
          .isCloseTo(equity[i + 1] - 10_000, within(0.01));
    }
    assertThat(environment.fills()).isEqualTo(2);
    assertThat(equity[39]).isNotEqualTo(10_000);
    return 1;
  }

  /** The touch half a basis point from the mid, to the tick, with nothing shown. */
  private static MarketTick tick(MarketPath path, int row) {
    double half = path.mids()[row] * TERMS.halfSpreadBps() / 1e4;
    return new MarketTick(
        INSTRUMENT.id(),
        path.timesNs()[row],
        path.timesNs()[row],
        row,
        new long[] {INSTRUMENT.floorToTick(INSTRUMENT.scalePrice(path.mids()[row] - half))},
        new long[] {0},
        new long[] {INSTRUMENT.ceilToTick(INSTRUMENT.scalePrice(path.mids()[row] + half))},
        new long[] {0},
        0,
        0,
        null,
        INSTRUMENT.scalePrice(path.mids()[row]),
        Double.NaN,
        0,
        Regime.NORMAL,
        true);
  }

  private static Intent intent(MarketPath path, int row, int side) {
    Intent.Action action =
        side == 0
            ? Intent.Action.EXIT
            : side > 0 ? Intent.Action.ENTER_LONG : Intent.Action.ENTER_SHORT;
    MarketTick tick = tick(path, row);
    return new Intent(
        "policy/" + row,
        "policy",
        "main",
        INSTRUMENT.id(),
        action,
        OrderType.MARKET,
        0,
        side > 0 ? tick.bestAsk() : tick.bestBid(),
        away(path.mids()[row], -0.05 * side),
        away(path.mids()[row], 0.1 * side),
        1,
        0.5,
        "",
        false,
        0,
        Regime.NORMAL,
        "",
        path.timesNs()[row],
        path.timesNs()[row],
        row);
  }

  /** A price at a distance that is never reached; 0 for an exit. */
  private static long away(double mid, double share) {
    return share == 0 ? 0 : INSTRUMENT.floorToTick(INSTRUMENT.scalePrice(mid * (1 + share)));
  }
}
