package io.cryptoscalp.engine.regime.consensus;

import static io.cryptoscalp.engine.regime.consensus.TrackerRun.BTC;
import static io.cryptoscalp.engine.regime.consensus.TrackerRun.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.testing.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Is what others concluded taken into account as far as it goes, and no longer? */
class DirectivesTest {
  private static TrackerRun calm() {
    return new TrackerRun(ConsensusOptions.minuteBars())
        .prices(Properties.walk(new Random(5), 600, 30_000, 1e-4));
  }

  private static double[] still(int minutes) {
    return Properties.walk(new Random(6), minutes, 30_000, 1e-4);
  }

  @Test
  void aCrashThatIsToldIsEnteredAtOnceAndLeftWhenNothingSpeaksForIt() {
    for (String scope : new String[] {BTC.id(), "BTC"}) {
      TrackerRun run = calm();
      RegimeChange change = run.tell(scope, Regime.CRASH, 0.8, 20 * MINUTE);
      assertThat(change).isNotNull();
      assertThat(change.to()).isEqualTo(Regime.CRASH);
      assertThat(change.reason()).contains("test: as told");
      assertThat(run.tracker.probability(Regime.CRASH)).isGreaterThanOrEqualTo(0.8);
      run.prices(still(179));
      assertThat(run.tracker.regime()).as("leaving takes the dwell time").isEqualTo(Regime.CRASH);
      run.prices(still(60));
      assertThat(run.tracker.regime()).isNotEqualTo(Regime.CRASH);
    }
  }

  private static double[] glide(double from, double to, int minutes) {
    double[] path = new double[minutes];
    for (int i = 0; i < minutes; i++) {
      path[i] = from + (to - from) * (i + 1) / minutes;
    }
    return path;
  }

  @Test
  void aCrashThatIsToldEndsWithALaterRecoveryOrAReboundOfThePrice() {
    TrackerRun held = calm();
    held.tell(BTC.id(), Regime.CRASH, 0.8, 600 * MINUTE);
    held.prices(still(240));
    assertThat(held.tracker.regime()).isEqualTo(Regime.CRASH);

    TrackerRun recovered = calm();
    recovered.tell(BTC.id(), Regime.CRASH, 0.8, 600 * MINUTE);
    recovered.prices(still(5));
    long now = recovered.nowNs();
    recovered.tracker.onDirective(
        new RegimeDirective(
            BTC.id(), now, now + 300 * MINUTE, Regime.RECOVERY, 0.8, "rebound", "half regained"),
        1,
        recovered.intervals::add);
    recovered.prices(still(235));
    assertThat(recovered.tracker.regime()).isNotEqualTo(Regime.CRASH);

    TrackerRun rebounded = calm();
    rebounded.prices(glide(30_000, 28_000, 20));
    assertThat(rebounded.tracker.regime()).isEqualTo(Regime.CRASH);
    RegimeDirective crash =
        new RegimeDirective(
            BTC.id(),
            rebounded.nowNs(),
            rebounded.nowNs() + 600 * MINUTE,
            Regime.CRASH,
            0.8,
            "pattern",
            "deep");
    rebounded.tracker.onDirective(crash, 1, rebounded.intervals::add);
    rebounded.prices(glide(28_000, 29_700, 200));
    assertThat(rebounded.tracker.regime()).isNotEqualTo(Regime.CRASH);
    rebounded.prices(glide(29_700, 30_100, 60));
    assertThat(rebounded.tracker.onDirective(crash, 1, rebounded.intervals::add))
        .as("told again after a restore")
        .isNull();
    rebounded.prices(still(5));
    assertThat(rebounded.tracker.regime()).isNotEqualTo(Regime.CRASH);
  }

  @Test
  void anyOtherRegimeIsOneVoice() {
    for (Regime regime : Regime.values()) {
      if (regime != Regime.CRASH) {
        TrackerRun run = calm();
        double before = run.tracker.probability(regime);
        assertThat(run.tell(BTC.id(), regime, 1, 30 * MINUTE)).isNull();
        assertThat(run.tracker.regime()).isEqualTo(Regime.NORMAL);
        assertThat(run.tracker.probability(regime))
            .isGreaterThanOrEqualTo(regime == Regime.NORMAL ? 0 : Math.nextUp(before));
      }
    }
  }

  @Test
  void whatIsSaidOfTheMarketLeavesTheInstrumentAloneAndIsKept() {
    TrackerRun run = calm();
    assertThat(run.tell("MARKET", Regime.CRASH, 1, 30 * MINUTE)).isNull();
    assertThat(run.tell("BINANCE", Regime.VOLATILE, 1, 10 * MINUTE)).isNull();
    assertThat(run.tracker.regime()).isEqualTo(Regime.NORMAL);
    assertThat(run.tracker.outer())
        .extracting(RegimeDirective::regime)
        .containsExactly(Regime.CRASH, Regime.VOLATILE);
    assertThat(run.restored().tracker.outer()).isEqualTo(run.tracker.outer());
    run.prices(still(11));
    assertThat(run.tracker.outer()).extracting(RegimeDirective::scope).containsExactly("MARKET");
    run.prices(still(20));
    assertThat(run.tracker.outer()).isEmpty();
  }

  @Test
  void staleOnesAndThoseOfOthersChangeNothing() {
    TrackerRun run = calm();
    byte[] before = run.state();
    run.tell("ETH", Regime.CRASH, 1, 30 * MINUTE);
    run.tell("ETHUSDT-PERP.BINANCE", Regime.CRASH, 1, 30 * MINUTE);
    run.tell(BTC.id(), Regime.CRASH, 1, 0);
    assertThat(run.state()).isEqualTo(before);
    run.tell(BTC.id(), Regime.CRASH, 1, 30 * MINUTE);
    byte[] told = run.state();
    RegimeDirective older =
        new RegimeDirective(
            BTC.id(), 1, run.nowNs() + MINUTE, Regime.NORMAL, 1, "test", "from before");
    run.tracker.onDirective(older, 1, run.intervals::add);
    assertThat(run.state()).isEqualTo(told);
  }

  @Test
  void thereIsABoundToHowManyAreKept() {
    TrackerRun run = calm();
    for (int i = 0; i < 200; i++) {
      RegimeDirective one =
          new RegimeDirective(
              "MARKET",
              run.nowNs(),
              run.nowNs() + (i + 1) * MINUTE,
              Regime.VOLATILE,
              1,
              "source-" + i,
              "");
      run.tracker.onDirective(one, 1, run.intervals::add);
    }
    assertThat(run.tracker.outer()).hasSize(64);
    assertThat(run.tracker.outer().get(63).source()).isEqualTo("source-199");
  }
}
