package io.cryptoscalp.models.dataset;

import static io.cryptoscalp.models.dataset.Walks.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.neighbours.NeighbourGraph;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.models.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetNeighboursTest {
  private static final NeighbourOptions FOUND = new NeighbourOptions(30, 3, 2, MINUTE, 3 * MINUTE);
  private static final DatasetOptions OPTIONS =
      DatasetOptions.of(LabelRule.fixedHorizon(5 * MINUTE), MINUTE)
          .withSteps(3, 0)
          .withNeighbours(FOUND);

  /** Four instruments with gaps; the second feature of a row is unlike that of any other row. */
  private static List<FeatureRow> market(int count) {
    List<FeatureRow> rows = new ArrayList<>();
    for (String instrument : List.of("D", "B", "A", "C")) {
      rows.addAll(Walks.rows(instrument, count, true, instrument.charAt(0)));
    }
    rows.sort(Comparator.comparingLong(FeatureRow::eventTimeNs));
    return rows;
  }

  private static DatasetBuild build(List<FeatureRow> rows) {
    DatasetBuilder builder = new DatasetBuilder("set", List.of("move", "noise", "third"), OPTIONS);
    rows.forEach(builder::add);
    return builder.build();
  }

  @Test
  void neighboursAreTheNewestRowsAtOrBeforeTheDecision() {
    List<FeatureRow> rows = market(400);
    DatasetBuild build = build(rows);
    Dataset data = build.dataset();
    assertThat(data.mostNeighbours()).isEqualTo(2);
    assertThat(build.card().meanNeighbours()).isBetween(1.2, 1.99);
    Set<String> masked = new HashSet<>();
    for (int i = 0; i < data.size(); i++) {
      for (int k = 0; k < 2; k++) {
        float[] vector = data.neighbour(i, k);
        float[] edges = data.edges(i);
        assertThat(edges[k * NeighbourGraph.EDGE + NeighbourGraph.PRESENT])
            .isEqualTo(vector == null ? 0 : 1);
        if (vector == null) {
          masked.add(data.instrument(i));
        } else {
          assertThat(newest(rows, vector, data.eventTimeNs(i), data.instrument(i))).isTrue();
        }
      }
    }
    assertThat(masked).hasSize(4);
  }

  /** Whether a vector is the newest one of another instrument by then. */
  private static boolean newest(
      List<FeatureRow> rows, float[] vector, long timeNs, String instrument) {
    FeatureRow own = null;
    for (FeatureRow row : rows) {
      if ((float) row.values()[1] == vector[1] && (float) row.values()[0] == vector[0]) {
        own = row;
      }
    }
    assertThat(own).isNotNull();
    FeatureRow last = own;
    for (FeatureRow row : rows) {
      boolean later = row.eventTimeNs() > last.eventTimeNs() && row.eventTimeNs() <= timeNs;
      last = later && row.instrument().equals(own.instrument()) ? row : last;
    }
    return last.sequence() == own.sequence()
        && !own.instrument().equals(instrument)
        && own.eventTimeNs() <= timeNs
        && timeNs - own.eventTimeNs() < FOUND.maxAgeNs();
  }

  @Test
  void nothingThatComesLaterChangesThem() {
    List<FeatureRow> rows = market(300);
    Dataset whole = build(rows).dataset();
    for (long cutNs : new long[] {120 * MINUTE, 201 * MINUTE, 260 * MINUTE}) {
      List<FeatureRow> altered = new ArrayList<>();
      for (FeatureRow row : rows) {
        altered.add(row.eventTimeNs() <= cutNs ? row : altered(row));
      }
      Dataset other = build(altered).dataset();
      int compared = 0;
      int differ = 0;
      for (int i = 0; i < whole.size(); i++) {
        int j = find(other, whole.instrument(i), whole.eventTimeNs(i));
        if (j < 0) {
          continue; // its label needs a price that is gone
        }
        boolean same = same(whole, i, other, j);
        if (whole.eventTimeNs(i) <= cutNs) {
          assertThat(same).isTrue();
          compared++;
        } else {
          differ += same ? 0 : 1;
        }
      }
      assertThat(compared).isGreaterThan(200);
      assertThat(differ).as("rows after the cut look at altered ones").isGreaterThan(20);
    }
  }

  private static FeatureRow altered(FeatureRow row) {
    double[] values = row.values().clone();
    values[1] += 7;
    double factor = 1 + 0.01 * Math.sin(row.eventTimeNs() * 1e-11 + row.instrument().charAt(0));
    return new FeatureRow(
        row.instrument(),
        row.eventTimeNs(),
        row.sequence(),
        row.mid() * factor,
        row.low() * factor,
        row.high() * factor,
        null,
        values,
        row.valid());
  }

  private static int find(Dataset data, String instrument, long timeNs) {
    for (int i = 0; i < data.size(); i++) {
      if (data.eventTimeNs(i) == timeNs && data.instrument(i).equals(instrument)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean same(Dataset a, int i, Dataset b, int j) {
    boolean same = java.util.Arrays.equals(a.edges(i), b.edges(j));
    for (int k = 0; k < a.mostNeighbours(); k++) {
      same &= java.util.Arrays.equals(a.neighbour(i, k), b.neighbour(j, k));
    }
    return same;
  }

  @Test
  void theOrderOfInstrumentsIsOfNoConsequence() {
    List<FeatureRow> rows = market(200);
    List<FeatureRow> byInstrument = new ArrayList<>(rows);
    byInstrument.sort(Comparator.comparing(FeatureRow::instrument).reversed());
    assertThat(build(byInstrument).card()).isEqualTo(build(rows).card());
  }

  @Test
  void selectedExamplesKeepTheirNeighbours() {
    Dataset data = build(market(200)).dataset();
    int[] some = {40, 7, 111};
    Dataset few = data.select(some);
    for (int i = 0; i < some.length; i++) {
      assertThat(same(few, i, data, some[i])).isTrue();
    }
    Dataset others = data.select(new int[] {40, 7, 112});
    assertThat(few.hash()).isNotEqualTo(others.hash()).isEqualTo(data.select(some).hash());
  }

  @Test
  void aFolderGivesThemBackAndNoticesWhenTheyWereChanged(@TempDir Path folder) {
    DatasetBuild build = build(market(200));
    DatasetFolder.write(build, folder);
    DatasetBuild read = DatasetFolder.read(folder);
    assertThat(read.card()).isEqualTo(build.card());
    assertThat(read.dataset().neighbourOptions()).isEqualTo(FOUND);
    for (int i = 0; i < build.dataset().size(); i++) {
      assertThat(same(read.dataset(), i, build.dataset(), i)).isTrue();
    }
    assertThat(build.card().markdown()).contains("of 2 on the mean, by 30 returns of 1m");
    ExampleNeighbours found = build.dataset().neighbours();
    float[][] edges = found.edges().clone();
    edges[150] = edges[150].clone();
    edges[150][0] += 0.001f;
    Dataset changed =
        new Dataset(
            build.dataset().rows(),
            build.dataset().outcomes(),
            new ExampleNeighbours(FOUND, found.rows(), edges));
    DatasetFolder.write(new DatasetBuild(changed, build.card()), folder);
    assertThatThrownBy(() -> DatasetFolder.read(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("DATASET_HASH_MISMATCH");
  }
}
