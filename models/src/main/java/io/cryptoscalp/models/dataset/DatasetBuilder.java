package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a dataset of rows as they are read. Rows of an instrument must come in time order;
 * instruments may alternate, and their order does not change the result. All rows are held in
 * memory, four bytes a column. An example exists only when every row of its sequence has all
 * features; vector and sequence models get the same examples. Nothing of an example's features
 * comes from after its decision, and nothing of its label from after its label time.
 */
public final class DatasetBuilder {
  private final String featureSet;
  private final List<String> columns;
  private final int[] positions;
  private final int width;
  private final int sidePosition;
  private final DatasetOptions options;
  private final SortedMap<String, InstrumentRows> instruments = new TreeMap<>();
  private long rows;

  /**
   * Creates it.
   *
   * @param featureSet catalogue version
   * @param names its features in position order
   * @param options how to make examples
   * @throws ModelException {@code DATASET_FEATURE_UNKNOWN} when a feature wanted is not among them
   */
  public DatasetBuilder(String featureSet, List<String> names, DatasetOptions options) {
    this.featureSet = featureSet;
    this.options = options;
    columns = options.features().isEmpty() ? List.copyOf(names) : options.features();
    width = names.size();
    positions = new int[columns.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = position(names, columns.get(i));
    }
    PrimaryRule primary = options.label().primary();
    boolean sided = primary.kind() == PrimaryRule.Kind.FEATURE;
    sidePosition = sided ? position(names, primary.feature()) : -1;
    if ((options.label().method() == LabelRule.Method.META)
        == (primary.kind() == PrimaryRule.Kind.NONE)) {
      throw new ModelException(
          "DATASET_OPTION_INVALID",
          "method=" + options.label().method() + " primary=" + primary.kind());
    }
  }

  private int position(List<String> names, String feature) {
    int position = names.indexOf(feature);
    if (position < 0) {
      throw new ModelException(
          "DATASET_FEATURE_UNKNOWN", "featureSet=" + featureSet + " feature=" + feature);
    }
    return position;
  }

  /** Reads a source into a dataset. */
  public static DatasetBuild read(
      FeatureSource source, FeatureQuery query, DatasetOptions options) {
    DatasetBuilder builder =
        new DatasetBuilder(query.featureSet(), source.names(query.featureSet()), options);
    source.read(query, builder::add);
    return builder.build();
  }

  /**
   * Adds a row.
   *
   * @throws ModelException {@code DATASET_ORDER} when rows of an instrument go back in time, {@code
   *     DATASET_ROW_INVALID} when a row has another number of values than the catalogue
   */
  public void add(FeatureRow row) {
    if (row.values().length != width) {
      throw new ModelException(
          "DATASET_ROW_INVALID",
          "instrument="
              + row.instrument()
              + " eventTimeNs="
              + row.eventTimeNs()
              + " expected="
              + width
              + " got="
              + row.values().length);
    }
    InstrumentRows known = instruments.get(row.instrument());
    if (known == null) {
      known = new InstrumentRows(row.instrument(), positions, sidePosition, options);
      instruments.put(row.instrument(), known);
    }
    known.add(row);
    rows++;
  }

  /** Rows added so far. */
  public long rows() {
    return rows;
  }

  /** The dataset of all rows added; it may be empty. */
  public DatasetBuild build() {
    SortedMap<String, Double> leftOut = new TreeMap<>();
    int[] kept = keptColumns(leftOut);
    DatasetCounts counts = new DatasetCounts();
    DatasetAssembly assembly = new DatasetAssembly(options, kept, counts);
    instruments.forEach(assembly::add);
    assembly.finish();
    List<String> names = new ArrayList<>();
    for (int column : kept) {
      names.add(columns.get(column));
    }
    Dataset dataset = assembly.dataset(featureSet, names);
    return new DatasetBuild(
        dataset,
        new DatasetCard(
            DatasetCard.FORMAT,
            dataset.hash(),
            featureSet,
            names,
            leftOut,
            Math.toIntExact(rows),
            dataset.size(),
            dataset.upCount(),
            options.steps(),
            options,
            assembly.spans(),
            counts.dropped(),
            counts.endings(),
            assembly.meanUniqueness(),
            assembly.regimes(),
            dataset.meanNeighbours()));
  }

  private int[] keptColumns(SortedMap<String, Double> leftOut) {
    long[] valid = new long[columns.size()];
    for (InstrumentRows instrument : instruments.values()) {
      for (float[] values : instrument.values) {
        for (int c = 0; c < valid.length; c++) {
          valid[c] += Float.isNaN(values[c]) ? 0 : 1;
        }
      }
    }
    int[] kept = new int[valid.length];
    int count = 0;
    for (int c = 0; c < valid.length; c++) {
      double share = rows == 0 ? 0 : (double) valid[c] / rows;
      if (valid[c] > 0 && share >= options.minValidity()) {
        kept[count++] = c;
      } else {
        leftOut.put(columns.get(c), share);
      }
    }
    return Arrays.copyOf(kept, count);
  }
}
