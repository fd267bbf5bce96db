package io.cryptoscalp.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.Intent.Action;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.event.RiskCommand.Kind;
import io.cryptoscalp.engine.risk.TradingState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Does an account notice that nothing comes any more, at the same moment however it is told? */
class SilenceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void heldInstrumentFallsSilentToTheNanosecond() {
    AccountFixture account = holding();
    account.engine.onTime(31 * SECOND, account);
    assertThat(account.engine.state()).isEqualTo(TradingState.ACTIVE);
    account.engine.onTime(31 * SECOND + 1, account);
    assertThat(account.engine.state()).isEqualTo(TradingState.REDUCING);
    Decision row = account.decisions.get(account.decisions.size() - 1);
    assertThat(row.rule()).isEqualTo("feed-silence");
    assertThat(row.eventTimeNs()).isEqualTo(31 * SECOND + 1);

    account.tick(40, 10_000, account.engine);
    assertThat(account.engine.state()).isEqualTo(TradingState.ACTIVE);
  }

  @Test
  void flatAccountDoesNotCare() {
    AccountFixture account = AccountFixture.paper();
    account.tick(1, 10_000, account.engine);
    account.engine.onTime(1_000 * SECOND, account);
    assertThat(account.engine.state()).isEqualTo(TradingState.ACTIVE);
    assertThat(account.decisions).isEmpty();
  }

  @Test
  void howOftenTimeIsToldMakesNoDifference() {
    List<Decision> expected = null;
    for (long step : new long[] {SECOND / 10, SECOND, 7 * SECOND, 500 * SECOND}) {
      AccountFixture account = holding();
      RiskCommand later =
          new RiskCommand("later", Kind.HALT, "main", "", Map.of(), "", 100 * SECOND);
      account.engine.onCommand(later, account);
      for (long now = 2 * SECOND; now < 200 * SECOND; now += step) {
        account.engine.onTime(now, account);
      }
      account.tick(200, 10_000, account.engine);
      assertThat(account.engine.state()).as("step %s", step).isEqualTo(TradingState.HALTED);
      expected = expected == null ? account.decisions : expected;
      assertThat(account.decisions).as("step %s", step).isEqualTo(expected);
    }
  }

  @Test
  void silentEdgeReducesUntilItsNextTick() {
    AccountFixture account = AccountFixture.gateway();
    account.tick(1, 10_000, account.engine);
    account.engine.onEdgeSilent(10_000, account);
    account.engine.onEdgeSilent(20_000, account);
    assertThat(account.engine.state()).isEqualTo(TradingState.REDUCING);
    assertThat(account.decisions).as("told once").hasSize(1);
    assertThat(account.decisions.get(0).rule()).isEqualTo("edge-silence");
    account.tick(2, 10_000, account.engine);
    assertThat(account.engine.state()).isEqualTo(TradingState.ACTIVE);
  }

  private static AccountFixture holding() {
    AccountFixture account = AccountFixture.paper();
    account.tick(1, 10_000, account.engine);
    account.engine.onIntent(
        AccountFixture.intent(1, Action.ENTER_LONG, 10_000.1, 9_500, 11_000), account);
    assertThat(account.engine.portfolio().quantity("test", AccountFixture.ID)).isPositive();
    return account;
  }
}
