package io.cryptoscalp.engine.regime.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Is the online filter the forward pass, through gaps and restores? */
class HmmFilterTest {
  @Test
  void equalsTheForwardPassThroughGaps() {
    Properties.forSeeds(
        20,
        (random, seed) -> {
          int states = 2 + seed % 5;
          int dimensions = 1 + seed % 8;
          HmmModel model = HmmFixtures.random(random, states, dimensions);
          double[] rows = HmmFixtures.simulate(random, model, 200);
          for (int gap = 0; gap < 20; gap++) {
            double missing = gap % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
            rows[random.nextInt(rows.length)] = missing;
          }
          HmmObservations data = HmmObservations.of(dimensions, rows);
          double[] filtered = new HmmInference(model).filtered(data);
          HmmFilter filter = new HmmFilter(model);
          for (int row = 0; row < 200; row++) {
            if (row % 3 == 0 && !data.isPresent(row)) {
              filter.skip();
            } else {
              double density = filter.update(rows, row * dimensions);
              assertThat(Double.isNaN(density)).isEqualTo(!data.isPresent(row));
            }
            for (int i = 0; i < states; i++) {
              assertThat(filter.probability(i)).isEqualTo(filtered[row * states + i]);
            }
          }
          assertThat(filter.updates()).isEqualTo(200);
          assertThat(filter.logLikelihood()).isEqualTo(new HmmInference(model).logLikelihood(data));
        });
  }

  @Test
  void leavesNoGarbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    HmmModel model = HmmFixtures.random(new Random(2), 6, 8);
    double[] rows = HmmFixtures.simulate(new Random(3), model, 1000);
    HmmFilter filter = new HmmFilter(model);
    long before = 0;
    for (int i = 0; i < 40_000; i++) {
      if (i == 20_000) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      filter.update(rows, i % 1000 * 8);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
  }

  @Test
  void aRestoredFilterGoesOnTheSame() {
    Random random = new Random(1);
    HmmModel model = HmmFixtures.random(random, 4, 3);
    double[] rows = HmmFixtures.simulate(random, model, 100);
    HmmFilter filter = new HmmFilter(model);
    for (int row = 0; row < 50; row++) {
      filter.update(rows, row * 3);
    }
    StateWriter out = new StateWriter();
    filter.write(out);
    HmmFilter restored = new HmmFilter(model);
    restored.read(new StateReader(out.toByteArray()));
    for (int row = 50; row < 100; row++) {
      assertThat(restored.update(rows, row * 3)).isEqualTo(filter.update(rows, row * 3));
    }
    assertThat(restored.logLikelihood()).isEqualTo(filter.logLikelihood());
    assertThat(restored.mostLikely()).isEqualTo(filter.mostLikely());
    restored.reset();
    assertThat(restored.probability(2)).isEqualTo(model.initial(2));
    assertThat(restored.updates()).isZero();
  }

  @Test
  void refusesTheStateOfAnotherNumberOfStates() {
    StateWriter out = new StateWriter();
    new HmmFilter(HmmFixtures.random(new Random(1), 4, 1)).write(out);
    HmmFilter other = new HmmFilter(HmmFixtures.threeStates());
    assertThatThrownBy(() -> other.read(new StateReader(out.toByteArray())))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("STATE_MISMATCH");
  }

  @Test
  void predictsByTheChain() {
    HmmModel model = HmmFixtures.threeStates();
    HmmFilter filter = new HmmFilter(model);
    filter.update(new double[] {-0.09}, 0);
    assertThat(filter.mostLikely()).isEqualTo(1);
    double[] ahead = new double[3];
    filter.predict(0, ahead);
    assertThat(ahead[1]).isEqualTo(filter.probability(1));
    filter.predict(2, ahead);
    double expected = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        expected += filter.probability(i) * model.transition(i, j) * model.transition(j, 1);
      }
    }
    assertThat(ahead[1]).isCloseTo(expected, within(1e-15));
    filter.predict(5000, ahead);
    double[] stationary = model.stationary();
    for (int i = 0; i < 3; i++) {
      assertThat(ahead[i]).isCloseTo(stationary[i], within(1e-12));
    }
    assertThatThrownBy(() -> filter.predict(-1, ahead)).hasMessageStartingWith("HMM_STEPS_INVALID");
  }

  @Test
  void aValueBeyondAllDensitiesChangesNothingButTime() {
    HmmFilter filter = new HmmFilter(HmmFixtures.threeStates());
    filter.update(new double[] {0.001}, 0);
    double before = filter.logLikelihood();
    assertThat(filter.update(new double[] {Double.MAX_VALUE}, 0)).isNaN();
    assertThat(filter.update(new double[] {1e99}, 0)).isFinite();
    assertThat(filter.logLikelihood()).isLessThan(before);
    double sum = filter.probability(0) + filter.probability(1) + filter.probability(2);
    assertThat(sum).isCloseTo(1, within(1e-12));
  }
}
