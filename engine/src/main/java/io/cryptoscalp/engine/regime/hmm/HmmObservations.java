package io.cryptoscalp.engine.regime.hmm;

/**
 * Series to train on or to infer from: one or more independent sequences of rows of d features. A
 * row of which a value is not finite or beyond 1e100 is missing: it takes its time in the chain and
 * tells nothing. Immutable.
 */
public final class HmmObservations {
  private final int dimensions;
  private final double[] values;

  /** First row of each sequence, and the number of rows at the end. */
  private final int[] starts;

  private final int present;

  private HmmObservations(int dimensions, double[] values, int[] starts) {
    this.dimensions = dimensions;
    this.values = values;
    this.starts = starts;
    int count = 0;
    for (int row = 0; row < rows(); row++) {
      count += isPresent(row) ? 1 : 0;
    }
    present = count;
  }

  /**
   * Copies sequences.
   *
   * @param dimensions d, 1 to {@value HmmModel#MAX_DIMENSIONS}
   * @param sequences each its rows one after the other, d values a row, at least one row
   * @throws IllegalArgumentException coded {@code HMM_OBSERVATIONS_INVALID}
   */
  public static HmmObservations of(int dimensions, double[]... sequences) {
    check(dimensions >= 1 && dimensions <= HmmModel.MAX_DIMENSIONS, "dimensions", dimensions);
    check(sequences.length > 0, "sequences", sequences.length);
    int[] starts = new int[sequences.length + 1];
    for (int i = 0; i < sequences.length; i++) {
      int length = sequences[i].length;
      check(length > 0 && length % dimensions == 0, "sequence length", length);
      starts[i + 1] = starts[i] + length / dimensions;
    }
    double[] values = new double[starts[sequences.length] * dimensions];
    for (int i = 0; i < sequences.length; i++) {
      System.arraycopy(sequences[i], 0, values, starts[i] * dimensions, sequences[i].length);
    }
    return new HmmObservations(dimensions, values, starts);
  }

  /** d, the number of features. */
  public int dimensions() {
    return dimensions;
  }

  /** Number of sequences. */
  public int sequences() {
    return starts.length - 1;
  }

  /** Rows of all sequences, missing ones with them. */
  public int rows() {
    return starts[starts.length - 1];
  }

  /** Rows that are not missing. */
  public int present() {
    return present;
  }

  /** First row of a sequence; that of the sequence after the last is the number of rows. */
  int start(int sequence) {
    return starts[sequence];
  }

  /** All rows, not to be changed. */
  double[] values() {
    return values;
  }

  boolean isPresent(int row) {
    return GaussianEmissions.present(values, row * dimensions, dimensions);
  }

  /** The same rows in other units: {@code (x - centre) / scale} for each feature. */
  HmmObservations standardised(double[] centre, double[] scale) {
    double[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      int feature = i % dimensions;
      // What is missing must stay so in units in which it could look small.
      result[i] =
          isPresent(i / dimensions) ? (result[i] - centre[feature]) / scale[feature] : Double.NaN;
    }
    return new HmmObservations(dimensions, result, starts);
  }

  private static void check(boolean valid, String what, int value) {
    if (!valid) {
      throw new IllegalArgumentException("HMM_OBSERVATIONS_INVALID: " + what + "=" + value);
    }
  }
}
