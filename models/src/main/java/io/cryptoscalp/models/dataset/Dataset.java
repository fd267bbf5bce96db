package io.cryptoscalp.models.dataset;

import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.models.ModelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labelled examples for every family of models: each has a vector, the sequence of vectors that
 * ends in it, a label, what the label was worth, and a weight. The same examples serve all
 * families, so that their figures can be compared. Values are single precision and as they are in
 * the stream: scaling belongs to the models. Never modified; {@link #select} shares the rows.
 *
 * <p>Made by {@link DatasetBuilder}, of {@link Rows} and {@link Outcomes}; rows are held once,
 * sequences are lists of their indices.
 */
public final class Dataset {
  private final Rows rows;
  private final Outcomes outcomes;
  private final @Nullable ExampleNeighbours neighbours;

  /**
   * Vectors in order of instrument and venue time, without gaps in any value.
   *
   * @param featureSet catalogue version
   * @param featureNames columns in order
   * @param values rows by columns, all finite
   * @param regimes probabilities of the six regimes at each row, in the order of the engine's
   *     {@code Regime}; null where history knows none
   */
  public record Rows(
      String featureSet,
      List<String> featureNames,
      float[][] values,
      float @Nullable [][] regimes) {
    /** Checks that the columns have one length. */
    public Rows {
      featureNames = List.copyOf(featureNames);
      if (regimes != null && regimes.length != values.length) {
        throw invalid("regimes", values.length, regimes.length);
      }
      if (values.length > 0 && values[0].length != featureNames.size()) {
        throw invalid("columns", featureNames.size(), values[0].length);
      }
    }
  }

  /**
   * The examples; every array has one entry an example.
   *
   * @param options how labels and weights were made, as text that is hashed
   * @param sequences indices of rows, oldest first, the last one being the example's own; all of
   *     one length
   * @param instruments instrument id
   * @param eventTimeNs venue time of the decision, ns
   * @param labelTimeNs venue time at which the label was known, ns, after the decision
   * @param up the label: the long side of a triple barrier won, the price rose, or, of a
   *     meta-label, acting on the primary side paid
   * @param forwardReturn return of a long position over the label's span, as a fraction of the
   *     price, before costs; of meta-labels that of the primary side's position
   * @param horizonReturns for each example its returns over {@code horizonsNs}; rows of NaN where
   *     history ends
   * @param horizonsNs horizons of {@code horizonReturns}, ns, ascending
   * @param weight of each example in training, positive, mean about 1
   */
  public record Outcomes(
      String options,
      int[][] sequences,
      String[] instruments,
      long[] eventTimeNs,
      long[] labelTimeNs,
      boolean[] up,
      double[] forwardReturn,
      float[][] horizonReturns,
      long[] horizonsNs,
      double[] weight) {
    /** Checks that the columns have one length. */
    public Outcomes {
      int count = sequences.length;
      check("instruments", count, instruments.length);
      check("eventTimeNs", count, eventTimeNs.length);
      check("labelTimeNs", count, labelTimeNs.length);
      check("up", count, up.length);
      check("forwardReturn", count, forwardReturn.length);
      check("horizonReturns", count, horizonReturns.length);
      check("weight", count, weight.length);
    }

    private static void check(String field, int expected, int got) {
      if (expected != got) {
        throw invalid(field, expected, got);
      }
    }
  }

  /** Joins vectors and examples. */
  public Dataset(Rows rows, Outcomes outcomes) {
    this(rows, outcomes, null);
  }

  /**
   * Joins vectors, examples and the other instruments that these look at.
   *
   * @param neighbours those of each example; null where none were looked for
   */
  public Dataset(Rows rows, Outcomes outcomes, @Nullable ExampleNeighbours neighbours) {
    this.rows = rows;
    this.outcomes = outcomes;
    this.neighbours = neighbours;
    if (neighbours != null && neighbours.rows().length != outcomes.sequences.length) {
      throw invalid("neighbours", outcomes.sequences.length, neighbours.rows().length);
    }
  }

  private static ModelException invalid(String field, int expected, int got) {
    return new ModelException(
        "DATASET_INVALID", "field=" + field + " expected=" + expected + " got=" + got);
  }

  /** What is written to a file. */
  Rows rows() {
    return rows;
  }

  /** What is written to a file. */
  Outcomes outcomes() {
    return outcomes;
  }

  /** Catalogue version of the features. */
  public String featureSet() {
    return rows.featureSet;
  }

  /** Columns in order. */
  public List<String> featureNames() {
    return rows.featureNames;
  }

  /** Number of columns. */
  public int features() {
    return rows.featureNames.size();
  }

  /** Number of examples. */
  public int size() {
    return outcomes.sequences.length;
  }

  /** Vectors in a sequence; 1 or more, 0 of an empty set. */
  public int steps() {
    return size() == 0 ? 0 : outcomes.sequences[0].length;
  }

  /** The label of an example. */
  public boolean up(int example) {
    return outcomes.up[example];
  }

  /** Weight of an example in training, positive. */
  public double weight(int example) {
    return outcomes.weight[example];
  }

  /**
   * Return of a long position over the label's span, a fraction, before costs; of meta-labels that
   * of the primary side's position.
   */
  public double forwardReturn(int example) {
    return outcomes.forwardReturn[example];
  }

  /** Return over a horizon, a fraction; NaN where history ends before it. */
  public float horizonReturn(int example, int horizon) {
    return outcomes.horizonReturns[example][horizon];
  }

  /** The horizons, ns, ascending; a copy. */
  public long[] horizonsNs() {
    return outcomes.horizonsNs.clone();
  }

  /** Venue time of the decision, ns since the epoch. */
  public long eventTimeNs(int example) {
    return outcomes.eventTimeNs[example];
  }

  /** Venue time at which the label was known, ns since the epoch. */
  public long labelTimeNs(int example) {
    return outcomes.labelTimeNs[example];
  }

  /** Instrument id of an example. */
  public String instrument(int example) {
    return outcomes.instruments[example];
  }

  /** How labels and weights were made. */
  public String options() {
    return outcomes.options;
  }

  /** The vector of an example; not to be modified. */
  public float[] vector(int example) {
    int[] sequence = outcomes.sequences[example];
    return rows.values[sequence[sequence.length - 1]];
  }

  /** The vectors of all examples, in order; the rows are not to be modified. */
  public float[][] vectors() {
    float[][] vectors = new float[size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = vector(i);
    }
    return vectors;
  }

  /** The vector of one step of an example's sequence, 0 the oldest; not to be modified. */
  public float[] step(int example, int step) {
    return rows.values[outcomes.sequences[example][step]];
  }

  /** Writes the sequence of an example: steps by features, oldest first. */
  public void sequence(int example, float[] to, int offset) {
    int features = features();
    int at = offset;
    for (int row : outcomes.sequences[example]) {
      System.arraycopy(rows.values[row], 0, to, at, features);
      at += features;
    }
  }

  /** Probabilities of the six regimes at the decision; null when unknown; not to be modified. */
  public float @Nullable [] regime(int example) {
    int[] sequence = outcomes.sequences[example];
    return rows.regimes == null ? null : rows.regimes[sequence[sequence.length - 1]];
  }

  /** The other instruments of all examples; null where none were looked for. */
  @Nullable ExampleNeighbours neighbours() {
    return neighbours;
  }

  /** Most neighbours of an example; 0 where none were looked for. */
  public int mostNeighbours() {
    return neighbours == null ? 0 : neighbours.options().count();
  }

  /** How neighbours were found; null where none were looked for. */
  public @Nullable NeighbourOptions neighbourOptions() {
    return neighbours == null ? null : neighbours.options();
  }

  /** Mean number of neighbours of an example. */
  public double meanNeighbours() {
    return neighbours == null ? 0 : neighbours.mean();
  }

  /**
   * The vector of a neighbour of an example at the last step at or before its decision.
   *
   * @param neighbour 0, the strongest, to {@link #mostNeighbours()} - 1
   * @return null where there is none; not to be modified
   */
  public float @Nullable [] neighbour(int example, int neighbour) {
    int row = neighbours == null ? -1 : neighbours.rows()[example][neighbour];
    return row < 0 ? null : rows.values[row];
  }

  /**
   * The edges to the neighbours of an example, {@link
   * io.cryptoscalp.engine.neighbours.NeighbourGraph#EDGE} numbers each; empty where none were
   * looked for; not to be modified.
   */
  public float[] edges(int example) {
    return neighbours == null ? new float[0] : neighbours.edges()[example];
  }

  /** Examples whose label is up. */
  public int upCount() {
    int count = 0;
    for (boolean label : outcomes.up) {
      count += label ? 1 : 0;
    }
    return count;
  }

  /** The examples with these indices, in this order; rows are shared. */
  public Dataset select(int[] examples) {
    int count = examples.length;
    int[][] sequences = new int[count][];
    String[] instruments = new String[count];
    long[] times = new long[count];
    long[] labelTimes = new long[count];
    boolean[] up = new boolean[count];
    double[] returns = new double[count];
    float[][] horizonReturns = new float[count][];
    double[] weight = new double[count];
    for (int i = 0; i < count; i++) {
      int from = examples[i];
      sequences[i] = outcomes.sequences[from];
      instruments[i] = outcomes.instruments[from];
      times[i] = outcomes.eventTimeNs[from];
      labelTimes[i] = outcomes.labelTimeNs[from];
      up[i] = outcomes.up[from];
      returns[i] = outcomes.forwardReturn[from];
      horizonReturns[i] = outcomes.horizonReturns[from];
      weight[i] = outcomes.weight[from];
    }
    return new Dataset(
        rows,
        new Outcomes(
            outcomes.options,
            sequences,
            instruments,
            times,
            labelTimes,
            up,
            returns,
            horizonReturns,
            outcomes.horizonsNs,
            weight),
        neighbours == null ? null : neighbours.select(examples));
  }

  /**
   * The same examples with other vectors, one each, and neither longer sequences nor neighbours.
   *
   * @param names columns in order
   * @param vectors one an example
   */
  public Dataset withVectors(List<String> names, float[][] vectors) {
    int[][] sequences = new int[size()][];
    float[][] regimes = rows.regimes == null ? null : new float[size()][];
    for (int i = 0; i < sequences.length; i++) {
      sequences[i] = new int[] {i};
      if (rows.regimes != null && regimes != null) {
        int[] sequence = outcomes.sequences[i];
        regimes[i] = rows.regimes[sequence[sequence.length - 1]];
      }
    }
    return new Dataset(
        new Rows(rows.featureSet, names, vectors, regimes),
        new Outcomes(
            outcomes.options,
            sequences,
            outcomes.instruments,
            outcomes.eventTimeNs,
            outcomes.labelTimeNs,
            outcomes.up,
            outcomes.forwardReturn,
            outcomes.horizonReturns,
            outcomes.horizonsNs,
            outcomes.weight));
  }

  /** Decision times of all examples, ns; a copy. */
  public long[] eventTimesNs() {
    return outcomes.eventTimeNs.clone();
  }

  /** Label times of all examples, ns; a copy. */
  public long[] labelTimesNs() {
    return outcomes.labelTimeNs.clone();
  }

  /**
   * SHA-256 over feature set, names, options and every example: instrument, times, label, return,
   * weight, all vectors of its sequence and its neighbours with their edges. Equal examples give an
   * equal hash, whatever rows they were selected from.
   */
  public String hash() {
    return DatasetHash.of(this);
  }
}
