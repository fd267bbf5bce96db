package io.cryptoscalp.engine.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnsembleWeightsTest {
  private static final int MODELS = 5;
  private static final int OUTCOMES = 2_000;

  private static EnsembleWeights weights(double rate, double share) {
    EnsembleWeights weights = new EnsembleWeights(new EnsembleOptions(rate, share, 0, 1));
    for (int i = 0; i < MODELS; i++) {
      assertThat(weights.index("m" + i)).isEqualTo(i);
    }
    return weights;
  }

  /** What one run lost: the weighted mean of losses, each model, and a switching comparator. */
  private static final class Losses {
    double mean;
    final double[] models = new double[MODELS];
    double mixed;
  }

  /** Answers of random models; the skilled one changes every {@code span} outcomes. */
  private static Losses run(EnsembleWeights weights, Random random, int span) {
    Losses losses = new Losses();
    double[] answers = new double[MODELS];
    for (int t = 0; t < OUTCOMES; t++) {
      boolean up = random.nextBoolean();
      int skilled = t / span % MODELS;
      for (int i = 0; i < MODELS; i++) {
        double right = i == skilled ? 0.7 : random.nextDouble();
        answers[i] = up ? right : 1 - right;
        double loss = EnsembleWeights.loss(answers[i], up);
        losses.models[i] += loss;
        losses.mean += weights.weight(Regime.NORMAL, i) * loss;
        if (i == skilled) {
          losses.mixed += loss;
        }
      }
      weights.update(Regime.NORMAL, answers, up);
    }
    return losses;
  }

  @Test
  void theRegretAgainstTheBestModelIsBounded() {
    Properties.forSeeds(
        20,
        (random, seed) -> {
          double rate = 0.05 + random.nextDouble() * 2;
          Losses losses = run(weights(rate, 0), random, OUTCOMES);
          double best = Double.MAX_VALUE;
          for (double loss : losses.models) {
            best = Math.min(best, loss);
          }
          // Freund and Schapire 1997, theorem 2
          double bound = (Math.log(MODELS) + rate * best) / (1 - Math.exp(-rate));
          assertThat(losses.mean).isLessThanOrEqualTo(bound);
        });
  }

  @Test
  void withShareTheRegretAgainstAChangingBestModelIsBounded() {
    Properties.forSeeds(
        20,
        (random, seed) -> {
          double rate = 0.5 + random.nextDouble() * 2;
          double share = 0.001 + random.nextDouble() * 0.02;
          int span = 200;
          int switches = OUTCOMES / span - 1;
          Losses losses = run(weights(rate, share), random, span);
          // Herbster and Warmuth 1998: each step keeps 1 - share, each switch costs share / N; the
          // loss of the weighted mean is at most rate / (1 - exp(-rate)) times the mixture's
          double mixture =
              losses.mixed
                  + (Math.log(MODELS)
                          + switches * Math.log(MODELS / share)
                          - (OUTCOMES - 1 - switches) * Math.log(1 - share))
                      / rate;
          assertThat(losses.mean).isLessThanOrEqualTo(mixture * rate / (1 - Math.exp(-rate)));
        });
  }

  @Test
  void withoutShareWeightsAreExponentialInTheSumOfLosses() {
    double rate = 0.3;
    EnsembleWeights weights = weights(rate, 0);
    Losses losses = run(weights, new Random(4), 100);
    double sum = 0;
    for (double loss : losses.models) {
      sum += Math.exp(-rate * (loss - losses.models[0]));
    }
    for (int i = 0; i < MODELS; i++) {
      double expected = Math.exp(-rate * (losses.models[i] - losses.models[0])) / sum;
      assertThat(weights.weight(Regime.NORMAL, i)).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void thoseThatSleepKeepTheirWeightAndRegimesLearnApart() {
    EnsembleWeights weights = weights(1, 0.01);
    double[] answers = {0.9, Double.NaN, 0.1, Double.NaN, Double.NaN};
    for (int i = 0; i < 50; i++) {
      weights.update(Regime.CRASH, answers, true);
    }
    assertThat(weights.weight(Regime.CRASH, 1)).isEqualTo(0.2);
    assertThat(weights.weight(Regime.CRASH, 0) + weights.weight(Regime.CRASH, 2))
        .isCloseTo(0.4, within(1e-12));
    assertThat(weights.weight(Regime.CRASH, 0)).isGreaterThan(0.39);
    assertThat(weights.weight(Regime.CRASH, 2)).isGreaterThanOrEqualTo(0.4 * 0.01 / 2);
    for (int i = 0; i < MODELS; i++) {
      assertThat(weights.weight(Regime.NORMAL, i)).isEqualTo(0.2);
    }
  }

  @Test
  void oneAloneLearnsNothingAndANewOneGetsTheMean() {
    EnsembleWeights weights = weights(1, 0);
    weights.update(Regime.NORMAL, new double[] {0.01}, true);
    assertThat(weights.weight(Regime.NORMAL, 0)).isCloseTo(0.2, within(1e-15));
    weights.update(Regime.NORMAL, new double[] {0.9, 0.1, 0.5, 0.5, 0.5}, true);
    assertThat(weights.index("late")).isEqualTo(MODELS);
    assertThat(weights.weight(Regime.NORMAL, MODELS)).isCloseTo(1.0 / 6, within(1e-15));
    double sum = 0;
    for (int i = 0; i <= MODELS; i++) {
      sum += weights.weight(Regime.NORMAL, i);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void theStateBringsEveryWeightBack() {
    EnsembleWeights weights = weights(0.7, 0.01);
    var unused = run(weights, new Random(9), 100);
    StateWriter out = new StateWriter();
    weights.write(out);
    EnsembleWeights read = new EnsembleWeights(new EnsembleOptions(0.7, 0.01, 0, 1));
    read.read(new StateReader(out.toByteArray()));
    for (Regime regime : Regime.values()) {
      for (int i = 0; i < MODELS; i++) {
        assertThat(read.weight(regime, read.index("m" + i))).isEqualTo(weights.weight(regime, i));
      }
    }
  }
}
