package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.parquet.ParquetColumn;
import io.cryptoscalp.models.parquet.ParquetTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Features from a Parquet file: columns {@code instrument} (text), {@code event_time_ns} (64 bits),
 * {@code mid} and, when there are any, {@code low} and {@code high}; every other number column is a
 * feature. Rows are ordered by instrument and time. A null or NaN is a value that is not valid. The
 * whole file is held in memory.
 */
public final class ParquetFeatureSource implements FeatureSource {
  private static final String INSTRUMENT = "instrument";
  private static final String TIME = "event_time_ns";
  private static final String MID = "mid";
  private static final String LOW = "low";
  private static final String HIGH = "high";
  private static final Set<String> FIXED = Set.of(INSTRUMENT, TIME, MID, LOW, HIGH);

  private final ParquetTable table;
  private final List<String> names = new ArrayList<>();
  private final List<double[]> features = new ArrayList<>();

  /**
   * Reads a file.
   *
   * @throws ModelException as {@link ParquetTable#read}, and {@code DATASET_PARQUET_INVALID} when
   *     columns lack
   */
  public ParquetFeatureSource(Path file) {
    table = ParquetTable.read(file);
    for (ParquetColumn column : table.columns()) {
      double[] numbers = ParquetColumn.numbers(column);
      if (numbers != null && !FIXED.contains(column.name())) {
        names.add(column.name());
        features.add(numbers);
      }
    }
    boolean whole =
        table.find(INSTRUMENT) instanceof ParquetColumn.Texts
            && table.find(TIME) instanceof ParquetColumn.Longs;
    if (!whole || names.isEmpty()) {
      throw new ModelException(
          "DATASET_PARQUET_INVALID",
          "file=" + file + " wanted=instrument,event_time_ns,mid,FEATURE...");
    }
    numbers(MID);
  }

  @Override
  public List<String> names(String featureSet) {
    return List.copyOf(names);
  }

  @Override
  public void read(FeatureQuery query, Consumer<FeatureRow> rows) {
    String[] instruments = table.column(INSTRUMENT, ParquetColumn.Texts.class).values();
    long[] times = table.column(TIME, ParquetColumn.Longs.class).values();
    double[] mid = numbers(MID);
    double[] low = table.find(LOW) == null ? mid : numbers(LOW);
    double[] high = table.find(HIGH) == null ? mid : numbers(HIGH);
    for (int row = 0; row < table.rows(); row++) {
      boolean inTime = times[row] >= query.fromNs() && times[row] < query.toNs();
      boolean asked =
          query.instruments().isEmpty() || query.instruments().contains(instruments[row]);
      if (!inTime || !asked) {
        continue;
      }
      double[] values = new double[features.size()];
      long[] valid = new long[(values.length + 63) >>> 6];
      for (int f = 0; f < values.length; f++) {
        double value = features.get(f)[row];
        if (!Double.isNaN(value)) {
          values[f] = value;
          valid[f >>> 6] |= 1L << (f & 63);
        }
      }
      double price = Double.isNaN(mid[row]) ? 0 : mid[row];
      rows.accept(
          new FeatureRow(
              instruments[row], times[row], row, price, low[row], high[row], null, values, valid));
    }
  }

  private double[] numbers(String name) {
    ParquetColumn column = table.find(name);
    double[] numbers = column == null ? null : ParquetColumn.numbers(column);
    if (numbers == null) {
      throw new ModelException("DATASET_PARQUET_INVALID", "column=" + name + " expected=numbers");
    }
    return numbers;
  }
}
