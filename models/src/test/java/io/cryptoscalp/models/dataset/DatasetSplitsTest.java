package io.cryptoscalp.models.dataset;

import static io.cryptoscalp.models.dataset.Walks.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetSplitsTest {
  private static final long EMBARGO = 25 * MINUTE;
  private static Dataset data;

  @BeforeAll
  static void build() {
    DatasetOptions options =
        DatasetOptions.of(LabelRule.tripleBarrier(30 * MINUTE).withCosts(TradingCosts.NONE), MINUTE)
            .withSteps(3, 0);
    DatasetBuilder builder =
        new DatasetBuilder("v1-test", List.of("move", "noise", "number"), options);
    Walks.rows("A", 3000, true, 1).forEach(builder::add);
    Walks.rows("B", 2500, true, 2).forEach(builder::add);
    data = builder.build().dataset();
  }

  /** No moment of an earlier example's future lies at or after a later part's first decision. */
  private static void apart(Dataset before, Dataset after, long distanceNs) {
    for (int i = 0; i < before.size(); i++) {
      long end = before.eventTimeNs(i) + 60 * MINUTE; // the longest horizon
      assertThat(before.labelTimeNs(i)).isLessThanOrEqualTo(end);
      for (int j = 0; j < after.size(); j += 7) {
        assertThat(after.eventTimeNs(j) - before.eventTimeNs(i)).isPositive();
        assertThat(after.eventTimeNs(j) - end).isGreaterThan(distanceNs);
      }
    }
  }

  @Test
  void partsOfASplitShareNoPriceAndKeepTheirDistance() {
    DatasetSplits.Split split = DatasetSplits.single(data, 0.6, 0.2, EMBARGO);
    apart(split.train(), split.validation(), EMBARGO);
    apart(split.validation(), split.test(), EMBARGO);
    int used = split.train().size() + split.validation().size() + split.test().size();
    assertThat(used + split.left()).isEqualTo(data.size());
    assertThat(split.train().size()).isGreaterThan(data.size() / 2);
    assertThat(split.test().size()).isGreaterThan(data.size() / 7);
    assertThat(split.left()).isLessThan(data.size() / 8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void walkingForwardEachTestPartComesAfterWhatWasLearntFrom(boolean anchored) {
    List<DatasetSplits.Split> splits =
        DatasetSplits.walkForward(data, 4, 0.4, 0.2, anchored, EMBARGO);
    assertThat(splits).hasSize(4);
    long lastTestNs = Long.MIN_VALUE;
    int trained = 0;
    for (DatasetSplits.Split split : splits) {
      apart(split.train(), split.validation(), EMBARGO);
      apart(split.validation(), split.test(), EMBARGO);
      for (int i = 0; i < split.test().size(); i++) {
        assertThat(split.test().eventTimeNs(i)).isGreaterThanOrEqualTo(lastTestNs);
      }
      for (int i = 0; i < split.test().size(); i++) {
        lastTestNs = Math.max(lastTestNs, split.test().eventTimeNs(i));
      }
      assertThat(split.test().size()).isGreaterThan(200);
      if (anchored) {
        assertThat(split.train().size()).isGreaterThan(trained);
        assertThat(split.train().eventTimeNs(0)).isEqualTo(data.eventTimeNs(0));
      }
      trained = split.train().size();
    }
    DatasetSplits.Split last = splits.get(3);
    long first = Long.MAX_VALUE;
    for (int i = 0; i < last.train().size(); i++) {
      first = Math.min(first, last.train().eventTimeNs(i));
    }
    assertThat(first == data.eventTimeNs(0)).isEqualTo(anchored);
  }

  @Test
  void foldsAreJudgedByWhatNoTrainingExampleTouches() {
    List<DatasetSplits.Fold> folds = DatasetSplits.folds(data, 4, EMBARGO);
    int tested = 0;
    for (DatasetSplits.Fold fold : folds) {
      tested += fold.test().size();
      long from = Long.MAX_VALUE;
      long to = Long.MIN_VALUE;
      for (int i = 0; i < fold.test().size(); i++) {
        from = Math.min(from, fold.test().eventTimeNs(i));
        to = Math.max(to, fold.test().eventTimeNs(i) + 60 * MINUTE);
      }
      for (int i = 0; i < fold.train().size(); i++) {
        boolean before = fold.train().eventTimeNs(i) + 60 * MINUTE < from;
        boolean after = fold.train().eventTimeNs(i) > to + EMBARGO;
        assertThat(before || after).isTrue();
      }
    }
    assertThat(tested).isEqualTo(data.size());
  }

  @Test
  void sharesThatLeaveNothingAreRefused() {
    assertThatThrownBy(() -> DatasetSplits.single(data, 0.8, 0.2, 0))
        .hasMessageContaining("DATASET_SPLIT_INVALID");
    assertThatThrownBy(() -> DatasetSplits.walkForward(data, 0, 0.5, 0.2, true, 0))
        .hasMessageContaining("DATASET_SPLIT_INVALID");
  }
}
