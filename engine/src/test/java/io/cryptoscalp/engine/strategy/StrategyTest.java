package io.cryptoscalp.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Intent.Action;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Do strategies want what their rules say, when they say it, and nothing else? */
class StrategyTest {
  private static final List<String> FEATURES =
      List.of(
          "spread_bps",
          "realised_vol_10s",
          "donchian_20_1s",
          "return_10s",
          "trade_imbalance_10s",
          "zscore_20_1s",
          "rsi_14_1s",
          "ofi_l1_1s");
  private static final Instrument BTC =
      new Instrument(
          "BTC",
          "BTC",
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
  private static final long SECOND = 1_000_000_000L;

  private final List<Intent> intents = new ArrayList<>();
  private final double[] values = {1, 2, 0.5, 0, 0, 0, 50, 0};
  private Regime regime = Regime.NORMAL;
  private long valid = (1L << FEATURES.size()) - 1;
  private boolean healthy = true;
  private long sequence;
  private Prediction prediction = prediction("", 0.5, false);

  private static Prediction prediction(String version, double probability, boolean valid) {
    return new Prediction("BTC", 77, 77, 1, "baseline", version, probability, valid);
  }

  private static Strategy create(String id) {
    return Strategies.create(
            List.of(id), "paper-1", BTC, StrategyOptions.DEFAULT, FEATURES::indexOf)
        .get(0);
  }

  private void set(String feature, double value) {
    values[FEATURES.indexOf(feature)] = value;
  }

  private void breakout(double channel, double move, double imbalance) {
    set("donchian_20_1s", channel);
    set("return_10s", move);
    set("trade_imbalance_10s", imbalance);
  }

  private void stretch(double zscore, double rsi, double flow) {
    set("zscore_20_1s", zscore);
    set("rsi_14_1s", rsi);
    set("ofi_l1_1s", flow);
  }

  private List<Action> look(Strategy strategy, long atNs) {
    intents.clear();
    sequence++;
    FeatureSnapshot snapshot =
        new FeatureSnapshot(
            "BTC",
            atNs,
            atNs + 1,
            sequence,
            "v1",
            values.clone(),
            new long[] {valid},
            1_000_000,
            1_000_010,
            regime,
            0.8,
            healthy);
    strategy.onSnapshot(new ScoredSnapshot(snapshot, prediction), intents::add);
    return intents.stream().map(Intent::action).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0.9, 2, 0.1, ENTER_LONG",
    "0.899, 2, 0.1, ''",
    "0.9, 1.999, 0.1, ''",
    "0.9, 2, 0.0999, ''",
    "0.9, -2, 0.1, ''",
    "0.1, -2, -0.1, ENTER_SHORT",
    "0.101, -2, -0.1, ''",
    "0.1, -1.999, -0.1, ''",
    "0.1, -2, -0.0999, ''",
    "0.1, 2, -0.1, ''",
  })
  void momentumGoesWithABreakOnOneSidedFlow(
      double channel, double move, double imbalance, String wants) {
    breakout(channel, move, imbalance);
    assertThat(look(create(MomentumBreakout.ID), SECOND).toString()).isEqualTo("[" + wants + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "-1.5, 35, 0.1, ENTER_LONG",
    "-1.499, 35, 0.1, ''",
    "-1.5, 35.1, 0.1, ''",
    "-1.5, 35, 0, ''",
    "1.5, 65, -0.1, ENTER_SHORT",
    "1.499, 65, -0.1, ''",
    "1.5, 64.9, -0.1, ''",
    "1.5, 65, 0, ''",
  })
  void meanReversionGoesAgainstAStretchThatLeansBack(
      double zscore, double rsi, double flow, String wants) {
    stretch(zscore, rsi, flow);
    assertThat(look(create(MeanReversion.ID), SECOND).toString()).isEqualTo("[" + wants + "]");
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void eachStrategyHasItsRegimes(Regime each) {
    regime = each;
    breakout(0.95, 4, 0.5);
    boolean directed = each != Regime.CRASH && each != Regime.VOLATILE;
    assertThat(look(create(MomentumBreakout.ID), SECOND)).hasSize(directed ? 1 : 0);
    stretch(-2, 20, 1);
    boolean flat = each == Regime.NORMAL || each == Regime.VOLATILE;
    assertThat(look(create(MeanReversion.ID), SECOND)).hasSize(flat ? 1 : 0);
  }

  @Test
  void anEntryCarriesStopTargetReasonAndPrediction() {
    breakout(0.95, 4, 0.5);
    prediction = prediction("v7", 0.62, true);
    look(create(MomentumBreakout.ID), SECOND);
    Intent intent = intents.get(0);
    assertThat(intent.intentId()).isEqualTo("momentum-breakout/BTC/1/ENTER_LONG");
    assertThat(intent.referencePrice()).as("the ask").isEqualTo(1_000_010);
    // 2 x 2 bp x sqrt 6 = 9.798 bp of 10,000.10 is 9.798..., away to the tick of 0.10.
    assertThat(intent.stopPrice()).isEqualTo(999_030);
    assertThat(intent.takeProfitPrice()).as("1.5 times as far").isEqualTo(1_001_480);
    assertThat(intent.confidence()).as("two volatilities of three").isEqualTo(2 / 3.0);
    assertThat(intent.probabilityUp()).isEqualTo(0.62);
    assertThat(intent.modelVersion()).isEqualTo("v7");
    assertThat(intent.predictionValid()).isTrue();
    assertThat(intent.predictionTimeNs()).isEqualTo(77);
    assertThat(intent.reason())
        .isEqualTo("donchian_20_1s=0.95 return_10s=4 trade_imbalance_10s=0.5 realised_vol_10s=2");
  }

  @Test
  void stopsWidenWithTheRegimeAndHaveAFloor() {
    stretch(-2, 20, 1);
    set("realised_vol_10s", 0.1);
    look(create(MeanReversion.ID), SECOND);
    assertThat(intents.get(0).stopPrice()).as("5 bp").isEqualTo(999_500);
    regime = Regime.VOLATILE;
    look(create(MeanReversion.ID), SECOND);
    assertThat(intents.get(0).stopPrice()).as("7.5 bp").isEqualTo(999_250);
  }

  @Test
  void nothingIsWantedOnAWideSpreadABrokenBookOrAColdFeature() {
    breakout(0.95, 4, 0.5);
    Strategy strategy = create(MomentumBreakout.ID);
    set("spread_bps", 3.01);
    assertThat(look(strategy, SECOND)).isEmpty();
    set("spread_bps", 3);
    healthy = false;
    assertThat(look(strategy, SECOND)).isEmpty();
    healthy = true;
    for (String needed : FEATURES.subList(0, 5)) {
      valid &= ~(1L << FEATURES.indexOf(needed));
      assertThat(look(strategy, SECOND)).as(needed).isEmpty();
      valid |= 1L << FEATURES.indexOf(needed);
    }
    valid &= ~(1L << FEATURES.indexOf("rsi_14_1s"));
    assertThat(look(strategy, SECOND)).as("what it does not need").hasSize(1);
  }

  @Test
  void itLeavesAfterTheLongestHoldingTimeAndThenCoolsDown() {
    breakout(0.95, 4, 0.5);
    Strategy strategy = create(MomentumBreakout.ID);
    assertThat(look(strategy, SECOND)).containsExactly(Action.ENTER_LONG);
    assertThat(look(strategy, 2 * SECOND)).as("held already").isEmpty();
    assertThat(look(strategy, 61 * SECOND - 1)).isEmpty();
    assertThat(look(strategy, 61 * SECOND)).containsExactly(Action.EXIT);
    assertThat(intents.get(0).reason()).startsWith("held to the limit: ");
    assertThat(look(strategy, 61 * SECOND)).containsExactly(Action.ENTER_LONG);
  }

  @Test
  void itLeavesOnTheOppositeSignalAndWaitsBeforeTheNextEntry() {
    Strategy strategy = create(MomentumBreakout.ID);
    breakout(0.95, 4, 0.5);
    look(strategy, SECOND);
    breakout(0.05, -4, -0.5);
    assertThat(look(strategy, 2 * SECOND)).containsExactly(Action.EXIT);
    assertThat(intents.get(0).reason()).startsWith("signal reversed: ");
    assertThat(look(strategy, 16 * SECOND - 1)).as("cooling down").isEmpty();
    assertThat(look(strategy, 16 * SECOND)).containsExactly(Action.ENTER_SHORT);
  }

  @Test
  void aRegimeThatIdlesAStrategyStillLetsItLeave() {
    Strategy strategy = create(MomentumBreakout.ID);
    breakout(0.95, 4, 0.5);
    look(strategy, SECOND);
    regime = Regime.CRASH;
    assertThat(look(strategy, 2 * SECOND)).isEmpty();
    assertThat(look(strategy, 61 * SECOND)).containsExactly(Action.EXIT);
  }

  @Test
  void aStoredStrategyRemembersWhatItHolds() {
    Strategy strategy = create(MomentumBreakout.ID);
    breakout(0.95, 4, 0.5);
    look(strategy, SECOND);
    StateWriter out = new StateWriter();
    strategy.write(out);
    Strategy restored = create(MomentumBreakout.ID);
    restored.read(new StateReader(out.toByteArray()));
    assertThat(look(restored, 2 * SECOND)).isEmpty();
    assertThat(look(restored, 61 * SECOND)).containsExactly(Action.EXIT);
  }

  @Test
  void unknownIdsAndMissingFeaturesAreNamed() {
    assertThatThrownBy(() -> create("scalper"))
        .hasMessageStartingWith("STRATEGY_UNKNOWN: id=scalper");
    assertThatThrownBy(
            () ->
                Strategies.create(
                    List.of(MeanReversion.ID),
                    "paper-1",
                    BTC,
                    StrategyOptions.DEFAULT,
                    id -> id.equals("rsi_14_1s") ? -1 : 0))
        .hasMessage("STRATEGY_FEATURE_MISSING: strategy=mean-reversion feature=rsi_14_1s");
  }
}
