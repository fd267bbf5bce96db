package io.cryptoscalp.engine.regime.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.hmm.HmmInference;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.hmm.HmmObservations;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does the live detector say of bars what inference says of the same bars' observations? */
class MarkovDetectorTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long START = 1_600_000_200_000_000_000L;
  private static final ObservationSpec SPEC = new ObservationSpec(2 * MINUTE, false, 1);

  /** Calm without drift, normal up, normal down, extreme. */
  private static MarkovModel model() {
    double[] transition = new double[16];
    for (int i = 0; i < 16; i++) {
      transition[i] = i % 5 == 0 ? 0.97 : 0.01;
    }
    return MarkovModel.of(
        "TEST",
        "1",
        SPEC,
        new HmmModel(
            4,
            1,
            new double[] {0.25, 0.25, 0.25, 0.25},
            transition,
            new double[] {0, 0.001, -0.001, 0},
            new double[] {1e-6, 4e-6, 4.1e-6, 1e-4}));
  }

  /** Closes of minutes; every hundredth lacks. */
  private static double[] closes(int count) {
    Random random = new Random(7);
    double[] closes = new double[count];
    double price = 100;
    for (int i = 0; i < count; i++) {
      double deviation = i / 200 % 2 == 0 ? 0.001 : 0.008;
      price *= StrictMath.exp(deviation * random.nextGaussian());
      closes[i] = i % 100 == 99 ? Double.NaN : price;
    }
    return closes;
  }

  private static boolean update(MarkovDetector detector, int minute, double close) {
    long open = START + minute * MINUTE;
    return detector.update(open, open + MINUTE, close, close, close);
  }

  @Test
  void filtersAsInferenceDoes() {
    double[] closes = closes(1000);
    List<double[]> rows = new ArrayList<>();
    BarObserver observer = new BarObserver(SPEC, (end, row, close) -> rows.add(row.clone()));
    List<double[]> live = new ArrayList<>();
    MarkovDetector detector = new MarkovDetector(model());
    for (int i = 0; i < closes.length; i++) {
      long open = START + i * MINUTE;
      observer.update(open, open + MINUTE, closes[i], closes[i], closes[i]);
      if (update(detector, i, closes[i])) {
        live.add(
            new double[] {
              detector.probability(0),
              detector.probability(1),
              detector.probability(2),
              detector.probability(3)
            });
        double sum = 0;
        for (MarketType type : MarketType.values()) {
          sum += detector.probability(type);
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
      }
    }
    double[] flat = rows.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    double[] expected = new HmmInference(model().model()).filtered(HmmObservations.of(1, flat));
    assertThat(live).hasSize(rows.size()).hasSizeGreaterThan(480);
    for (int t = 0; t < live.size(); t++) {
      for (int state = 0; state < 4; state++) {
        assertThat(live.get(t)[state]).isCloseTo(expected[4 * t + state], within(1e-12));
      }
    }
  }

  @Test
  void statesStandForTypesOfMarket() {
    MarkovModel model = model();
    assertThat(model.states().get(0).name()).isEqualTo("calm-flat");
    assertThat(model.type(0)).isEqualTo(MarketType.RANGE_BOUND);
    assertThat(model.type(1)).isEqualTo(MarketType.BULL_TRENDING);
    assertThat(model.type(2)).isEqualTo(MarketType.BEAR_TRENDING);
    assertThat(model.type(3)).isEqualTo(MarketType.HIGH_VOLATILITY);
    assertThatThrownBy(
            () -> MarkovModel.of("TEST", "1", new ObservationSpec(MINUTE, true, 1), model.model()))
        .hasMessageStartingWith("HMM_DIMENSIONS_DIFFER");
  }

  @Test
  void followsTheMarketAndGoesOnFromItsState() {
    double[] closes = closes(1000);
    MarkovDetector whole = new MarkovDetector(model());
    MarkovDetector detector = new MarkovDetector(model());
    for (int i = 0; i < closes.length; i++) {
      update(whole, i, closes[i]);
      if (i == 190 || i == 590) {
        assertThat(whole.mostLikely()).isNotEqualTo(3);
      }
      if (i == 390 || i == 790) {
        assertThat(whole.label()).isEqualTo("volatile-flat");
      }
      update(detector, i, closes[i]);
      if (i % 77 == 0) {
        StateWriter state = new StateWriter();
        detector.write(state);
        detector = new MarkovDetector(model());
        detector.read(new StateReader(state.toByteArray()));
      }
    }
    for (int state = 0; state < 4; state++) {
      assertThat(detector.probability(state)).isEqualTo(whole.probability(state));
    }
    assertThat(detector.intervals()).isEqualTo(whole.intervals());
    assertThat(detector.surprise()).isEqualTo(whole.surprise());
  }

  @Test
  void anotherModelsStateIsLeftOut() {
    MarkovDetector detector = new MarkovDetector(model());
    for (int i = 0; i < 50; i++) {
      update(detector, i, 100 + i);
    }
    StateWriter state = new StateWriter();
    detector.write(state);
    HmmModel two =
        new HmmModel(
            2,
            1,
            new double[] {0.5, 0.5},
            new double[] {0.9, 0.1, 0.1, 0.9},
            new double[] {0, 0},
            new double[] {1, 2});
    MarkovDetector other = new MarkovDetector(MarkovModel.of("TEST", "2", SPEC, two));
    StateReader in = new StateReader(state.toByteArray());
    other.read(in);
    assertThat(in.remaining()).isZero();
    assertThat(other.intervals()).isZero();
    assertThat(other.probability(0)).isEqualTo(0.5);
  }
}
