package io.cryptoscalp.engine.regime;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.regime.changepoint.ChangePointDetector;
import io.cryptoscalp.engine.regime.changepoint.ChangePointOptions;
import io.cryptoscalp.engine.regime.hmm.HmmFilter;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.hmm.HmmObservations;
import io.cryptoscalp.engine.regime.hmm.HmmTrainer;
import io.cryptoscalp.engine.regime.hmm.HmmTrainingOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Do training, filter and change points give the very bytes they gave when the files were written,
 * on whatever machine that was, and read them? {@code -Dcryptoscalp.golden=write} writes the files
 * of a new version.
 */
class GoldenStatisticsStateTest {
  private static byte[] golden(String name, StateWriter current) throws IOException {
    if ("write".equals(System.getProperty("cryptoscalp.golden"))) {
      Files.write(Path.of("src/test/resources/golden", name), current.toByteArray());
      return current.toByteArray();
    }
    try (InputStream in = GoldenStatisticsStateTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as("golden file " + name).isNotNull();
      return in.readAllBytes();
    }
  }

  /** 600 rows of two features whose deviation changes every 40 rows. */
  private static double[] rows() {
    Random random = new Random(21);
    double[] rows = new double[1200];
    for (int row = 0; row < 600; row++) {
      double deviation = row / 40 % 2 == 0 ? 0.01 : 0.04;
      rows[2 * row] = deviation * random.nextGaussian();
      rows[2 * row + 1] = 3 * rows[2 * row] + deviation * random.nextGaussian();
    }
    return rows;
  }

  private static HmmModel model() {
    return new HmmTrainer(new HmmTrainingOptions(5, 4, 10, 2, 40, 1e-9, 1e-4))
        .fit(HmmObservations.of(2, rows()), 3)
        .model();
  }

  @Test
  void trainingGivesTheSameModelEverywhere() throws IOException {
    StateWriter out = new StateWriter();
    model().write(out);
    byte[] golden = golden("hmm-model-v1.bin", out);
    assertThat(out.toByteArray()).isEqualTo(golden);
    StateWriter again = new StateWriter();
    HmmModel.read(new StateReader(golden)).write(again);
    assertThat(again.toByteArray()).isEqualTo(golden);
  }

  @Test
  void readsAndReproducesTheFilter() throws IOException {
    HmmModel model = model();
    HmmFilter filter = new HmmFilter(model);
    for (int row = 0; row < 600; row++) {
      filter.update(rows(), 2 * row);
    }
    StateWriter out = new StateWriter();
    filter.write(out);
    byte[] golden = golden("hmm-filter-v1.bin", out);
    assertThat(out.toByteArray()).isEqualTo(golden);
    HmmFilter restored = new HmmFilter(model);
    restored.read(new StateReader(golden));
    StateWriter again = new StateWriter();
    restored.write(again);
    assertThat(again.toByteArray()).isEqualTo(golden);
  }

  @Test
  void readsAndReproducesTheChangePoints() throws IOException {
    ChangePointOptions options = ChangePointOptions.standard().scaled(0, 0.02);
    ChangePointDetector detector = new ChangePointDetector(options);
    double[] rows = rows();
    for (int row = 0; row < 600; row++) {
      detector.update(rows[2 * row]);
    }
    StateWriter out = new StateWriter();
    detector.write(out);
    byte[] golden = golden("change-point-detector-v1.bin", out);
    assertThat(out.toByteArray()).isEqualTo(golden);
    ChangePointDetector restored = new ChangePointDetector(options);
    restored.read(new StateReader(golden));
    StateWriter again = new StateWriter();
    restored.write(again);
    assertThat(again.toByteArray()).isEqualTo(golden);
  }
}
