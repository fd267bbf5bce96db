package io.cryptoscalp.engine.regime.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.testing.Properties;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Does inference equal the sum over all paths, and does it hold where densities underflow? */
class HmmInferenceTest {
  private static void assertClose(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as("index " + i).isCloseTo(expected[i], within(1e-10));
    }
  }

  @Test
  void equalsTheSumOverAllPaths() {
    Properties.forSeeds(
        40,
        (random, seed) -> {
          int dimensions = 1 + seed % 2;
          HmmModel model = HmmFixtures.random(random, 2 + seed % 3, dimensions);
          double[] rows = HmmFixtures.simulate(random, model, 6);
          if (seed % 4 == 0) {
            rows[2 * dimensions] = Double.NaN;
          }
          AllPaths twin = new AllPaths(model, rows);
          HmmObservations data = HmmObservations.of(dimensions, rows);
          HmmInference inference = new HmmInference(model);
          assertThat(inference.logLikelihood(data)).isCloseTo(Math.log(twin.total), within(1e-10));
          assertClose(inference.smoothed(data), twin.posteriors);
          assertThat(inference.viterbi(data).states()).containsExactly(twin.bestPath);
          assertThat(inference.viterbi(data).logProbability())
              .isCloseTo(Math.log(twin.best), within(1e-10));
          double[] jumps = new double[model.states() * model.states()];
          ForwardBackward pass = new ForwardBackward(model, data);
          pass.forward();
          pass.backward(jumps);
          assertClose(jumps, twin.jumps);
        });
  }

  @Test
  void filteredIsTheSmoothedOfThePrefix() {
    Properties.forSeeds(
        10,
        (random, seed) -> {
          HmmModel model = HmmFixtures.random(random, 3, 2);
          double[] rows = HmmFixtures.simulate(random, model, 30);
          double[] filtered = new HmmInference(model).filtered(HmmObservations.of(2, rows));
          for (int length = 1; length <= 30; length++) {
            HmmObservations prefix = HmmObservations.of(2, Arrays.copyOf(rows, 2 * length));
            double[] smoothed = new HmmInference(model).smoothed(prefix);
            for (int i = 0; i < 3; i++) {
              assertThat(filtered[(length - 1) * 3 + i])
                  .isCloseTo(smoothed[(length - 1) * 3 + i], within(1e-12));
            }
          }
        });
  }

  @Test
  void sequencesAreIndependent() {
    Properties.forSeeds(
        5,
        (random, seed) -> {
          HmmModel model = HmmFixtures.random(random, 4, 1);
          double[] first = HmmFixtures.simulate(random, model, 20);
          double[] second = HmmFixtures.simulate(random, model, 7);
          HmmInference inference = new HmmInference(model);
          HmmObservations both = HmmObservations.of(1, first, second);
          HmmObservations one = HmmObservations.of(1, first);
          HmmObservations two = HmmObservations.of(1, second);
          assertThat(inference.logLikelihood(both))
              .isCloseTo(inference.logLikelihood(one) + inference.logLikelihood(two), within(1e-9));
          assertThat(Arrays.copyOfRange(inference.smoothed(both), 80, 108))
              .containsExactly(inference.smoothed(two));
          assertThat(Arrays.copyOfRange(inference.viterbi(both).states(), 20, 27))
              .containsExactly(inference.viterbi(two).states());
        });
  }

  @Test
  void holdsWhereDensitiesUnderflow() {
    // From state 0 the chain cannot leave but to 1, whose density of the row is exp(-5e9).
    HmmModel model =
        new HmmModel(
            3,
            1,
            new double[] {1, 0, 0},
            new double[] {0.5, 0.5, 0, 0.5, 0.5, 0, 0, 0, 1},
            new double[] {0, 1, 1e5},
            new double[] {1, 1, 1});
    double[] rows = {0, 1e5, 0, -1e5, 1e5, 0.5};
    double[] smoothed = new HmmInference(model).smoothed(HmmObservations.of(1, rows));
    for (int row = 0; row < rows.length; row++) {
      double sum = smoothed[3 * row] + smoothed[3 * row + 1] + smoothed[3 * row + 2];
      assertThat(sum).isCloseTo(1, within(1e-12));
      assertThat(smoothed[3 * row + 2]).isZero();
    }
    // Of both reachable states the nearer one holds everything at so great a distance.
    assertThat(smoothed[3 + 1]).isEqualTo(1);
    assertThat(smoothed[3 * 3]).isEqualTo(1);
  }

  @Test
  void keepsTheStateThatAnUnlikelyStartLeavesPossible() {
    // The first row is so far from the likely start that only logs tell the two apart.
    HmmModel model =
        new HmmModel(
            2,
            1,
            new double[] {1 - 1e-300, 1e-300},
            new double[] {0.9, 0.1, 0.1, 0.9},
            new double[] {0, 100},
            new double[] {1, 1});
    double[] filtered = new HmmInference(model).filtered(HmmObservations.of(1, new double[] {60}));
    // ln odds = ln 1e-300 + (60^2 - 40^2) / 2 = -690.8 + 1000
    assertThat(filtered[1]).isEqualTo(1);
    filtered = new HmmInference(model).filtered(HmmObservations.of(1, new double[] {56.9}));
    double odds = Math.log(1e-300) + (56.9 * 56.9 - 43.1 * 43.1) / 2;
    assertThat(filtered[1]).isCloseTo(1 / (1 + Math.exp(-odds)), within(1e-9));
  }

  @Test
  void refusesSeriesOfOtherDimensions() {
    HmmInference inference = new HmmInference(HmmFixtures.threeStates());
    HmmObservations data = HmmObservations.of(2, new double[4]);
    assertThatThrownBy(() -> inference.logLikelihood(data))
        .hasMessageStartingWith("HMM_DIMENSIONS_DIFFER");
    assertThatThrownBy(() -> inference.viterbi(data))
        .hasMessageStartingWith("HMM_DIMENSIONS_DIFFER");
    assertThatThrownBy(() -> HmmObservations.of(2, new double[3]))
        .hasMessageStartingWith("HMM_OBSERVATIONS_INVALID");
    assertThatThrownBy(() -> HmmObservations.of(1))
        .hasMessageStartingWith("HMM_OBSERVATIONS_INVALID");
  }
}
