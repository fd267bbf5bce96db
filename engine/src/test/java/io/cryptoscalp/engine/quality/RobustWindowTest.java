package io.cryptoscalp.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Are median and deviation those of the sorted last values? */
class RobustWindowTest {
  private static double naiveMedian(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    return sorted.get((sorted.size() - 1) / 2);
  }

  private static double naiveScale(List<Double> values) {
    double median = naiveMedian(values);
    return 1.4826 * naiveMedian(values.stream().map(x -> Math.abs(x - median)).toList());
  }

  private static double draw(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(3);
      case 1 -> -0.0;
      case 2 -> random.nextGaussian() * 1e6;
      default -> random.nextGaussian();
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 64})
  void equalsANaiveTwin(int length) {
    Random random = new Random(length);
    RobustWindow window = new RobustWindow(length);
    List<Double> last = new ArrayList<>();
    double kept = 0;
    for (int i = 0; i < 3000; i++) {
      double value = draw(random);
      window.add(value);
      last.add(value);
      if (last.size() > length) {
        last.remove(0);
      }
      assertThat(window.size()).isEqualTo(last.size());
      assertThat(window.median()).isEqualTo(naiveMedian(last));
      assertThat(window.max()).isEqualTo(last.stream().max(Double::compare).orElseThrow());
      // The deviation is renewed every eighth value.
      kept = i % 8 == 0 ? naiveScale(last) : kept;
      assertThat(window.scale()).isEqualTo(kept);
    }
  }

  @Test
  void halfOfTheWindowMayBeWrong() {
    RobustWindow window = new RobustWindow(100);
    Random random = new Random(3);
    for (int i = 0; i < 51; i++) {
      window.add(random.nextGaussian());
    }
    for (int i = 0; i < 49; i++) {
      window.add(1e9);
    }
    assertThat(window.median()).isBetween(-1.0, 3.0);
    assertThat(window.score(1e9, 0.1)).isGreaterThan(1e7);
  }

  @Test
  void aStoredWindowGoesOnAsIfItHadNotBeenStored() {
    Random random = new Random(5);
    RobustWindow window = new RobustWindow(33);
    for (int i = 0; i < 500; i++) {
      window.add(draw(random));
      if (i % 3 == 0) {
        window.scale();
      }
      StateWriter out = new StateWriter();
      window.write(out);
      RobustWindow restored = new RobustWindow(33);
      restored.read(new StateReader(out.toByteArray()));
      assertThat(restored.median()).isEqualTo(window.median());
      assertThat(restored.score(7, 0.1)).isEqualTo(window.score(7, 0.1));
      window = restored;
    }
    StateWriter out = new StateWriter();
    window.write(out);
    assertThatThrownBy(() -> new RobustWindow(8).read(new StateReader(out.toByteArray())))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("STATE_MISMATCH");
  }
}
