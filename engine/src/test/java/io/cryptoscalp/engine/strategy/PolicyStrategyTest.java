package io.cryptoscalp.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Intent.Action;
import io.cryptoscalp.engine.event.PolicySignal;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Does the strategy ask for what the policy wants, once, and give up what is not renewed? */
class PolicyStrategyTest {
  private static final Instrument BTC =
      Objects.requireNonNull(InstrumentCatalogue.builtIn().find("BTCUSDT-PERP.BINANCE"));
  private static final List<String> FEATURES = List.of("spread_bps", "realised_vol_10s");

  private final List<Intent> intents = new ArrayList<>();

  private static PolicyStrategy strategy() {
    return new PolicyStrategy("main", BTC, StrategyOptions.DEFAULT, FEATURES::indexOf);
  }

  private static PolicySignal signal(long second, int side) {
    return new PolicySignal(
        BTC.id(),
        second * 1_000_000_000L,
        second,
        "ppo",
        "1",
        side,
        0.7,
        (second + 40) * 1_000_000_000L);
  }

  private void snapshot(PolicyStrategy strategy, long second) {
    long bid = BTC.floorToTick(BTC.scalePrice(50_000));
    FeatureSnapshot snapshot =
        new FeatureSnapshot(
            BTC.id(),
            second * 1_000_000_000L,
            second * 1_000_000_000L,
            second,
            "v1",
            new double[] {0.2, 3},
            new long[] {3},
            bid,
            bid + BTC.tickSize(),
            Regime.NORMAL,
            1,
            true);
    Prediction none =
        new Prediction(
            BTC.id(), snapshot.eventTimeNs(), snapshot.receiveTimeNs(), second, "", "", 0.5, false);
    strategy.onSnapshot(new ScoredSnapshot(snapshot, none), intents::add);
  }

  private List<Action> actions() {
    return intents.stream().map(Intent::action).toList();
  }

  @Test
  void entersLeavesAndTurns() {
    PolicyStrategy strategy = strategy();
    snapshot(strategy, 1);
    assertThat(intents).isEmpty();
    strategy.onPolicy(signal(2, 1));
    snapshot(strategy, 2);
    snapshot(strategy, 3);
    strategy.onPolicy(signal(4, -1));
    snapshot(strategy, 4);
    snapshot(strategy, 5);
    strategy.onPolicy(signal(6, 0));
    snapshot(strategy, 6);
    snapshot(strategy, 7);
    assertThat(actions())
        .containsExactly(Action.ENTER_LONG, Action.EXIT, Action.ENTER_SHORT, Action.EXIT);
    Intent entry = intents.get(0);
    assertThat(entry.stopPrice()).isPositive().isLessThan(entry.referencePrice());
    assertThat(entry.takeProfitPrice()).isGreaterThan(entry.referencePrice());
    assertThat(entry.confidence()).isEqualTo(0.7);
    assertThat(entry.reason()).startsWith("ppo@1 ");
    assertThat(intents.get(2).stopPrice()).isGreaterThan(intents.get(2).referencePrice());
  }

  @Test
  void aWishThatIsNotRenewedIsGivenUp() {
    PolicyStrategy strategy = strategy();
    strategy.onPolicy(signal(1, 1));
    snapshot(strategy, 1);
    snapshot(strategy, 41);
    assertThat(actions()).containsExactly(Action.ENTER_LONG);
    snapshot(strategy, 42);
    snapshot(strategy, 43);
    assertThat(actions()).containsExactly(Action.ENTER_LONG, Action.EXIT);
    assertThat(intents.get(1).reason()).startsWith("wish not renewed: ");
  }

  @Test
  void whatIsWantedSurvivesARestore() {
    PolicyStrategy before = strategy();
    before.onPolicy(signal(1, -1));
    snapshot(before, 1);
    StateWriter out = new StateWriter();
    before.write(out);
    PolicyStrategy after = strategy();
    after.read(new StateReader(out.toByteArray()));
    snapshot(after, 2); // nothing new
    after.onPolicy(signal(3, 0));
    snapshot(after, 3);
    assertThat(actions()).containsExactly(Action.ENTER_SHORT, Action.EXIT);
  }
}
