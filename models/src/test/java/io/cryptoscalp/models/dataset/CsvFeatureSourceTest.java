package io.cryptoscalp.models.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFeatureSourceTest {
  private static final String TEXT =
      "instrument,event_time_ns,mid,a,b\nX,0,100,1.5,\nX,10000000000,101,nan,2\nX,20000000000,99,3,4\n";

  @TempDir private Path folder = Path.of("");

  private List<FeatureRow> read(String text, FeatureQuery query) throws IOException {
    Path file = Files.writeString(folder.resolve("features.csv"), text);
    List<FeatureRow> rows = new ArrayList<>();
    new CsvFeatureSource(file).read(query, rows::add);
    return rows;
  }

  @Test
  void readsValuesAndGaps() throws IOException {
    List<FeatureRow> rows = read(TEXT, FeatureQuery.all("any"));
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).isValid(0)).isTrue();
    assertThat(rows.get(0).isValid(1)).isFalse();
    assertThat(rows.get(1).isValid(0)).isFalse();
    assertThat(rows.get(2).values()).containsExactly(3, 4);
    assertThat(rows.get(2).mid()).isEqualTo(99);
    FeatureQuery part = new FeatureQuery("any", List.of("X"), 1, 20_000_000_000L);
    assertThat(read(TEXT, part)).hasSize(1);
    assertThat(read(TEXT, new FeatureQuery("any", List.of("Y"), 0, 1))).isEmpty();
  }

  @Test
  void makesATrainingSetWithOrWithoutGaps() throws IOException {
    Path file = folder.resolve("features.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
    CsvFeatureSource source = new CsvFeatureSource(file);
    LabelOptions options = new LabelOptions(10_000_000_000L, 0, 0, 0, 0.4);
    assertThat(TrainingSetBuilder.read(source, FeatureQuery.all("x"), options).rows()).isZero();
    TrainingSetBuilder builder = new TrainingSetBuilder("x", source.names("x"), options);
    source.read(FeatureQuery.all("x"), builder::add);
    TrainingSet gaps = builder.buildWithGaps();
    assertThat(gaps.rows()).isEqualTo(2);
    assertThat(gaps.up()).containsExactly(true, false);
    assertThat(gaps.features()[0]).containsExactly(1.5f, Float.NaN);
    assertThat(gaps.features()[1]).containsExactly(Float.NaN, 2f);
  }

  @Test
  void refusesWhatIsNoFeatureFile() {
    assertRefused("", "line=1 header=null");
    assertRefused("instrument,time,mid,a\n", "line=1 header=instrument,time,mid,a");
    assertRefused("instrument,event_time_ns,mid\n", "line=1");
    assertRefused("instrument,event_time_ns,mid,a,a\n", "feature=\"a\" is empty or repeated");
    assertRefused("instrument,event_time_ns,mid,a\nX,0,1\n", "line=2 cells=3 wanted=4");
    assertRefused("instrument,event_time_ns,mid,a\nX,zero,1,2\n", "line=2 row=[X, zero, 1]");
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text, FeatureQuery.all("any")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("DATASET_CSV_INVALID")
        .hasMessageContaining(message);
  }
}
