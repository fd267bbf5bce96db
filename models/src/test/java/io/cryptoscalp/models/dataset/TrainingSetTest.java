package io.cryptoscalp.models.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.SyntheticMarket;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSetTest {
  private static final LabelOptions TEN = new LabelOptions(10, 2, 0, 0, 0.5);

  private static FeatureRow row(long time, double mid) {
    return new FeatureRow("X", time, time, mid, new double[] {time}, new long[] {1});
  }

  private static TrainingSet build(LabelOptions options, FeatureRow... rows) {
    TrainingSetBuilder builder = new TrainingSetBuilder("v1", List.of("f"), options);
    for (FeatureRow row : rows) {
      builder.add(row);
    }
    return builder.build();
  }

  @Test
  void theLabelIsTheSignOfTheFirstMidAtOrAfterTheHorizon() {
    TrainingSet set =
        build(TEN, row(0, 100), row(5, 99), row(9, 200), row(10, 101), row(16, 98), row(21, 98));
    // 0: 101 > 100 up; 5 -> 16: 98 < 99 down; 9 -> 21: late by 2, 98 < 200 down; 10 -> 21 down
    assertThat(set.eventTimeNs()).containsExactly(0, 5, 9, 10);
    assertThat(set.up()).containsExactly(true, false, false, false);
    assertThat(set.labelTimeNs()).containsExactly(10, 16, 21, 21);
  }

  @Test
  void rowsWithoutPriceMoveOrAnswerInTimeAreDropped() {
    assertThat(build(TEN, row(0, 100), row(10, 100)).rows()).isZero(); // no move
    assertThat(build(TEN, row(0, 100), row(13, 101)).rows()).isZero(); // 3 late
    assertThat(build(TEN, row(0, 100), row(12, 101)).rows()).isOne(); // 2 late
    assertThat(build(TEN, row(0, 0), row(10, 101)).rows()).isZero(); // empty book
    LabelOptions cost = new LabelOptions(10, 2, 0.01, 0, 0.5);
    assertThat(build(cost, row(0, 100), row(10, 100.9)).rows()).isZero();
    assertThat(build(cost, row(0, 100), row(10, 101.1)).rows()).isOne();
  }

  @Test
  void labelsNeverCrossInstruments() {
    FeatureRow other = new FeatureRow("Y", 10, 1, 7, new double[] {1}, new long[] {1});
    assertThat(build(TEN, row(0, 100), other).rows()).isZero();
  }

  @Test
  void rowsOutOfOrderAndOfWrongWidthAreRefused() {
    assertThatThrownBy(() -> build(TEN, row(5, 1), row(4, 1)))
        .hasMessage("DATASET_ORDER: instrument=X eventTimeNs=4 after=5");
    FeatureRow wide = new FeatureRow("X", 1, 1, 7, new double[2], new long[] {3});
    assertThatThrownBy(() -> build(TEN, wide))
        .hasMessage("DATASET_ROW_INVALID: instrument=X eventTimeNs=1 expected=1 got=2");
  }

  @Test
  void noPriceIsOnBothSidesOfTheSplit() {
    LabelOptions labels = new LabelOptions(10 * SyntheticMarket.SECOND, 0, 0, 0, 0.5);
    TrainingSet set =
        TrainingSetBuilder.read(
            new SyntheticMarket(300, 1, false, 1), FeatureQuery.all("v1"), labels);
    long embargo = 7 * SyntheticMarket.SECOND;
    TrainingSet.Split split = set.split(0.7, embargo);
    for (long labelTime : split.train().labelTimeNs()) {
      assertThat(labelTime).isLessThan(split.cutNs());
    }
    for (long time : split.test().eventTimeNs()) {
      assertThat(time).isGreaterThanOrEqualTo(split.cutNs() + embargo);
    }
    assertThat(split.train().rows() + split.test().rows() + split.purged()).isEqualTo(set.rows());
    assertThat(split.purged()).isPositive();
    assertThat((double) split.train().rows() / set.rows()).isBetween(0.68, 0.7);
  }

  @Test
  void theHashChangesWithEveryPartOfTheData() {
    TrainingSet set = build(TEN, row(0, 100), row(10, 101), row(20, 100));
    assertThat(build(TEN, row(0, 100), row(10, 101), row(20, 100)).hash()).isEqualTo(set.hash());
    assertThat(build(TEN, row(0, 100), row(10, 99), row(20, 100)).hash())
        .isNotEqualTo(set.hash()); // label
    assertThat(build(TEN, row(1, 100), row(11, 101), row(21, 100)).hash())
        .isNotEqualTo(set.hash()); // times and values
    LabelOptions other = new LabelOptions(10, 1, 0, 0, 0.5);
    assertThat(build(other, row(0, 100), row(10, 101), row(20, 100)).hash())
        .isNotEqualTo(set.hash());
    assertThat(set.hash()).matches("[0-9a-f]{64}");
  }
}
