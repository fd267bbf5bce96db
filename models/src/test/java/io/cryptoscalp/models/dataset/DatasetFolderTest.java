package io.cryptoscalp.models.dataset;

import static io.cryptoscalp.models.dataset.Walks.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.parquet.ParquetColumn;
import io.cryptoscalp.models.parquet.ParquetTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFolderTest {
  private static final List<String> NAMES = List.of("move", "noise", "number");

  @TempDir private Path folder = Path.of("");

  private static DatasetBuild build(long seed, boolean regimes) {
    DatasetOptions options =
        DatasetOptions.of(LabelRule.tripleBarrier(20 * MINUTE).withCosts(TradingCosts.NONE), MINUTE)
            .withSteps(4, 0);
    DatasetBuilder builder = new DatasetBuilder("v1-test", NAMES, options);
    for (FeatureRow row : Walks.rows("X", 800, true, seed)) {
      float[] regime = regimes ? new float[] {0.5f, 0.25f, 0.25f, 0, 0, 0} : null;
      builder.add(
          new FeatureRow(
              row.instrument(),
              row.eventTimeNs(),
              row.sequence(),
              row.mid(),
              row.low(),
              row.high(),
              regime,
              row.values(),
              row.valid()));
    }
    return builder.build();
  }

  @Test
  void aDatasetComesBackAsItWas() {
    for (boolean regimes : new boolean[] {true, false}) {
      DatasetBuild build = build(1, regimes);
      assertThat(DatasetFolder.exists(folder.resolve("set" + regimes))).isFalse();
      DatasetFolder.write(build, folder.resolve("set" + regimes));
      DatasetBuild read = DatasetFolder.read(folder.resolve("set" + regimes));
      assertThat(DatasetFolder.exists(folder.resolve("set" + regimes))).isTrue();
      assertThat(read.card()).isEqualTo(build.card());
      assertThat(read.card().regimes()).isEqualTo(regimes);
      assertThat(read.dataset().hash()).isEqualTo(build.dataset().hash());
      assertThat(read.dataset().options()).isEqualTo(build.dataset().options());
      assertThat(read.dataset().regime(7)).isEqualTo(build.dataset().regime(7));
    }
  }

  @Test
  void examplesThatAreNotThoseOfTheCardAreRefused() throws IOException {
    DatasetFolder.write(build(1, false), folder.resolve("a"));
    DatasetFolder.write(build(2, false), folder.resolve("b"));
    Files.copy(
        folder.resolve("b/examples.parquet"),
        folder.resolve("a/examples.parquet"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> DatasetFolder.read(folder.resolve("a")))
        .isInstanceOf(ModelException.class);
    Files.delete(folder.resolve("b/rows.parquet"));
    assertThatThrownBy(() -> DatasetFolder.read(folder.resolve("b")))
        .hasMessageContaining("PARQUET_UNREADABLE");
    assertThatThrownBy(() -> DatasetFolder.read(folder.resolve("none")))
        .hasMessageContaining("DATASET_UNREADABLE");
  }

  @Test
  void rowsOfAParquetFileAreThoseThatWereWritten() {
    List<FeatureRow> rows = Walks.rows("X", 300, true, 5);
    int count = rows.size();
    String[] instruments = new String[count];
    long[] times = new long[count];
    double[] mid = new double[count];
    double[] low = new double[count];
    double[] high = new double[count];
    double[][] features = new double[3][count];
    for (int i = 0; i < count; i++) {
      FeatureRow row = rows.get(i);
      instruments[i] = row.instrument();
      times[i] = row.eventTimeNs();
      mid[i] = row.mid() > 0 ? row.mid() : Double.NaN;
      low[i] = row.low();
      high[i] = row.high();
      for (int f = 0; f < 3; f++) {
        features[f][i] = row.isValid(f) ? row.values()[f] : Double.NaN;
      }
    }
    List<ParquetColumn> columns = new ArrayList<>();
    columns.add(new ParquetColumn.Texts("instrument", instruments));
    columns.add(new ParquetColumn.Longs("event_time_ns", times));
    columns.add(new ParquetColumn.Doubles("mid", mid));
    columns.add(new ParquetColumn.Doubles("low", low));
    columns.add(new ParquetColumn.Doubles("high", high));
    for (int f = 0; f < 3; f++) {
      columns.add(new ParquetColumn.Doubles(NAMES.get(f), features[f]));
    }
    Path file = folder.resolve("features.parquet");
    new ParquetTable(Map.of(), columns).write(file);
    ParquetFeatureSource source = new ParquetFeatureSource(file);
    assertThat(source.names("any")).isEqualTo(NAMES);
    DatasetOptions options =
        DatasetOptions.of(LabelRule.tripleBarrier(20 * MINUTE), MINUTE).withSteps(4, 0);
    DatasetBuilder direct = new DatasetBuilder("any", NAMES, options);
    rows.forEach(direct::add);
    assertThat(DatasetBuilder.read(source, FeatureQuery.all("any"), options).card())
        .isEqualTo(direct.build().card());
    new ParquetTable(Map.of(), columns.subList(1, 5)).write(file);
    assertThatThrownBy(() -> new ParquetFeatureSource(file))
        .hasMessageContaining("DATASET_PARQUET_INVALID");
  }
}
