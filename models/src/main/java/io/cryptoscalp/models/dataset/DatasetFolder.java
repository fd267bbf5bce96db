package io.cryptoscalp.models.dataset;

import io.cryptoscalp.engine.neighbours.NeighbourGraph;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.parquet.ParquetColumn;
import io.cryptoscalp.models.parquet.ParquetTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A dataset in a folder, for any tool that reads Parquet: {@code rows.parquet} with the vectors,
 * one column a feature and {@code regime_0} to {@code regime_5} where they are known; {@code
 * examples.parquet} with instrument, times, label, returns, weight and, as {@code step_0} to the
 * newest, the rows of the sequence, counted from 0, and where neighbours were looked for {@code
 * neighbour_0}, their rows or -1, and {@code edge_0}, the numbers of their edges; {@code card.json}
 * and {@code card.md}.
 */
public final class DatasetFolder {
  private static final String ROWS = "rows.parquet";
  private static final String EXAMPLES = "examples.parquet";
  private static final String CARD = "card.json";
  private static final String PAGE = "card.md";
  private static final String REGIME = "regime_";
  private static final String STEP = "step_";
  private static final String RETURN = "return_";
  private static final String SET = "feature_set";
  private static final String OPTIONS = "options";
  private static final String NEIGHBOURS = "neighbours";
  private static final String NEIGHBOUR = "neighbour_";
  private static final String EDGE = "edge_";

  private DatasetFolder() {}

  /** True when the folder holds a dataset. */
  public static boolean exists(Path folder) {
    return Files.isRegularFile(folder.resolve(CARD));
  }

  /**
   * Writes a dataset; its card comes last, so that a folder with a card is whole.
   *
   * @throws ModelException {@code DATASET_WRITE_FAILED}
   */
  public static void write(DatasetBuild build, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve(CARD));
      rows(build.dataset()).write(folder.resolve(ROWS));
      examples(build.dataset()).write(folder.resolve(EXAMPLES));
      Files.writeString(folder.resolve(PAGE), build.card().markdown(), StandardCharsets.UTF_8);
      Files.write(folder.resolve(CARD), build.card().json());
    } catch (IOException e) {
      throw new ModelException("DATASET_WRITE_FAILED", "folder=" + folder + " reason=" + e, e);
    }
  }

  /**
   * Reads the card alone.
   *
   * @throws ModelException {@code DATASET_UNREADABLE} or {@code DATASET_CARD_INVALID}
   */
  public static DatasetCard card(Path folder) {
    try {
      return DatasetCard.read(Files.readAllBytes(folder.resolve(CARD)));
    } catch (IOException e) {
      throw new ModelException("DATASET_UNREADABLE", "folder=" + folder + " reason=" + e, e);
    }
  }

  /**
   * Reads a dataset.
   *
   * @throws ModelException {@code DATASET_UNREADABLE}, {@code DATASET_CARD_INVALID}, or {@code
   *     DATASET_HASH_MISMATCH} when the examples are not those of the card
   */
  public static DatasetBuild read(Path folder) {
    DatasetCard card = card(folder);
    Dataset data;
    try {
      data =
          dataset(
              ParquetTable.read(folder.resolve(ROWS)), ParquetTable.read(folder.resolve(EXAMPLES)));
      String hash = data.hash();
      if (!hash.equals(card.hash())) {
        throw new ModelException(
            "DATASET_HASH_MISMATCH", "folder=" + folder + " card=" + card.hash() + " is=" + hash);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) { // rows that are not there
      throw new ModelException("DATASET_UNREADABLE", "folder=" + folder + " reason=" + e, e);
    }
    return new DatasetBuild(data, card);
  }

  private static ParquetTable rows(Dataset data) {
    float[][] values = data.rows().values();
    List<ParquetColumn> columns = new ArrayList<>();
    for (int f = 0; f < data.features(); f++) {
      columns.add(new ParquetColumn.Floats(data.featureNames().get(f), column(values, f)));
    }
    float[][] regimes = data.rows().regimes();
    if (regimes != null && regimes.length > 0) {
      for (int r = 0; r < regimes[0].length; r++) {
        columns.add(new ParquetColumn.Floats(REGIME + r, column(regimes, r)));
      }
    }
    return new ParquetTable(Map.of(SET, data.featureSet()), columns);
  }

  private static float[] column(float[][] table, int column) {
    float[] values = new float[table.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = table[i][column];
    }
    return values;
  }

  private static ParquetTable examples(Dataset data) {
    Dataset.Outcomes of = data.outcomes();
    List<ParquetColumn> columns = new ArrayList<>();
    columns.add(new ParquetColumn.Texts("instrument", of.instruments()));
    columns.add(new ParquetColumn.Longs("event_time_ns", of.eventTimeNs()));
    columns.add(new ParquetColumn.Longs("label_time_ns", of.labelTimeNs()));
    columns.add(new ParquetColumn.Flags("up", of.up()));
    columns.add(new ParquetColumn.Doubles("forward_return", of.forwardReturn()));
    columns.add(new ParquetColumn.Doubles("weight", of.weight()));
    long[] horizons = of.horizonsNs();
    for (int h = 0; h < horizons.length; h++) {
      String name = RETURN + horizons[h] + "ns";
      columns.add(new ParquetColumn.Floats(name, column(of.horizonReturns(), h)));
    }
    for (int step = 0; step < data.steps(); step++) {
      int[] rows = new int[data.size()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = of.sequences()[i][step];
      }
      columns.add(new ParquetColumn.Integers(STEP + step, rows));
    }
    Map<String, String> texts = new TreeMap<>();
    texts.put(OPTIONS, of.options());
    texts.put("horizons", Arrays.toString(horizons));
    ExampleNeighbours neighbours = data.neighbours();
    if (neighbours != null) {
      texts.put(NEIGHBOURS, neighbours.options().text());
      neighbours(neighbours, columns);
    }
    return new ParquetTable(texts, columns);
  }

  private static void neighbours(ExampleNeighbours of, List<ParquetColumn> columns) {
    for (int k = 0; k < of.options().count(); k++) {
      int[] rows = new int[of.rows().length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = of.rows()[i][k];
      }
      columns.add(new ParquetColumn.Integers(NEIGHBOUR + k, rows));
    }
    for (int e = 0; e < of.options().count() * NeighbourGraph.EDGE; e++) {
      columns.add(new ParquetColumn.Floats(EDGE + e, column(of.edges(), e)));
    }
  }

  private static @Nullable ExampleNeighbours neighbours(ParquetTable examples) {
    String text = examples.metadata().get(NEIGHBOURS);
    if (text == null) {
      return null;
    }
    NeighbourOptions options = NeighbourOptions.parse(text);
    int[][] rows = new int[examples.rows()][options.count()];
    for (int k = 0; k < options.count(); k++) {
      int[] column = examples.column(NEIGHBOUR + k, ParquetColumn.Integers.class).values();
      for (int i = 0; i < rows.length; i++) {
        rows[i][k] = column[i];
      }
    }
    List<float[]> edges = new ArrayList<>();
    for (int e = 0; e < options.count() * NeighbourGraph.EDGE; e++) {
      edges.add(examples.column(EDGE + e, ParquetColumn.Floats.class).values());
    }
    return new ExampleNeighbours(options, rows, transposed(edges, rows.length));
  }

  private static Dataset dataset(ParquetTable rows, ParquetTable examples) {
    List<String> names = new ArrayList<>();
    List<float[]> columns = new ArrayList<>();
    List<float[]> regimes = new ArrayList<>();
    for (ParquetColumn column : rows.columns()) {
      float[] values = rows.column(column.name(), ParquetColumn.Floats.class).values();
      if (column.name().matches(REGIME + "[0-5]")) {
        regimes.add(values);
      } else {
        names.add(column.name());
        columns.add(values);
      }
    }
    List<Long> horizons = new ArrayList<>();
    List<float[]> returns = new ArrayList<>();
    List<int[]> steps = new ArrayList<>();
    for (ParquetColumn column : examples.columns()) {
      String name = column.name();
      if (name.startsWith(RETURN)) {
        horizons.add(Long.parseLong(name.substring(RETURN.length(), name.length() - 2)));
        returns.add(((ParquetColumn.Floats) column).values());
      } else if (name.startsWith(STEP)) {
        steps.add(((ParquetColumn.Integers) column).values());
      }
    }
    int[][] sequences = new int[examples.rows()][steps.size()];
    for (int step = 0; step < steps.size(); step++) {
      for (int i = 0; i < sequences.length; i++) {
        sequences[i][step] = steps.get(step)[i];
      }
    }
    return new Dataset(
        new Dataset.Rows(
            rows.metadata().getOrDefault(SET, ""),
            names,
            transposed(columns, rows.rows()),
            regimes.isEmpty() ? null : transposed(regimes, rows.rows())),
        new Dataset.Outcomes(
            examples.metadata().getOrDefault(OPTIONS, ""),
            sequences,
            examples.column("instrument", ParquetColumn.Texts.class).values(),
            examples.column("event_time_ns", ParquetColumn.Longs.class).values(),
            examples.column("label_time_ns", ParquetColumn.Longs.class).values(),
            examples.column("up", ParquetColumn.Flags.class).values(),
            examples.column("forward_return", ParquetColumn.Doubles.class).values(),
            transposed(returns, examples.rows()),
            horizons.stream().mapToLong(Long::longValue).toArray(),
            examples.column("weight", ParquetColumn.Doubles.class).values()),
        neighbours(examples));
  }

  private static float[][] transposed(List<float[]> columns, int rows) {
    float[][] table = new float[rows][columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      for (int row = 0; row < rows; row++) {
        table[row][c] = columns.get(c)[row];
      }
    }
    return table;
  }
}
