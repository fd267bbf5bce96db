package io.cryptoscalp.engine.regime.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.testing.Properties;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does training climb, find what is there, and give the same model whatever the seed or units? */
class HmmTrainerTest {
  private static final HmmTrainingOptions QUICK =
      new HmmTrainingOptions(1, 6, 10, 2, 200, 1e-9, 1e-4);

  private static void assertNeverFalls(HmmFit fit) {
    double[] trace = fit.trace();
    for (int i = 1; i < trace.length; i++) {
      assertThat(trace[i]).isGreaterThan(trace[i - 1] - 1e-8 * Math.abs(trace[i - 1]));
    }
  }

  @Test
  void likelihoodNeverFallsAndIsTheModels() {
    Properties.forSeeds(
        12,
        (random, seed) -> {
          int dimensions = 1 + seed % 4;
          HmmModel truth = HmmFixtures.random(random, 2 + seed % 4, dimensions);
          double[] rows = HmmFixtures.simulate(random, truth, 400);
          for (int gap = 0; gap < 10; gap++) {
            rows[random.nextInt(rows.length)] = Double.NaN;
          }
          HmmObservations data = HmmObservations.of(dimensions, rows);
          HmmFit fit = new HmmTrainer(QUICK.withSeed(seed)).fit(data, truth.states());
          assertNeverFalls(fit);
          assertThat(fit.observations()).isEqualTo(data.present());
          assertThat(new HmmInference(fit.model()).logLikelihood(data))
              .isCloseTo(fit.logLikelihood(), within(1e-7));
          assertThat(fit.logLikelihood())
              .isGreaterThan(new HmmInference(truth).logLikelihood(data));
        });
  }

  @Test
  void likelihoodDoesNotFallWhereTheFloorHolds() {
    // Half of all rows are equal: a state closes in on them until the floor stops it.
    Properties.forSeeds(
        6,
        (random, seed) -> {
          double[] rows = new double[1200];
          for (int row = 0; row < 600; row++) {
            if (row / 20 % 2 == 0) {
              rows[2 * row] = random.nextGaussian();
              rows[2 * row + 1] = 0.8 * rows[2 * row] + 0.1 * random.nextGaussian();
            }
          }
          HmmFit fit =
              new HmmTrainer(new HmmTrainingOptions(seed, 4, 10, 1, 300, 1e-10, 1e-3))
                  .fit(HmmObservations.of(2, rows), 2);
          assertNeverFalls(fit);
          double whole = Arrays.stream(rows).map(x -> x * x).sum() / 1200;
          assertThat(fit.model().covariance(0, 0, 0)).isBetween(5e-4 * whole, 2e-3 * whole);
          assertThat(fit.model().dwell(0)).isBetween(15.0, 25.0);
        });
  }

  @Test
  void findsTheModelThatASeriesWasDrawnFrom() {
    HmmModel truth = HmmFixtures.threeStates().canonical();
    int[] states = new int[20_000];
    double[] rows = HmmFixtures.simulate(new Random(7), truth, states.length, states);
    HmmObservations data = HmmObservations.of(1, rows);
    HmmFit fit = new HmmTrainer(HmmTrainingOptions.defaults()).fit(data, 3);
    assertThat(fit.converged()).isTrue();
    for (int i = 0; i < 3; i++) {
      double deviation = Math.sqrt(truth.covariance(i, 0, 0));
      assertThat(fit.model().mean(i, 0)).isCloseTo(truth.mean(i, 0), within(0.06 * deviation));
      assertThat(Math.sqrt(fit.model().covariance(i, 0, 0)))
          .isCloseTo(deviation, within(0.05 * deviation));
      for (int j = 0; j < 3; j++) {
        assertThat(fit.model().transition(i, j)).isCloseTo(truth.transition(i, j), within(0.01));
      }
    }
    int[] path = new HmmInference(fit.model()).viterbi(data).states();
    int hits = 0;
    for (int row = 0; row < states.length; row++) {
      hits += path[row] == states[row] ? 1 : 0;
    }
    assertThat(hits).isGreaterThan(states.length * 96 / 100);
  }

  @Test
  void anotherSeedGivesTheSameStatesTheSameNumbers() {
    double[] rows = HmmFixtures.simulate(new Random(8), HmmFixtures.threeStates(), 3000);
    HmmObservations data = HmmObservations.of(1, rows);
    HmmFit first = new HmmTrainer(HmmTrainingOptions.defaults()).fit(data, 3);
    HmmFit same = new HmmTrainer(HmmTrainingOptions.defaults()).fit(data, 3);
    assertThat(same.model().transition()).containsExactly(first.model().transition());
    assertThat(same.model().covariances()).containsExactly(first.model().covariances());
    for (long seed = 2; seed < 8; seed++) {
      HmmFit other = new HmmTrainer(HmmTrainingOptions.defaults().withSeed(seed)).fit(data, 3);
      assertThat(other.logLikelihood()).isCloseTo(first.logLikelihood(), within(0.01));
      for (int i = 0; i < 3; i++) {
        assertThat(other.model().mean(i, 0)).isCloseTo(first.model().mean(i, 0), within(1e-4));
      }
    }
  }

  @Test
  void oneRowIsNoState() {
    // A state at the floor on one crash has the higher likelihood, and must not be taken for it.
    double[] rows = HmmFixtures.simulate(new Random(13), HmmFixtures.threeStates(), 1500);
    rows[700] = -0.5;
    HmmObservations data = HmmObservations.of(1, rows);
    double first = 0;
    for (long seed = 1; seed <= 6; seed++) {
      HmmFit fit = new HmmTrainer(HmmTrainingOptions.defaults().withSeed(seed)).fit(data, 4);
      assertThat(fit.rarestStateRows()).isGreaterThanOrEqualTo(5);
      first = seed == 1 ? fit.logLikelihood() : first;
      assertThat(fit.logLikelihood()).isCloseTo(first, within(3.0));
    }
  }

  @Test
  void unitsOfFeaturesDoNotMatter() {
    Random random = new Random(9);
    HmmModel truth = HmmFixtures.random(random, 3, 2);
    double[] rows = HmmFixtures.simulate(random, truth, 500);
    double[] scaled = rows.clone();
    for (int row = 0; row < 500; row++) {
      scaled[2 * row] = 1e-6 * rows[2 * row];
      scaled[2 * row + 1] = 1e4 * rows[2 * row + 1] + 7;
    }
    HmmFit fit = new HmmTrainer(QUICK).fit(HmmObservations.of(2, rows), 3);
    HmmFit other = new HmmTrainer(QUICK).fit(HmmObservations.of(2, scaled), 3);
    assertThat(other.logLikelihood())
        .isCloseTo(fit.logLikelihood() - 500 * Math.log(1e-2), within(1e-5));
    for (int i = 0; i < 3; i++) {
      assertThat(other.model().mean(i, 1)).isCloseTo(1e4 * fit.model().mean(i, 1) + 7, within(0.1));
      assertThat(other.model().covariance(i, 0, 1))
          .isCloseTo(1e-2 * fit.model().covariance(i, 0, 1), within(1e-6));
      assertThat(other.model().transition(i, i))
          .isCloseTo(fit.model().transition(i, i), within(1e-6));
    }
  }

  @Test
  void orderOfTheStartOnlyOrdersTheResult() {
    Random random = new Random(10);
    HmmModel truth = HmmFixtures.random(random, 4, 2);
    HmmObservations data = HmmObservations.of(2, HmmFixtures.simulate(random, truth, 300));
    HmmTrainingOptions options = new HmmTrainingOptions(1, 1, 1, 1, 20, 0, 1e-4);
    HmmModel fit = new HmmTrainer(options).fit(data, truth).model();
    int[] order = {2, 0, 3, 1};
    HmmModel other = new HmmTrainer(options).fit(data, truth.reordered(order)).model();
    double[] expected = fit.reordered(order).means();
    for (int i = 0; i < expected.length; i++) {
      assertThat(other.means()[i]).isCloseTo(expected[i], within(1e-9));
    }
  }

  @Test
  void learnsThroughGapsAndOverManySequences() {
    Random random = new Random(11);
    HmmModel truth = HmmFixtures.threeStates();
    double[][] sequences = new double[40][];
    for (int i = 0; i < sequences.length; i++) {
      sequences[i] = HmmFixtures.simulate(random, truth, 300);
      for (int gap = 0; gap < 60; gap++) {
        sequences[i][random.nextInt(300)] = Double.NaN;
      }
    }
    HmmFit fit =
        new HmmTrainer(HmmTrainingOptions.defaults()).fit(HmmObservations.of(1, sequences), 3);
    HmmModel expected = truth.canonical();
    for (int i = 0; i < 3; i++) {
      assertThat(fit.model().transition(i, i)).isCloseTo(expected.transition(i, i), within(0.01));
      assertThat(fit.model().initial(i)).isCloseTo(expected.initial(i), within(0.25));
    }
  }

  @Test
  void refusesWhatCannotBeTrainedOn() {
    HmmTrainer trainer = new HmmTrainer(QUICK);
    double[] flat = new double[100];
    Arrays.fill(flat, 0.1);
    assertThatThrownBy(() -> trainer.fit(HmmObservations.of(1, flat), 2))
        .hasMessageStartingWith("HMM_FEATURE_CONSTANT");
    double[] few = {1, 2, 3, 4, 5, 6, 7};
    assertThatThrownBy(() -> trainer.fit(HmmObservations.of(1, few), 2))
        .hasMessageStartingWith("HMM_TOO_FEW_OBSERVATIONS");
    double[] missing = new double[100];
    Arrays.fill(missing, Double.NaN);
    assertThatThrownBy(() -> trainer.fit(HmmObservations.of(1, missing), 2))
        .hasMessageStartingWith("HMM_TOO_FEW_OBSERVATIONS");
    double[] rows = HmmFixtures.simulate(new Random(1), HmmFixtures.threeStates(), 200);
    assertThatThrownBy(() -> trainer.fit(HmmObservations.of(1, rows), 7))
        .hasMessageStartingWith("HMM_MODEL_INVALID");
    assertThatThrownBy(() -> trainer.fit(HmmObservations.of(2, rows), HmmFixtures.threeStates()))
        .hasMessageStartingWith("HMM_DIMENSIONS_DIFFER");
    assertThatThrownBy(() -> new HmmTrainingOptions(1, 2, 1, 3, 1, 0, 1e-4))
        .hasMessageStartingWith("HMM_OPTION_INVALID");
  }

  @Test
  void trainsOnFewDifferentValues() {
    // Ticks: three values only, so groups of k-means may be empty and states collapse.
    double[] rows = new double[300];
    Random random = new Random(12);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = 1e-4 * (random.nextInt(3) - 1);
    }
    HmmFit fit = new HmmTrainer(QUICK).fit(HmmObservations.of(1, rows), 6);
    assertThat(fit.logLikelihood()).isFinite();
    assertNeverFalls(fit);
  }
}
