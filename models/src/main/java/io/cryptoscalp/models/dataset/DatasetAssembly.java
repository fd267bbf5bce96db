package io.cryptoscalp.models.dataset;

import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the examples of instruments, added in the order of their ids, into one dataset; {@link
 * #finish} comes after the last of them.
 */
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

  private final List<Part> parts = new ArrayList<>();

  private record Example(
      String instrument,
      int[] sequence,
      long timeNs,
      Label label,
      float[] horizonReturns,
      double uniqueness,
      int[] neighbours,
      float[] edges) {}

  /**
   * One instrument.
   *
   * @param full which of its rows have all features
   * @param complete its rows that become examples
   */
  record Part(
      String instrument,
      InstrumentRows rows,
      boolean[] full,
      List<InstrumentRows.Candidate> complete) {}

  DatasetAssembly(DatasetOptions options, int[] columns, DatasetCounts counts) {
    this.options = options;
    this.columns = columns;
    this.counts = counts;
  }

  /** Adds the examples of one instrument. */
  void add(String instrument, InstrumentRows rows) {
    boolean[] full = full(rows);
    parts.add(new Part(instrument, rows, full, complete(rows, full)));
  }

  /** Says that all instruments were added. */
  void finish() {
    NeighbourOptions neighbours = options.neighbours();
    NeighbourSearch.Found[][] found =
        neighbours == null ? null : NeighbourSearch.of(neighbours, parts);
    int[][] places = places(found);
    for (int part = 0; part < places.length; part++) {
      add(parts.get(part), places, part, found == null ? null : found[part]);
    }
  }

  private void add(Part part, int[][] places, int at, NeighbourSearch.Found @Nullable [] found) {
    InstrumentRows rows = part.rows;
    double[] uniqueness = uniqueness(rows.path, part.complete);
    int up = 0;
    for (int i = 0; i < uniqueness.length; i++) {
      InstrumentRows.Candidate candidate = part.complete.get(i);
      int[] sequence = candidate.sequence().clone();
      Arrays.setAll(sequence, step -> places[at][sequence[step]]);
      NeighbourSearch.Found of = found == null ? null : found[i];
      int[] neighbours = of == null ? new int[0] : of.rows().clone();
      for (int k = 0; of != null && k < neighbours.length; k++) {
        neighbours[k] = neighbours[k] < 0 ? -1 : places[of.instruments()[k]][neighbours[k]];
      }
      examples.add(
          new Example(
              part.instrument,
              sequence,
              rows.path.timeNs(candidate.row()),
              candidate.label(),
              rows.horizonReturns(candidate.row()),
              uniqueness[i],
              neighbours,
              of == null ? new float[0] : of.edges()));
      uniquenessSum += uniqueness[i];
      counts.ended(candidate.label().ending());
      up += candidate.label().up() ? 1 : 0;
    }
    int count = rows.path.size();
    spans.add(
        new DatasetCard.Span(
            part.instrument,
            count,
            uniqueness.length,
            up,
            rows.path.timeNs(0),
            rows.path.timeNs(count - 1)));
  }

  private boolean[] full(InstrumentRows rows) {
    boolean[] full = new boolean[rows.values.size()];
    for (int row = 0; row < full.length; row++) {
      full[row] = columns.length > 0;
      for (int column : columns) {
        full[row] &= !Float.isNaN(rows.values.get(row)[column]);
      }
    }
    return full;
  }

  private List<InstrumentRows.Candidate> complete(InstrumentRows rows, boolean[] full) {
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

  /** Takes over the rows that some example needs and says where each is now. */
  private int[][] places(NeighbourSearch.Found @Nullable [][] found) {
    boolean[][] used = new boolean[parts.size()][];
    for (int part = 0; part < used.length; part++) {
      used[part] = new boolean[parts.get(part).full.length];
      for (InstrumentRows.Candidate candidate : parts.get(part).complete) {
        for (int row : candidate.sequence()) {
          used[part][row] = true;
        }
      }
    }
    for (int part = 0; found != null && part < found.length; part++) {
      for (NeighbourSearch.Found of : found[part]) {
        for (int k = 0; k < of.rows().length; k++) {
          if (of.rows()[k] >= 0) {
            used[of.instruments()[k]][of.rows()[k]] = true;
          }
        }
      }
    }
    int[][] places = new int[used.length][];
    for (int part = 0; part < places.length; part++) {
      places[part] = take(parts.get(part).rows, used[part]);
    }
    return places;
  }

  private int[] take(InstrumentRows rows, boolean[] used) {
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
            weights),
        neighbours());
  }

  private @Nullable ExampleNeighbours neighbours() {
    NeighbourOptions found = options.neighbours();
    if (found == null) {
      return null;
    }
    int[][] rows = new int[examples.size()][];
    float[][] edges = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = examples.get(i).neighbours;
      edges[i] = examples.get(i).edges;
    }
    return new ExampleNeighbours(found, rows, edges);
  }
}
