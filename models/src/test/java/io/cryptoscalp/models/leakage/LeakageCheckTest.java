package io.cryptoscalp.models.leakage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetBuilder;
import io.cryptoscalp.models.dataset.DatasetOptions;
import io.cryptoscalp.models.dataset.DatasetSplits;
import io.cryptoscalp.models.dataset.FeatureRow;
import io.cryptoscalp.models.dataset.LabelRule;
import io.cryptoscalp.models.dataset.PlantedNeighbours;
import io.cryptoscalp.models.dataset.TradingCosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Are leaks that were planted found and named, and is clean history left alone? */
class LeakageCheckTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final int ROWS = 4000;
  private static final LeakageOptions OPTIONS = LeakageOptions.usual(30 * MINUTE);

  /** What the last feature knows. */
  private enum Planted {
    NOTHING,
    FUTURE,
    DISTANCE,
    SIGNAL
  }

  /** A walk with a little momentum, three features of its past and one that is planted. */
  private static List<FeatureRow> rows(Planted planted, long seed) {
    Random random = new Random(seed);
    double[] moves = new double[ROWS + 20];
    double[] drift = new double[ROWS + 20];
    for (int i = 0; i < moves.length; i++) {
      drift[i] = i % 10 == 0 ? 0.0002 * random.nextGaussian() : drift[i - 1];
      moves[i] = drift[i] + 0.001 * random.nextGaussian();
    }
    List<FeatureRow> rows = new ArrayList<>();
    double mid = 100;
    for (int i = 0; i < ROWS; i++) {
      mid *= Math.exp(moves[i]);
      double ahead = 0;
      double past = 0;
      for (int k = 1; k <= 10; k++) {
        ahead += moves[i + k];
        past += i - k < 0 ? 0 : moves[i - k];
      }
      double last =
          switch (planted) {
            case NOTHING -> random.nextGaussian();
            case FUTURE -> ahead + 0.003 * random.nextGaussian();
            case DISTANCE -> Math.abs(ahead + 0.004) + 0.001 * random.nextGaussian();
            case SIGNAL -> drift[i];
          };
      double[] values = {moves[i], past, random.nextGaussian(), last};
      rows.add(new FeatureRow("X", i * MINUTE, i, mid, values, new long[] {15}));
    }
    return rows;
  }

  private static Dataset dataset(List<FeatureRow> rows) {
    LabelRule rule = LabelRule.tripleBarrier(10 * MINUTE).withCosts(TradingCosts.NONE);
    DatasetBuilder builder =
        new DatasetBuilder(
            "v1-test",
            List.of("move", "past", "noise", "planted"),
            DatasetOptions.of(rule, MINUTE).withSteps(1, 0));
    rows.forEach(builder::add);
    return builder.build().dataset();
  }

  /** Four instruments of one market; their neighbours' rows may come from so many rows later. */
  private static Dataset neighbours(int later) {
    List<FeatureRow> rows = new ArrayList<>();
    for (String instrument : List.of("A", "B", "C")) {
      Random random = new Random(instrument.charAt(0));
      double log = 0;
      for (FeatureRow row : rows(Planted.NOTHING, 5)) {
        log += 0.0003 * random.nextGaussian();
        rows.add(
            new FeatureRow(
                instrument,
                row.eventTimeNs(),
                row.sequence(),
                row.mid() * Math.exp(log),
                row.values(),
                row.valid()));
      }
    }
    LabelRule rule = LabelRule.tripleBarrier(10 * MINUTE).withCosts(TradingCosts.NONE);
    DatasetOptions options =
        DatasetOptions.of(rule, MINUTE)
            .withSteps(1, 0)
            .withNeighbours(new NeighbourOptions(60, 2, 2, MINUTE, 2 * MINUTE));
    DatasetBuilder builder =
        new DatasetBuilder("v1-test", List.of("move", "past", "noise", "planted"), options);
    for (FeatureRow row : rows) {
      builder.add(row);
    }
    return later == 0
        ? builder.build().dataset()
        : PlantedNeighbours.later(builder.build().dataset(), later);
  }

  @Test
  void shuffledLabelsAreFoundAgainWhereTheJudgedWereLearntFrom() {
    Dataset data = dataset(rows(Planted.NOTHING, 3));
    int[] columns = {0, 1, 2, 3};
    List<DatasetSplits.Fold> honest = DatasetSplits.folds(data, 4, 30 * MINUTE);
    List<DatasetSplits.Fold> leaking =
        honest.stream().map(fold -> new DatasetSplits.Fold(data, fold.test())).toList();
    SmallTrees.Skill fair =
        SmallTrees.judge(honest, columns, 1, SmallTrees.shuffled(data, new Random(5)));
    SmallTrees.Skill leaked =
        SmallTrees.judge(leaking, columns, 1, SmallTrees.shuffled(data, new Random(5)));
    assertThat(Math.abs(fair.auc() - 0.5)).isLessThan(3 * fair.error());
    assertThat(leaked.auc()).isGreaterThan(0.5 + 6 * leaked.error());
  }

  @Test
  void neighboursOfTheFutureAreFoundAndNamed() {
    LeakageReport clean = LeakageCheck.run(neighbours(0), OPTIONS);
    assertThat(clean.warnings()).isEmpty();
    LeakageReport planted = LeakageCheck.run(neighbours(10), OPTIONS);
    assertThat(planted.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning).startsWith("LEAK_SUSPECTED: feature=neighbour_0.past auc="));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void cleanHistoryIsNotSuspected(long seed) {
    for (Planted planted : List.of(Planted.NOTHING, Planted.SIGNAL)) {
      LeakageReport report = LeakageCheck.run(dataset(rows(planted, seed)), OPTIONS);
      assertThat(report.warnings()).isEmpty();
      assertThat(report.duplicates()).isZero();
      assertThat(Math.abs(report.shuffledAuc() - 0.5)).isLessThan(2 * report.shuffledError());
    }
  }

  @Test
  void aFeatureOfTheFutureIsNamed() {
    LeakageReport report = LeakageCheck.run(dataset(rows(Planted.FUTURE, 1)), OPTIONS);
    assertThat(report.warnings()).hasSize(1);
    assertThat(report.warnings().get(0)).startsWith("LEAK_SUSPECTED: feature=planted auc=0.");
    assertThat(report.features().get(0).name()).isEqualTo("planted");
    assertThat(report.auc()).isGreaterThan(0.7);
    assertThat(Math.abs(report.shuffledAuc() - 0.5)).isLessThan(3 * report.shuffledError());
  }

  @Test
  void aFeatureThatTellsTheFutureWithoutRankingItIsNamedByTheSkillItGives() {
    LeakageOptions blind = new LeakageOptions(20_000, 4, 30 * MINUTE, 5, 0.99, 0.05, 1);
    LeakageReport report = LeakageCheck.run(dataset(rows(Planted.DISTANCE, 1)), blind);
    assertThat(report.warnings()).hasSize(1);
    assertThat(report.warnings().get(0)).startsWith("LEAK_SUSPECTED: feature=planted");
  }

  @Test
  void examplesThatComeAgainAfterTheSplitAreCounted() {
    List<FeatureRow> rows = rows(Planted.NOTHING, 1);
    List<FeatureRow> twice = new ArrayList<>(rows.subList(0, 3000));
    FeatureRow last = rows.get(2999);
    for (FeatureRow row : rows.subList(1000, 1300)) { // an old stretch under new times
      twice.add(
          new FeatureRow(
              "X",
              last.eventTimeNs() + row.eventTimeNs() - 990 * MINUTE,
              3000,
              row.mid(),
              row.values(),
              row.valid()));
    }
    LeakageReport report = LeakageCheck.run(dataset(twice), OPTIONS);
    assertThat(report.duplicates()).isGreaterThan(100);
    assertThat(report.warnings())
        .anySatisfy(warning -> assertThat(warning).startsWith("LEAK_SUSPECTED: check=duplicates"));
  }

  @Test
  void equalSeedsGiveEqualReportsAndTooLittleIsRefused() {
    Dataset data = dataset(rows(Planted.FUTURE, 4));
    assertThat(LeakageCheck.run(data, OPTIONS)).isEqualTo(LeakageCheck.run(data, OPTIONS));
    Dataset few = data.select(new int[] {1, 2, 3});
    assertThatThrownBy(() -> LeakageCheck.run(few, OPTIONS))
        .hasMessageContaining("LEAKAGE_TOO_FEW_ROWS");
  }
}
