package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Labels rows as they are read: an example waits until the first row at or after its horizon gives
 * the forward price. Features that are seldom valid are left out at the end; examples that lack one
 * of the others are dropped.
 */
public final class TrainingSetBuilder {
  private final String featureSet;
  private final List<String> names;
  private final LabelOptions options;
  private final List<Example> examples = new ArrayList<>();
  private final ArrayDeque<FeatureRow> waiting = new ArrayDeque<>();
  private String instrument = "";
  private long lastTimeNs = Long.MIN_VALUE;
  private long lastExampleNs;
  private boolean anyExample;
  private long rowsRead;

  private record Example(FeatureRow row, boolean up, long labelTimeNs) {}

  /**
   * Creates it.
   *
   * @param featureSet catalogue version
   * @param names its features in position order
   * @param options how to label
   */
  public TrainingSetBuilder(String featureSet, List<String> names, LabelOptions options) {
    this.featureSet = featureSet;
    this.names = List.copyOf(names);
    this.options = options;
  }

  /** Reads a source into a set. */
  public static TrainingSet read(FeatureSource source, FeatureQuery query, LabelOptions options) {
    TrainingSetBuilder builder =
        new TrainingSetBuilder(query.featureSet(), source.names(query.featureSet()), options);
    source.read(query, builder::add);
    return builder.build();
  }

  /**
   * Adds the next row.
   *
   * @throws ModelException {@code DATASET_ORDER} when rows of an instrument go back in time, {@code
   *     DATASET_ROW_INVALID} when a row has another number of values than the catalogue
   */
  public void add(FeatureRow row) {
    rowsRead++;
    if (row.values().length != names.size()) {
      throw new ModelException(
          "DATASET_ROW_INVALID",
          "instrument="
              + row.instrument()
              + " eventTimeNs="
              + row.eventTimeNs()
              + " expected="
              + names.size()
              + " got="
              + row.values().length);
    }
    if (!row.instrument().equals(instrument)) {
      instrument = row.instrument();
      waiting.clear(); // the rest of the last instrument has no forward price
      anyExample = false;
    } else if (row.eventTimeNs() < lastTimeNs) {
      throw new ModelException(
          "DATASET_ORDER",
          "instrument="
              + instrument
              + " eventTimeNs="
              + row.eventTimeNs()
              + " after="
              + lastTimeNs);
    }
    lastTimeNs = row.eventTimeNs();
    if (row.mid() > 0) {
      label(row);
      take(row);
    }
  }

  private void label(FeatureRow row) {
    FeatureRow first = waiting.peek();
    while (first != null && row.eventTimeNs() - first.eventTimeNs() >= options.horizonNs()) {
      waiting.remove();
      long lateNs = row.eventTimeNs() - first.eventTimeNs() - options.horizonNs();
      double forward = row.mid() / first.mid() - 1;
      if (lateNs <= options.toleranceNs()
          && forward != 0
          && Math.abs(forward) >= options.minReturn()) {
        examples.add(new Example(first, forward > 0, row.eventTimeNs()));
      }
      first = waiting.peek();
    }
  }

  private void take(FeatureRow row) {
    if (!anyExample || row.eventTimeNs() - lastExampleNs >= options.spacingNs()) {
      anyExample = true;
      lastExampleNs = row.eventTimeNs();
      waiting.add(row);
    }
  }

  /** Rows added so far. */
  public long rowsRead() {
    return rowsRead;
  }

  /** The labelled set; may be empty. */
  public TrainingSet build() {
    return build(false);
  }

  /**
   * The labelled set with every row, whatever it lacks: a feature that is not valid is NaN. For
   * methods that can do without a value; may be empty.
   */
  public TrainingSet buildWithGaps() {
    return build(true);
  }

  private TrainingSet build(boolean gaps) {
    int[] columns = usableColumns();
    List<Example> complete = new ArrayList<>();
    for (Example example : examples) {
      if (gaps || hasAll(example.row, columns)) {
        complete.add(example);
      }
    }
    int count = complete.size();
    float[][] features = new float[count][columns.length];
    boolean[] up = new boolean[count];
    long[] times = new long[count];
    long[] labelTimes = new long[count];
    String[] instruments = new String[count];
    for (int i = 0; i < count; i++) {
      Example example = complete.get(i);
      for (int c = 0; c < columns.length; c++) {
        boolean usable = !gaps || usable(example.row, columns[c]);
        features[i][c] = usable ? (float) example.row.values()[columns[c]] : Float.NaN;
      }
      up[i] = example.up;
      times[i] = example.row.eventTimeNs();
      labelTimes[i] = example.labelTimeNs;
      instruments[i] = example.row.instrument();
    }
    List<String> kept = new ArrayList<>();
    for (int column : columns) {
      kept.add(names.get(column));
    }
    return new TrainingSet(featureSet, kept, options, features, up, times, labelTimes, instruments);
  }

  private int[] usableColumns() {
    int[] validRows = new int[names.size()];
    for (Example example : examples) {
      for (int c = 0; c < validRows.length; c++) {
        validRows[c] += usable(example.row, c) ? 1 : 0;
      }
    }
    int[] columns = new int[names.size()];
    int count = 0;
    for (int c = 0; c < columns.length; c++) {
      if (validRows[c] > 0 && validRows[c] >= options.minValidity() * examples.size()) {
        columns[count++] = c;
      }
    }
    return java.util.Arrays.copyOf(columns, count);
  }

  private static boolean hasAll(FeatureRow row, int[] columns) {
    for (int column : columns) {
      if (!usable(row, column)) {
        return false;
      }
    }
    return true;
  }

  private static boolean usable(FeatureRow row, int column) {
    return row.isValid(column) && Float.isFinite((float) row.values()[column]);
  }
}
