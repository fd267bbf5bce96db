package io.cryptoscalp.models.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureSelectorTest {
  private static Selection select(SelectionData data, int count) {
    return new FeatureSelector(Planted.options(count), line -> {}).run(data);
  }

  @Test
  void findsTheSignalsAndPrunesTheCopy() {
    Selection selection = select(Planted.data(3_000, 3, 20, 1.0, 1), 3);
    assertThat(selection.selected()).containsExactlyInAnyOrder("signal0", "signal1", "signal2");
    assertThat(selection.stability()).isEqualTo(1.0, within(1e-9));
    for (Selection.Score score : selection.features()) {
      assertThat(score.copyOf()).isEqualTo(score.id().equals("copy") ? "signal0" : "");
      boolean signal = score.id().startsWith("signal");
      assertThat(score.frequency()).isCloseTo(signal ? 1 : 0, within(1e-9));
      if (!score.id().equals("copy")) {
        assertThat(score.information() > 0.03).isEqualTo(signal);
      }
    }
    assertThat(selection.warnings()).isEmpty();
    assertThat(selection.chosen().auc()).isGreaterThan(0.75);
    assertThat(selection.accuracyLoss()).isLessThan(0.02);
    assertThat(selection.correlation()).hasNumberOfRows(3);
  }

  @Test
  void shuffledLabelsShowNoSkill() {
    SelectionData data = Planted.data(2_000, 3, 12, 1.0, 2);
    for (long seed = 1; seed <= 2; seed++) {
      boolean[] labels = Planted.shuffled(data.up(), seed);
      Selection selection = select(Planted.relabelled(data, labels), 5);
      assertThat(selection.chosen().auc()).isCloseTo(0.5, within(0.04));
      assertThat(selection.warnings()).anyMatch(text -> text.startsWith("NO_SKILL"));
      assertThat(selection.stability()).isLessThan(0.5);
    }
  }

  @Test
  void isRepeatableAndTheSeedMatters() {
    SelectionData data = Planted.data(1_500, 2, 15, 0.5, 5);
    byte[] one = FeatureSetFile.of(select(data, 4)).json();
    assertThat(FeatureSetFile.of(select(data, 4)).json()).isEqualTo(one);
    SelectionOptions other = new SelectionOptions(4, 4, 0, 12, 60, 6, 0.95, 0.7, 99);
    Selection reseeded = new FeatureSelector(other, line -> {}).run(data);
    assertThat(FeatureSetFile.of(reseeded).json()).isNotEqualTo(one);
  }

  @Test
  void theWantedCountIsAStepOfTheCurve() {
    List<String> told = new ArrayList<>();
    SelectionData data = Planted.data(1_000, 2, 30, 1.0, 6);
    Selection selection = new FeatureSelector(Planted.options(7), told::add).run(data);
    assertThat(selection.curve()).extracting(Selection.Figures::features).contains(32, 7, 1);
    assertThat(selection.chosen().features()).isEqualTo(7);
    assertThat(selection.full().features()).isEqualTo(33);
    assertThat(selection.selected()).hasSize(7).doesNotHaveDuplicates();
    assertThat(told).hasSize(5);
  }

  @Test
  void takesAllThereAreWhenMoreAreWanted() {
    Selection selection = select(Planted.data(800, 2, 3, 1.0, 7), 25);
    assertThat(selection.selected()).hasSize(5);
    assertThat(selection.chosen().features()).isEqualTo(5);
  }

  @Test
  void suspectsAFeatureThatKnowsTheFuture() {
    SelectionData data = Planted.data(1_000, 2, 3, 1.0, 8);
    for (int r = 0; r < data.rows(); r++) {
      data.columns()[1][r] = data.up()[r] ? 1 : 0;
    }
    assertThat(select(data, 3).warnings())
        .anyMatch(text -> text.startsWith("LEAK_SUSPECTED: feature=noise0"));
  }

  @Test
  void refusesDataThatCannotCarryIt() {
    SelectionData data = Planted.data(500, 1, 1, 1.0, 9);
    assertThatThrownBy(() -> select(Planted.relabelled(data, new boolean[500]), 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("SELECTION_ONE_CLASS: fold=0 part=train");
    SelectionData empty =
        new SelectionData("x", List.of(), new float[0][], data.up(), times(500), times(500), "");
    assertThatThrownBy(() -> select(empty, 1)).hasMessageContaining("SELECTION_NO_FEATURES");
  }

  private static long[] times(int rows) {
    long[] times = new long[rows];
    java.util.Arrays.setAll(times, i -> i);
    return times;
  }
}
