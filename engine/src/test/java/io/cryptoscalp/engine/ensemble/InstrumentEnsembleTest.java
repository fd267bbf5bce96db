package io.cryptoscalp.engine.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InstrumentEnsembleTest {
  private static final String[] MODELS = {"forest", "logistic", "lstm"};
  private static final long HORIZON = 1_000;
  private static final long[] HORIZONS = {HORIZON, HORIZON, HORIZON};

  @Test
  void equalsTheNaiveTwinAcrossRestores() {
    Properties.forSeeds(
        12,
        (random, seed) -> {
          EnsembleOptions options = new EnsembleOptions(0.5, 0.01, 100, 3);
          InstrumentEnsemble ensemble = known(options);
          NaiveEnsemble naive = new NaiveEnsemble(options, HORIZON, List.of(MODELS));
          long time = 0;
          long mid = 1_000;
          for (int i = 0; i < 400; i++) {
            time += 1 + random.nextInt(random.nextInt(50) == 0 ? 2_000 : 60);
            mid += random.nextInt(5) - 2;
            Regime regime = Regime.ofCode(random.nextInt(2));
            boolean touch = random.nextInt(20) > 0;
            long bid = touch ? mid : 0;
            double[] answers = answers(random);
            ensemble.learn(time, bid, mid + 1);
            naive.decide(time, touch ? 2 * mid + 1 : 0, regime, heard(answers));
            ensemble.remember(time, bid, mid + 1, regime, MODELS, HORIZONS, answers);
            if (i % 7 == 0) {
              compare(ensemble, naive);
            }
            if (random.nextInt(40) == 0) {
              ensemble = restored(ensemble, options);
            }
          }
          compare(ensemble, naive);
        });
  }

  private static InstrumentEnsemble known(EnsembleOptions options) {
    InstrumentEnsemble ensemble = new InstrumentEnsemble(options);
    ensemble.know(MODELS);
    assertThat(ensemble.weight("lstm", Regime.NORMAL)).isEqualTo(1.0 / 3);
    return ensemble;
  }

  private static double[] answers(Random random) {
    double[] answers = new double[MODELS.length];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = random.nextInt(6) == 0 ? Double.NaN : random.nextDouble();
    }
    return answers;
  }

  private static Map<String, Double> heard(double[] answers) {
    Map<String, Double> heard = new TreeMap<>();
    for (int i = 0; i < answers.length; i++) {
      if (!Double.isNaN(answers[i])) {
        heard.put(MODELS[i], answers[i]);
      }
    }
    return heard;
  }

  private static void compare(InstrumentEnsemble ensemble, NaiveEnsemble naive) {
    for (int code = 0; code < 2; code++) {
      Regime regime = Regime.ofCode(code);
      naive
          .weights(regime)
          .forEach(
              (model, weight) ->
                  assertThat(ensemble.weight(model, regime)).isCloseTo(weight, within(1e-9)));
    }
  }

  private static InstrumentEnsemble restored(InstrumentEnsemble from, EnsembleOptions options) {
    StateWriter out = new StateWriter();
    from.write(out);
    InstrumentEnsemble read = new InstrumentEnsemble(options);
    read.read(new StateReader(out.toByteArray()));
    StateWriter again = new StateWriter();
    read.write(again);
    assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
    return read;
  }

  @Test
  void whatWaitsIsBounded() {
    InstrumentEnsemble ensemble = known(EnsembleOptions.DEFAULT);
    double[] answers = {0.4, 0.5, 0.6};
    for (int i = 0; i < 1_000_000; i++) {
      ensemble.remember(i % 999, 10, 11, Regime.NORMAL, MODELS, HORIZONS, answers);
    }
    StateWriter out = new StateWriter();
    ensemble.write(out);
    assertThat(out.length()).isLessThan(3_000);
  }

  @Test
  void weightMovesBetweenModelsOfOneHorizonOnly() {
    InstrumentEnsemble ensemble = known(EnsembleOptions.DEFAULT);
    long[] horizons = {HORIZON, HORIZON, 5 * HORIZON};
    for (int i = 0; i < 3_000; i++) {
      long mid = 1_000L + i;
      ensemble.learn(i * 50L, mid, mid + 1);
      ensemble.remember(
          i * 50L, mid, mid + 1, Regime.NORMAL, MODELS, horizons, new double[] {0.9, 0.1, 0.5});
    }
    assertThat(ensemble.weight("forest", Regime.NORMAL)).isGreaterThan(0.6);
    assertThat(ensemble.weight("lstm", Regime.NORMAL)).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void tooManyModelsStartAfresh() {
    InstrumentEnsemble ensemble = new InstrumentEnsemble(EnsembleOptions.DEFAULT);
    for (int i = 0; i < 3 * InstrumentEnsemble.MOST_MODELS; i++) {
      ensemble.know(new String[] {"m" + i});
      assertThat(ensemble.weight("m" + i, Regime.NORMAL)).isPositive();
    }
    StateWriter out = new StateWriter();
    ensemble.write(out);
    assertThat(out.length()).isLessThan(10_000);
  }

  @Test
  void aModelIsLeftOutAfterUnusableAnswersInARowUntilItsVersionChanges() {
    ModelHealth health = new ModelHealth(2);
    assertThat(health.unusable("lstm", "1")).isFalse();
    health.usable("lstm");
    assertThat(health.unusable("lstm", "1")).isFalse();
    assertThat(health.suspended("lstm", "1")).isFalse();
    assertThat(health.unusable("lstm", "1")).isTrue();
    assertThat(health.suspended("lstm", "1")).isTrue();
    StateWriter out = new StateWriter();
    health.write(out);
    ModelHealth read = new ModelHealth(2);
    read.read(new StateReader(out.toByteArray()));
    assertThat(read.suspended("lstm", "1")).isTrue();
    assertThat(read.suspended("lstm", "2")).isFalse();
    assertThat(read.suspended("forest", "1")).isFalse();
    assertThat(read.unusable("lstm", "2")).isFalse();
    assertThat(read.suspended("lstm", "1")).isFalse();
  }

  @Test
  void oneAnswerIsHandedOnAndSeveralAreWeighedByLogOdds() {
    EnsembleVote vote = new EnsembleVote(3);
    vote.begin();
    assertThat(vote.conclude()).isFalse();
    vote.hear(0.123456, 0.2);
    assertThat(vote.conclude()).isTrue();
    assertThat(vote.probability()).isEqualTo(0.123456);
    assertThat(vote.disagreement()).isZero();
    vote.begin();
    vote.hear(0.8, 3);
    vote.hear(0.5, 1);
    vote.miss(4);
    assertThat(vote.conclude()).isTrue();
    // log odds of 0.8 are ln 4: three quarters of them are 4^0.75
    double odds = Math.pow(4, 0.75);
    assertThat(vote.probability()).isCloseTo(odds / (1 + odds), within(1e-6));
    double deviation = Math.sqrt(0.75 * 0.075 * 0.075 + 0.25 * 0.225 * 0.225);
    assertThat(vote.disagreement()).isCloseTo(deviation, within(1e-6));
    assertThat(vote.confidence())
        .isCloseTo((2 * vote.probability() - 1) * (1 - 2 * deviation) / 2, within(2e-6));
    assertThat(vote.heard()).isEqualTo(2);
  }

  @Test
  void certaintyAndVanishedWeightsStayFinite() {
    EnsembleVote vote = new EnsembleVote(2);
    vote.begin();
    vote.hear(1, 0);
    vote.hear(0, 0);
    assertThat(vote.conclude()).isTrue();
    assertThat(vote.probability()).isEqualTo(0.5);
    assertThat(vote.disagreement()).isEqualTo(0.5);
    assertThat(vote.confidence()).isZero();
    EnsembleWeights weights = new EnsembleWeights(new EnsembleOptions(100, 0, 0, 1));
    assertThat(weights.index("a") + weights.index("b")).isOne();
    double[] answers = {0, 0};
    for (int i = 0; i < 2_000; i++) {
      weights.update(Regime.NORMAL, answers, true);
    }
    assertThat(weights.weight(Regime.NORMAL, 0)).isEqualTo(0.5);
  }
}
