package io.cryptoscalp.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.Intent.Action;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.event.RiskCommand.Kind;
import io.cryptoscalp.engine.risk.RiskLimit;
import io.cryptoscalp.engine.risk.TradingState;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Do commands, losses and faults lead where they should, each with its row? */
class AccountControlTest {
  private final AccountFixture account = AccountFixture.gateway();

  @BeforeEach
  void aTick() {
    account.tick(1, 10_000, account.engine);
  }

  private Decision enter(long sequence) {
    account.engine.onIntent(
        AccountFixture.intent(sequence, Action.ENTER_LONG, 10_000.1, 9_500, 11_000), account);
    return decided();
  }

  private Decision decided() {
    return account.decisions.get(account.decisions.size() - 1);
  }

  private AccountEngine restored() {
    StateWriter out = new StateWriter();
    account.engine.write(out);
    AccountEngine next = AccountFixture.create(null);
    next.read(new StateReader(out.toByteArray()));
    return next;
  }

  @Test
  void aCommandIsARowWithItsIdAndTheAccountsFigures() {
    account.command("c1", Kind.REDUCE);
    assertThat(decided().decisionId()).isEqualTo("c1");
    assertThat(decided().layer()).isEqualTo("account");
    assertThat(decided().rule()).isEqualTo("requested");
    assertThat(decided().code())
        .isEqualTo("ACCOUNT_STATE: from=ACTIVE to=REDUCING reason=REQUESTED");
    assertThat(decided().numbers()).isEqualTo("equity=10000 dayReturn=0 drawdown=0");
    int rows = account.decisions.size();
    account.command("c1", Kind.HALT);
    assertThat(account.decisions).as("a repeated id").hasSize(rows);
    assertThat(account.engine.state()).isEqualTo(TradingState.REDUCING);
  }

  @Test
  void aStrategyIsHaltedByItself() {
    account.command("c1", Kind.HALT, "test", Map.of());
    assertThat(decided().strategy()).isEqualTo("test");
    assertThat(decided().code()).startsWith("STRATEGY_STATE: from=ACTIVE to=HALTED");
    assertThat(account.engine.state()).isEqualTo(TradingState.ACTIVE);
    assertThat(enter(2).code()).startsWith("ACCOUNT_STRATEGY_HALTED: state=HALTED");
    account.command("c2", Kind.RESUME, "other", Map.of());
    assertThat(enter(3).accepted()).isFalse();
    account.command("c3", Kind.RESUME, "test", Map.of());
    assertThat(enter(4).accepted()).isTrue();
  }

  @Test
  void flattenHaltsAndClosesEverything() {
    enter(1);
    Order entry = account.orders.get(0);
    account.engine.onReport(Reports.fill(entry, 100, 100, 1_000_010), account);
    account.orders.clear();
    account.command("c1", Kind.FLATTEN);
    assertThat(account.engine.state()).isEqualTo(TradingState.HALTED);
    List<Order> sent =
        account.orders.stream().filter(order -> order.kind() == Order.Kind.NEW).toList();
    assertThat(sent).extracting(Order::quantity).containsExactly(100L);
    assertThat(sent.get(0).reduceOnly()).isTrue();
    assertThat(account.orders).as("entry, stop and target are cancelled").hasSizeGreaterThan(3);
    account.orders.clear();
    account.command("c2", Kind.FLATTEN);
    assertThat(account.orders).as("everything is under way").isEmpty();
  }

  @Test
  void changedLimitsHoldAtOnceAndAfterARestore() {
    account.command("c1", Kind.LIMITS, "", Map.of("max-order-notional", "1000", "tradable", "X"));
    assertThat(decided().rule()).isEqualTo("limits");
    assertThat(decided().accepted()).isTrue();
    assertThat(decided().numbers()).isEqualTo("max-order-notional=1000 tradable=X");
    assertThat(enter(2).code()).startsWith("COMPLIANCE_NOT_TRADABLE");
    account.command("c2", Kind.LIMITS, "", Map.of("tradable", AccountFixture.ID));
    AccountEngine next = restored();
    assertThat(next.limits().get(RiskLimit.MAX_ORDER_NOTIONAL)).isEqualTo(1_000);
    assertThat(next.limits().tradable()).containsExactly(AccountFixture.ID);
    assertThat(enter(3).quantity()).as("1,000 at 10,000.10").isEqualTo(99);
  }

  @Test
  void oneBadValueChangesNothing() {
    account.command("c1", Kind.LIMITS, "", Map.of("max-leverage", "1", "price-band", "7"));
    assertThat(decided().accepted()).isFalse();
    assertThat(decided().code()).startsWith("LIMIT_INVALID: key=price-band value=7");
    assertThat(account.engine.limits().get(RiskLimit.MAX_LEVERAGE)).isEqualTo(3);
    assertThat(restored().limits().get(RiskLimit.MAX_LEVERAGE)).isEqualTo(3);
  }

  @Test
  void aCommandForLaterWaitsForItsTimeThroughARestore() {
    RiskCommand later =
        new RiskCommand("later", Kind.HALT, "main", "", Map.of(), "", 5_000_000_000L);
    RiskCommand sooner =
        new RiskCommand("sooner", Kind.REDUCE, "main", "", Map.of(), "", 4_000_000_000L);
    account.engine.onCommand(later, account);
    account.engine.onCommand(sooner, account);
    assertThat(account.engine.state()).isEqualTo(TradingState.ACTIVE);
    AccountEngine next = restored();
    account.tick(3, 10_000, next);
    assertThat(next.state()).isEqualTo(TradingState.ACTIVE);
    account.tick(4, 10_000, next);
    assertThat(next.state()).isEqualTo(TradingState.REDUCING);
    account.tick(5, 10_000, next);
    assertThat(next.state()).isEqualTo(TradingState.HALTED);
    next.onCommand(later, account);
    assertThat(account.decisions).extracting(Decision::decisionId).containsOnlyOnce("later");
  }

  @Test
  void aSilentFeedOfAHeldInstrumentReducesUntilItIsBack() {
    enter(1);
    account.engine.onReport(Reports.fill(account.orders.get(0), 249, 249, 1_000_010), account);
    account.engine.onTick(AccountFixture.otherTick(31), account);
    assertThat(account.engine.state()).isEqualTo(TradingState.ACTIVE);
    account.engine.onTick(AccountFixture.otherTick(32), account);
    assertThat(account.engine.state()).isEqualTo(TradingState.REDUCING);
    assertThat(decided().layer()).isEqualTo("operational");
    assertThat(decided().rule()).isEqualTo("feed-silence");
    assertThat(decided().numbers())
        .isEqualTo("instrument=" + AccountFixture.ID + " silentMs=30000 limitMs=30000");
    int rows = account.decisions.size();
    account.engine.onTick(AccountFixture.otherTick(33), account);
    assertThat(account.decisions).as("one row").hasSize(rows);
    account.tick(34, 10_000, account.engine);
    assertThat(account.engine.state()).isEqualTo(TradingState.ACTIVE);
    assertThat(decided().code())
        .isEqualTo("ACCOUNT_STATE: from=REDUCING to=ACTIVE reason=OPERATIONAL_FEED_SILENT");
  }

  @Test
  void resumingAHaltByHandLeavesTheDaysLossCounted() {
    enter(1);
    account.engine.onReport(Reports.fill(account.orders.get(0), 249, 249, 1_000_010), account);
    account.tick(2, 9_000, account.engine);
    double loss = account.engine.portfolio().dayReturn();
    assertThat(loss).isNegative();
    account.command("c1", Kind.HALT);
    account.command("c2", Kind.RESUME);
    assertThat(account.engine.portfolio().dayReturn()).isEqualTo(loss);
    account.tick(3, 8_700, account.engine);
    assertThat(account.engine.state()).isEqualTo(TradingState.HALTED);
    assertThat(decided().rule()).isEqualTo("daily-loss");
  }

  @Test
  void venueRejectsKeepEntriesBack() {
    for (int i = 1; i <= 5; i++) {
      assertThat(enter(i).accepted()).as("entry %s", i).isTrue();
      account.engine.onReport(
          Reports.rejected(account.orders.get(account.orders.size() - 1)), account);
    }
    assertThat(enter(6).code()).isEqualTo("OPERATIONAL_REJECT_RATE: rejects=5 limit=5");
  }
}
