package io.cryptoscalp.models.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.PurgedFolds;
import io.cryptoscalp.models.training.BinaryMetrics;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PurgedFoldsTest {
  @Test
  void noTrainingRowTouchesItsTestPartOrTheEmbargo() {
    for (int seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      int rows = 200 + random.nextInt(200);
      long[] times = new long[rows];
      long[] labels = new long[rows];
      for (int r = 0; r < rows; r++) {
        times[r] = random.nextInt(2_000); // any order, with ties
        labels[r] = times[r] + 1 + random.nextInt(60);
      }
      long embargo = random.nextInt(50);
      BitSet tested = new BitSet();
      for (PurgedFolds.Fold fold : PurgedFolds.of(times, labels, 5, embargo)) {
        long start = Arrays.stream(fold.test()).mapToLong(r -> times[r]).min().orElseThrow();
        long end = Arrays.stream(fold.test()).mapToLong(r -> labels[r]).max().orElseThrow();
        BitSet train = new BitSet();
        for (int row : fold.train()) {
          train.set(row);
        }
        for (int row : fold.test()) {
          assertThat(tested.get(row)).isFalse();
          tested.set(row);
          assertThat(train.get(row)).isFalse();
        }
        for (int r = 0; r < rows; r++) {
          boolean before = labels[r] < start;
          boolean after = times[r] > end + embargo;
          assertThat(train.get(r)).as("seed %s row %s", seed, r).isEqualTo(before || after);
        }
        int used = fold.train().length + fold.test().length + fold.purged() + fold.embargoed();
        assertThat(used).isEqualTo(rows);
      }
      assertThat(tested.cardinality()).isEqualTo(rows);
    }
  }

  /**
   * Labels are the sign of noise summed over the next 40 steps, so neighbours share most of theirs,
   * and the only feature is the time. Nothing can be forecast, but without purging the neighbours
   * of each small test part give its labels away.
   */
  @Test
  void purgingRemovesAPlantedLeak() {
    SelectionData data = overlapping(1_600, 40);
    long[] times = data.eventTimeNs();
    double leaking = auc(data, PurgedFolds.of(times, times, 80, 0));
    double purged = auc(data, PurgedFolds.of(times, data.labelTimeNs(), 80, 0));
    assertThat(leaking).isGreaterThan(0.7);
    assertThat(purged).isLessThan(0.6);
  }

  private static SelectionData overlapping(int rows, int horizon) {
    Random random = new Random(4);
    double[] steps = new double[rows + horizon];
    Arrays.setAll(steps, i -> random.nextGaussian());
    float[][] columns = new float[1][rows];
    boolean[] up = new boolean[rows];
    long[] times = new long[rows];
    long[] labels = new long[rows];
    for (int r = 0; r < rows; r++) {
      columns[0][r] = r;
      up[r] = Arrays.stream(steps, r, r + horizon).sum() > 0;
      times[r] = r;
      labels[r] = times[r] + horizon;
    }
    return new SelectionData("time", List.of("time"), columns, up, times, labels, "");
  }

  private static double auc(SelectionData data, List<PurgedFolds.Fold> folds) {
    double[] forecasts = new double[data.rows()];
    for (PurgedFolds.Fold fold : folds) {
      try (Forest forest = Forest.grow(data, new int[] {0}, fold.train(), Planted.options(1))) {
        double[] part = forest.forecasts(fold.test());
        for (int i = 0; i < part.length; i++) {
          forecasts[fold.test()[i]] = part[i];
        }
      }
    }
    return BinaryMetrics.of(forecasts, data.up(), 0.5).auc();
  }

  @Test
  void refusesTooFewRows() {
    long[] times = {0, 1, 2};
    long[] labels = {10, 11, 12};
    assertThatThrownBy(() -> PurgedFolds.of(times, labels, 3, 0))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("SELECTION_TOO_FEW_ROWS: fold=0 train=0 test=1");
    assertThatThrownBy(() -> PurgedFolds.of(times, labels, 1, 0))
        .hasMessageContaining("SELECTION_OPTION_INVALID: folds=1");
  }
}
