package io.cryptoscalp.engine.regime.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.strategy.Strategies;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.engine.strategy.StrategyOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Do strategies pass from regime to regime without a storm of orders, stops and all? */
class TransitionTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int MINUTES = 240;
  private static final int PER_MINUTE = 240;
  private static final Instrument BTC =
      Objects.requireNonNull(
          InstrumentCatalogue.builtIn().find(Venue.ofId("binance-usdm"), "BTCUSDT"));
  private static final FeatureCatalogue FEATURES = FeatureCatalogue.of(FeatureOptions.defaults());

  /** Intents of each minute, with the terms that held. */
  private static List<List<Intent>> trade(Regime[] byMinute, long blendNs) {
    List<Strategy> strategies =
        Strategies.create(
            Strategies.IDS, "paper-1", BTC, StrategyOptions.DEFAULT, FEATURES::indexOf);
    RegimeBlend blend = new RegimeBlend(BTC.id(), RegimeProfiles.DEFAULT, blendNs);
    Random random = new Random(3);
    List<List<Intent>> all = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      List<Intent> intents = new ArrayList<>();
      for (int i = 0; i < PER_MINUTE; i++) {
        long now = (minute * 60L) * SECOND + i * SECOND / 4;
        blend.head(byMinute[minute], now, i, "");
        ScoredSnapshot scored = snapshot(random, now, blend.regime(), blend.at(now));
        for (Strategy strategy : strategies) {
          strategy.onSnapshot(scored, intents::add);
        }
      }
      all.add(intents);
    }
    return all;
  }

  /** Signals of both strategies come and go, the same in every run. */
  private static ScoredSnapshot snapshot(
      Random random, long now, Regime regime, RegimeTerms terms) {
    double[] values = new double[FEATURES.size()];
    long[] valid = new long[FEATURES.words()];
    java.util.Arrays.fill(valid, -1L);
    double side = random.nextBoolean() ? 1 : -1;
    boolean breaks = random.nextInt(10) == 0;
    boolean stretched = random.nextInt(10) == 0;
    values[FEATURES.indexOf("spread_bps")] = 0.1;
    values[FEATURES.indexOf("realised_vol_10s")] = 3;
    values[FEATURES.indexOf("donchian_20_1s")] = breaks ? 0.5 + 0.5 * side : 0.5;
    values[FEATURES.indexOf("return_10s")] = 6 * side;
    values[FEATURES.indexOf("trade_imbalance_10s")] = 0.5 * side;
    values[FEATURES.indexOf("zscore_20_1s")] = stretched ? -2 * side : 0;
    values[FEATURES.indexOf("rsi_14_1s")] = 50 - 30 * side;
    values[FEATURES.indexOf("ofi_l1_1s")] = side;
    long bid = BTC.scalePrice(30_000);
    FeatureSnapshot snapshot =
        new FeatureSnapshot(
            BTC.id(),
            now,
            now,
            now / SECOND,
            "set",
            values,
            valid,
            bid,
            bid + BTC.tickSize(),
            regime,
            0.9,
            true,
            null,
            terms);
    return new ScoredSnapshot(snapshot, new Prediction(BTC.id(), now, now, 1, "", "", 0.5, false));
  }

  private static Regime[] changing(int everyMinutes) {
    Random random = new Random(8);
    Regime[] regimes = new Regime[MINUTES];
    for (int i = 0; i < MINUTES; i++) {
      regimes[i] =
          i == 0
              ? Regime.NORMAL
              : i % everyMinutes == 0 ? Regime.ofCode(random.nextInt(6)) : regimes[i - 1];
    }
    return regimes;
  }

  private static int most(List<List<Intent>> minutes) {
    return minutes.stream().mapToInt(List::size).max().orElse(0);
  }

  @Test
  void ordersAMinuteDoNotRiseAtTransitions() {
    Regime[] still = new Regime[MINUTES];
    java.util.Arrays.fill(still, Regime.NORMAL);
    List<List<Intent>> calm = trade(still, 300 * SECOND);
    int bound = most(calm);
    assertThat(bound).as("both strategies trade").isGreaterThan(4);
    for (long blend : new long[] {0, 60 * SECOND, 300 * SECOND}) {
      Regime[] regimes = changing(7);
      List<List<Intent>> busy = trade(regimes, blend);
      int inTransition = 0;
      int transitions = 0;
      for (int minute = 1; minute < MINUTES; minute++) {
        assertThat(busy.get(minute)).as("minute " + minute).hasSizeLessThanOrEqualTo(bound);
        if (regimes[minute] != regimes[minute - 1]) {
          transitions++;
          inTransition += busy.get(minute).size();
        }
      }
      double usual = calm.stream().mapToInt(List::size).average().orElse(0);
      assertThat(transitions).isGreaterThan(20);
      assertThat((double) inTransition / transitions).isLessThanOrEqualTo(usual);
    }
  }

  @Test
  void stopsWidenAlongTheBlendAndNothingEntersACrash() {
    Regime[] regimes = new Regime[MINUTES];
    for (int i = 0; i < MINUTES; i++) {
      regimes[i] = i < 60 ? Regime.NORMAL : i < 120 ? Regime.VOLATILE : Regime.CRASH;
    }
    List<List<Intent>> minutes = trade(regimes, 600 * SECOND);
    double last = 0;
    for (int minute = 50; minute < 120; minute++) {
      for (Intent intent : minutes.get(minute)) {
        if (intent.action() == Intent.Action.EXIT) {
          continue;
        }
        double distance = Math.abs(intent.stopPrice() - intent.referencePrice());
        assertThat(distance).as("minute " + minute).isGreaterThanOrEqualTo(last * 0.999);
        last = distance;
        double weight = intent.terms().strategies().of(intent.strategy());
        assertThat(weight).as(intent.strategy()).isGreaterThan(0);
      }
    }
    assertThat(minutes.subList(71, 120).stream().flatMap(List::stream))
        .extracting(Intent::strategy)
        .containsOnly("mean-reversion");
    assertThat(minutes.subList(120, MINUTES).stream().flatMap(List::stream))
        .extracting(Intent::action)
        .doesNotContain(Intent.Action.ENTER_LONG, Intent.Action.ENTER_SHORT);
  }
}
