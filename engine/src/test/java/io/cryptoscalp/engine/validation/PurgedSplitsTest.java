package io.cryptoscalp.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Do combinatorial splits share nothing between training and test, and make whole paths? */
class PurgedSplitsTest {
  @Test
  void noTrainingRowTouchesATestedGroup() {
    for (int seed = 1; seed <= 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int rows = 100 + random.nextInt(100);
      long[] events = new long[rows];
      long[] labels = new long[rows];
      for (int r = 0; r < rows; r++) {
        events[r] = random.nextInt(1_000);
        labels[r] = events[r] + random.nextInt(30);
      }
      long embargo = random.nextInt(25);
      PurgedSplits groups = new PurgedSplits(events, labels, 6, embargo);
      for (PurgedSplits.Split split : groups.combinatorial(2)) {
        assertThat(split.groups()).hasSize(2);
        int used = split.train().length + split.test().length + split.purged() + split.embargoed();
        assertThat(used).isEqualTo(rows);
        for (int row : split.train()) {
          for (int group : split.groups()) {
            boolean before = labels[row] < groups.startNs(group);
            boolean after = events[row] > groups.endNs(group) + embargo;
            assertThat(before || after).as("seed %s row %s", seed, row).isTrue();
          }
        }
      }
    }
  }

  @Test
  void pathsTakeEveryGroupOnceFromItsOwnSplits() {
    long[] times = new long[60];
    java.util.Arrays.setAll(times, i -> i);
    PurgedSplits groups = new PurgedSplits(times, times, 6, 0);
    List<PurgedSplits.Split> splits = groups.combinatorial(2);
    assertThat(splits).hasSize(15);
    int[][] paths = groups.paths(splits);
    assertThat(paths).hasDimensions(5, 6); // the example of the book, 12.4.1
    BitSet used = new BitSet();
    for (int[] path : paths) {
      for (int group = 0; group < path.length; group++) {
        assertThat(splits.get(path[group]).groups()).contains(group);
        used.set(path[group] * 6 + group);
      }
    }
    assertThat(used.cardinality()).isEqualTo(15 * 2);
  }

  @Test
  void refusesSplitsThatCannotBe() {
    long[] times = {1, 2, 3};
    assertThatThrownBy(() -> new PurgedSplits(times, times, 4, 0))
        .hasMessageContaining("SPLIT_INVALID");
    PurgedSplits groups = new PurgedSplits(times, times, 3, 0);
    assertThatThrownBy(() -> groups.combinatorial(3)).hasMessageContaining("SPLIT_INVALID");
    assertThat(Combinations.count(16, 8)).isEqualTo(12_870);
    assertThat(Combinations.count(200, 100)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void windowsTileHistoryAfterTheFirstTraining() {
    List<WalkForwardWindows.Window> rolling = WalkForwardWindows.of(0, 105, 30, 20, 5, false);
    List<WalkForwardWindows.Window> anchored = WalkForwardWindows.of(0, 105, 30, 20, 5, true);
    assertThat(rolling).hasSize(4);
    long expected = 35;
    for (int i = 0; i < rolling.size(); i++) {
      WalkForwardWindows.Window window = rolling.get(i);
      assertThat(window.testFromNs()).isEqualTo(expected);
      assertThat(window.testFromNs() - window.trainToNs()).isEqualTo(5);
      assertThat(window.trainToNs() - window.trainFromNs()).isEqualTo(30);
      assertThat(anchored.get(i).trainFromNs()).isZero();
      assertThat(anchored.get(i).testToNs()).isEqualTo(window.testToNs());
      expected = window.testToNs();
    }
    assertThat(expected).isEqualTo(105);
    assertThat(WalkForwardWindows.winRate(new double[] {1, -1, 0, 2})).isEqualTo(0.5);
    assertThat(
            WalkForwardWindows.efficiency(
                rolling, new double[] {3, 3, 3, 3}, new double[] {1, 1, 1, 1}))
        .isEqualTo(4.0 / 70 / (12.0 / 120));
    assertThatThrownBy(() -> WalkForwardWindows.of(0, 35, 30, 20, 5, true))
        .hasMessageContaining("WINDOWS_INVALID");
  }
}
