package io.cryptoscalp.models.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts the examples of instruments, added in the order of their ids, into one dataset. */
final class DatasetAssembly {
  private final DatasetOptions options;
  private final int[] columns;
  private final DatasetCounts counts;
  private final List<float[]> values = new ArrayList<>();
  private final List<float[]> regimes = new ArrayList<>();
  private final List<Example> examples = new ArrayList<>();
  private final List<DatasetCard.Span> spans = new ArrayList<>();
  private boolean allRegimes = true;
  private double uniquenessSum;

  private record Example(
      String instrument,
      int[] sequence,
      long timeNs,
      Label label,
      float[] horizonReturns,
      double uniqueness) {}

  DatasetAssembly(DatasetOptions options, int[] columns, DatasetCounts counts) {
    this.options = options;
    this.columns = columns;
    this.counts = counts;
  }

  /** Adds the examples of one instrument. */
  void add(String instrument, InstrumentRows rows) {
    List<InstrumentRows.Candidate> complete = complete(rows);
    double[] uniqueness = uniqueness(rows.path, complete);
    int[] places = places(rows, complete);
    int up = 0;
    for (int i = 0; i < complete.size(); i++) {
      InstrumentRows.Candidate candidate = complete.get(i);
      int[] sequence = candidate.sequence().clone();
      Arrays.setAll(sequence, step -> places[sequence[step]]);
      examples.add(
          new Example(
              instrument,
              sequence,
              rows.path.timeNs(candidate.row()),
              candidate.label(),
              rows.horizonReturns(candidate.row()),
              uniqueness[i]));
      uniquenessSum += uniqueness[i];
      counts.ended(candidate.label().ending());
      up += candidate.label().up() ? 1 : 0;
    }
    int count = rows.path.size();
    spans.add(
        new DatasetCard.Span(
            instrument,
            count,
            complete.size(),
            up,
            rows.path.timeNs(0),
            rows.path.timeNs(count - 1)));
  }

  private List<InstrumentRows.Candidate> complete(InstrumentRows rows) {
    boolean[] full = new boolean[rows.values.size()];
    for (int row = 0; row < full.length; row++) {
      full[row] = columns.length > 0;
      for (int column : columns) {
        full[row] &= !Float.isNaN(rows.values.get(row)[column]);
      }
    }
    List<InstrumentRows.Candidate> complete = new ArrayList<>();
    for (InstrumentRows.Candidate candidate : rows.label(counts)) {
      boolean all = true;
      for (int row : candidate.sequence()) {
        all &= full[row];
      }
      if (all) {
        complete.add(candidate);
      } else {
        counts.drop(DropReason.FEATURE_MISSING);
      }
    }
    return complete;
  }

  private static double[] uniqueness(PricePath path, List<InstrumentRows.Candidate> complete) {
    long[] from = new long[complete.size()];
    long[] to = new long[complete.size()];
    for (int i = 0; i < from.length; i++) {
      from[i] = path.timeNs(complete.get(i).row());
      to[i] = complete.get(i).label().timeNs();
    }
    return ExampleWeights.uniqueness(from, to);
  }

  /** Takes over the rows that some sequence needs and says where each is now. */
  private int[] places(InstrumentRows rows, List<InstrumentRows.Candidate> complete) {
    boolean[] used = new boolean[rows.values.size()];
    for (InstrumentRows.Candidate candidate : complete) {
      for (int row : candidate.sequence()) {
        used[row] = true;
      }
    }
    int[] places = new int[used.length];
    for (int row = 0; row < used.length; row++) {
      if (used[row]) {
        places[row] = values.size();
        float[] all = rows.values.get(row);
        float[] kept = new float[columns.length];
        for (int c = 0; c < kept.length; c++) {
          kept[c] = all[columns[c]];
        }
        values.add(kept);
        float[] regime = rows.regimes.get(row);
        allRegimes &= regime != null;
        regimes.add(regime == null ? new float[0] : regime);
      }
    }
    return places;
  }

  /** True when every row of the dataset knows the probabilities of the regimes. */
  boolean regimes() {
    return allRegimes && !values.isEmpty();
  }

  List<DatasetCard.Span> spans() {
    return spans;
  }

  double meanUniqueness() {
    return examples.isEmpty() ? 0 : uniquenessSum / examples.size();
  }

  Dataset dataset(String featureSet, List<String> names) {
    int count = examples.size();
    int[][] sequences = new int[count][];
    String[] instruments = new String[count];
    long[] times = new long[count];
    long[] labelTimes = new long[count];
    boolean[] up = new boolean[count];
    double[] returns = new double[count];
    float[][] horizonReturns = new float[count][];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      Example example = examples.get(i);
      sequences[i] = example.sequence;
      instruments[i] = example.instrument;
      times[i] = example.timeNs;
      labelTimes[i] = example.label.timeNs();
      up[i] = example.label.up();
      returns[i] = example.label.forwardReturn();
      horizonReturns[i] = example.horizonReturns;
      weights[i] = options.uniqueness() ? example.uniqueness : 1;
    }
    if (options.recencyHalfLifeNs() > 0) {
      ExampleWeights.decay(weights, times, options.recencyHalfLifeNs());
    }
    ExampleWeights.normalise(weights);
    float[][] table = values.toArray(new float[0][]);
    return new Dataset(
        new Dataset.Rows(
            featureSet, names, table, regimes() ? regimes.toArray(new float[0][]) : null),
        new Dataset.Outcomes(
            options.toString(),
            sequences,
            instruments,
            times,
            labelTimes,
            up,
            returns,
            horizonReturns,
            options.horizonsNs().stream().mapToLong(Long::longValue).toArray(),
            weights));
  }
}
