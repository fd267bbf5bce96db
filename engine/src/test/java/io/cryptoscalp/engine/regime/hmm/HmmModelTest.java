package io.cryptoscalp.engine.regime.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Is a model checked, ordered, named and kept as it says? */
class HmmModelTest {
  private static final double[] HALVES = {0.5, 0.5};
  private static final double[] MATRIX = {0.9, 0.1, 0.2, 0.8};
  private static final double[] MEANS = {0, 1};
  private static final double[] VARIANCES = {1, 2};

  private static void assertRefused(
      int states, int d, double[] initial, double[] transition, double[] means, double[] cov) {
    assertThatThrownBy(() -> new HmmModel(states, d, initial, transition, means, cov))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("HMM_MODEL_INVALID");
  }

  @Test
  void refusesWhatIsNoModel() {
    new HmmModel(2, 1, HALVES, MATRIX, MEANS, VARIANCES);
    double nan = Double.NaN;
    assertRefused(1, 1, new double[] {1}, new double[] {1}, new double[1], new double[] {1});
    assertRefused(7, 1, new double[7], new double[49], new double[7], new double[7]);
    assertRefused(2, 9, HALVES, MATRIX, new double[18], new double[162]);
    assertRefused(2, 1, new double[] {0.5, 0.6}, MATRIX, MEANS, VARIANCES);
    assertRefused(2, 1, new double[] {1.5, -0.5}, MATRIX, MEANS, VARIANCES);
    assertRefused(2, 1, new double[] {nan, 1}, MATRIX, MEANS, VARIANCES);
    assertRefused(2, 1, HALVES, new double[] {0.9, 0.1, 0.3, 0.8}, MEANS, VARIANCES);
    assertRefused(2, 1, HALVES, new double[3], MEANS, VARIANCES);
    assertRefused(2, 1, HALVES, MATRIX, new double[] {0, nan}, VARIANCES);
    assertRefused(2, 1, HALVES, MATRIX, MEANS, new double[] {1, 0});
    assertRefused(2, 1, HALVES, MATRIX, MEANS, new double[] {1, nan});
    assertRefused(2, 1, HALVES, MATRIX, MEANS, new double[] {Double.POSITIVE_INFINITY, 1});
    double[] four = new double[4];
    assertRefused(2, 2, HALVES, MATRIX, four, new double[] {1, 0, 0, 1, 1, 2, 2, 1});
    assertRefused(2, 2, HALVES, MATRIX, four, new double[] {1, 0, 0, 1, 1, 0.1, 0.2, 1});
  }

  @Test
  void isACopyOfWhatItWasMadeOf() {
    double[] means = MEANS.clone();
    HmmModel model = new HmmModel(2, 1, HALVES, MATRIX, means, VARIANCES);
    means[1] = 9;
    model.means()[1] = 9;
    model.transition()[0] = 9;
    assertThat(model.mean(1, 0)).isEqualTo(1);
    assertThat(model.transition(0, 0)).isEqualTo(0.9);
  }

  @Test
  void canonicalOrderDoesNotDependOnTheOrderBefore() {
    Properties.forSeeds(
        50,
        (random, seed) -> {
          int states = 2 + seed % 5;
          int dimensions = 1 + seed % 8;
          HmmModel canonical = HmmFixtures.random(random, states, dimensions).canonical();
          HmmModel again = canonical.reordered(shuffled(random, states)).canonical();
          assertThat(again.initial()).containsExactly(canonical.initial());
          assertThat(again.transition()).containsExactly(canonical.transition());
          assertThat(again.means()).containsExactly(canonical.means());
          assertThat(again.covariances()).containsExactly(canonical.covariances());
          for (int i = 1; i < states; i++) {
            assertThat(canonical.covariance(i, 0, 0))
                .isGreaterThanOrEqualTo(canonical.covariance(i - 1, 0, 0));
          }
        });
  }

  @Test
  void statesOfOneVarianceAreOrderedByMean() {
    HmmModel model =
        new HmmModel(2, 1, HALVES, MATRIX, new double[] {1, -1}, new double[] {2, 2}).canonical();
    assertThat(model.means()).containsExactly(-1, 1);
    assertThat(model.transition()).containsExactly(0.8, 0.2, 0.1, 0.9);
    assertThatThrownBy(() -> model.reordered(new int[] {0, 0}))
        .hasMessageStartingWith("HMM_ORDER_INVALID");
    assertThatThrownBy(() -> model.reordered(new int[] {0}))
        .hasMessageStartingWith("HMM_ORDER_INVALID");
  }

  static int[] shuffled(Random random, int length) {
    int[] order = IntStream.range(0, length).toArray();
    for (int i = length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  @Test
  void stationaryIsTheLongRun() {
    Properties.forSeeds(
        20,
        (random, seed) -> {
          HmmModel model = HmmFixtures.random(random, 2 + seed % 5, 1);
          double[] stationary = model.stationary();
          double[] after = new double[stationary.length];
          model.predict(stationary, 1, after);
          double sum = 0;
          for (int i = 0; i < after.length; i++) {
            assertThat(after[i]).isCloseTo(stationary[i], within(1e-12));
            sum += after[i];
          }
          assertThat(sum).isCloseTo(1, within(1e-12));
        });
    // A chain that swaps its states each step has a long run, and so has one that falls apart.
    double[] swap = {0, 1, 1, 0};
    assertThat(new HmmModel(2, 1, new double[] {1, 0}, swap, MEANS, VARIANCES).stationary())
        .containsExactly(0.5, 0.5);
    double[] stay = {1, 0, 0, 1};
    HmmModel parts = new HmmModel(2, 1, new double[] {0.25, 0.75}, stay, MEANS, VARIANCES);
    assertThat(parts.stationary()).containsExactly(0.25, 0.75);
    assertThat(parts.dwell(0)).isInfinite();
  }

  @Test
  void survivesWritingAndReading() {
    HmmModel model = HmmFixtures.random(new Random(3), 5, 4);
    StateWriter out = new StateWriter();
    model.write(out);
    HmmModel read = HmmModel.read(new StateReader(out.toByteArray()));
    assertThat(read.transition()).containsExactly(model.transition());
    assertThat(read.initial()).containsExactly(model.initial());
    assertThat(read.means()).containsExactly(model.means());
    assertThat(read.covariances()).containsExactly(model.covariances());
    byte[] broken = out.toByteArray();
    broken[4] = 3;
    assertThatThrownBy(() -> HmmModel.read(new StateReader(broken)))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("STATE_CORRUPT");
  }

  @Test
  void statesAreNamedByTheirStatistics() {
    List<HmmStateProfile> profiles = HmmStateProfile.of(HmmFixtures.threeStates().canonical());
    assertThat(profiles)
        .extracting(HmmStateProfile::name)
        .containsExactly("calm-flat", "normal-up", "volatile-down");
    HmmStateProfile rising = profiles.get(1);
    assertThat(rising.dwell()).isCloseTo(25, within(1e-9));
    assertThat(rising.drift()).isCloseTo(0.015 * 5 / 0.012, within(1e-9));
    double share = 0;
    for (HmmStateProfile profile : profiles) {
      share += profile.share();
    }
    assertThat(share).isCloseTo(1, within(1e-12));
    // Two states that differ in nothing the names tell get different names all the same.
    HmmModel alike = new HmmModel(2, 1, HALVES, MATRIX, new double[2], new double[] {1, 1.1});
    assertThat(HmmStateProfile.of(alike))
        .extracting(HmmStateProfile::name)
        .containsExactly("normal-flat", "normal-flat-2");
  }

  @Test
  void countsItsParameters() {
    assertThat(HmmFixtures.threeStates().parameters()).isEqualTo(2 + 6 + 3 + 3);
    assertThat(HmmFixtures.random(new Random(1), 4, 3).parameters()).isEqualTo(3 + 12 + 12 + 24);
    assertThat(InformationCriterion.AIC.of(-100, 14, 500)).isEqualTo(228);
    assertThat(InformationCriterion.BIC.of(-100, 14, 500))
        .isCloseTo(200 + 14 * Math.log(500), within(1e-9));
    assertThat(InformationCriterion.HQ.of(-100, 14, 500))
        .isCloseTo(200 + 28 * Math.log(Math.log(500)), within(1e-9));
  }
}
