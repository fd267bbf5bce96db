package io.cryptoscalp.engine.regime.correlation;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * How far instruments move together, from synchronous returns over the last bars.
 *
 * <ul>
 *   <li>Average: the mean of the correlations of all pairs that have enough bars in common.
 *   <li>First share: the largest eigenvalue of the correlation matrix over its size, the part of
 *       standardised variance that one factor carries (the absorption ratio of Kritzman, Li, Page
 *       and Rigobon 2011, "Principal components as a measure of systemic risk", J. Portfolio
 *       Management 37, with one component). 1 / N when nothing goes together, 1 when all do.
 * </ul>
 *
 * <p>A missing return leaves its bar out of the pairs of its instrument. The matrix has the
 * instruments that moved in enough bars; a pair of these without enough common bars counts as
 * uncorrelated in it. The eigenvalue is found by power iteration from the former vector, to a
 * residual of 1e-7 of it or for {@value #STEPS} steps, which falls short only where the first two
 * are nearly equal, and then by a part of their distance. A bar costs O(N^2 + window) and O(N^2) a
 * step; allocates nothing. Of one thread.
 */
public final class CorrelationDetector {
  private static final int VERSION = 1;
  private static final int STEPS = 64;
  private static final double RESIDUAL = 1e-7;

  /** A return beyond this is no measurement. */
  private static final double LARGEST = 1e50;

  private final CorrelationOptions options;
  private final int instruments;
  private final PairSums sums;
  private final double[] row;

  /** Correlations of the instruments that count, closely packed. */
  private final double[] matrix;

  private final int[] counting;

  /** First eigenvector by instrument. */
  private final double[] vector;

  private final double[] at;
  private final double[] image;
  private int members;
  private int pairs;
  private double average = Double.NaN;
  private double firstShare = Double.NaN;

  /** Starts before the first bar. */
  public CorrelationDetector(CorrelationOptions options) {
    this.options = options;
    instruments = options.instruments();
    sums = new PairSums(instruments, options.window());
    row = new double[instruments];
    matrix = new double[instruments * instruments];
    counting = new int[instruments];
    vector = new double[instruments];
    at = new double[instruments];
    image = new double[instruments];
  }

  /**
   * Takes one bar of all instruments in.
   *
   * @param returns log returns, one an instrument in an order that stays; one that is not finite or
   *     beyond 1e50 is missing
   * @throws IllegalArgumentException coded {@code CORRELATION_ROW_INVALID} when there are not as
   *     many as instruments
   */
  public void update(double[] returns) {
    if (returns.length != instruments) {
      throw new IllegalArgumentException(
          "CORRELATION_ROW_INVALID: returns=" + returns.length + " instruments=" + instruments);
    }
    for (int i = 0; i < instruments; i++) {
      row[i] = Math.abs(returns[i]) <= LARGEST ? returns[i] : Double.NaN;
    }
    sums.add(row);
    measure();
  }

  private void measure() {
    members = 0;
    for (int i = 0; i < instruments; i++) {
      if (!Double.isNaN(sums.correlation(i, i, options.fewest()))) {
        counting[members++] = i;
      }
    }
    pairs = 0;
    double sum = 0;
    for (int a = 0; a < members; a++) {
      matrix[a * members + a] = 1;
      for (int b = a + 1; b < members; b++) {
        double value = sums.correlation(counting[a], counting[b], options.fewest());
        if (!Double.isNaN(value)) {
          pairs++;
          sum += value;
        }
        double known = Double.isNaN(value) ? 0 : value;
        matrix[a * members + b] = known;
        matrix[b * members + a] = known;
      }
    }
    average = pairs == 0 ? Double.NaN : sum / pairs;
    firstShare = pairs == 0 ? Double.NaN : Math.min(1, largestEigenvalue() / members);
  }

  private double largestEigenvalue() {
    for (int a = 0; a < members; a++) {
      // A little of another direction: the former vector may be at right angles to the new one.
      at[a] = vector[counting[a]] + 0.01 * (1 + a % 3) / members;
    }
    normalise(at);
    double eigenvalue = 0;
    for (int step = 0; step < STEPS; step++) {
      eigenvalue = multiply();
      double residual = 0;
      for (int a = 0; a < members; a++) {
        double away = image[a] - eigenvalue * at[a];
        residual += away * away;
      }
      if (residual <= RESIDUAL * RESIDUAL * eigenvalue * eigenvalue) {
        break;
      }
      for (int a = 0; a < members; a++) {
        // Shifted by 1, so that the largest eigenvalue is also the one of largest size.
        at[a] += image[a];
      }
      normalise(at);
    }
    Arrays.fill(vector, 0);
    for (int a = 0; a < members; a++) {
      vector[counting[a]] = at[a];
    }
    return eigenvalue;
  }

  /** Multiplies the vector with the matrix and tells its Rayleigh quotient. */
  private double multiply() {
    double quotient = 0;
    for (int a = 0; a < members; a++) {
      double sum = 0;
      int from = a * members;
      for (int b = 0; b < members; b++) {
        sum += matrix[from + b] * at[b];
      }
      image[a] = sum;
      quotient += sum * at[a];
    }
    return quotient;
  }

  private void normalise(double[] values) {
    double squares = 0;
    for (int a = 0; a < members; a++) {
      squares += values[a] * values[a];
    }
    double scale = 1 / Math.sqrt(squares);
    for (int a = 0; a < members; a++) {
      values[a] *= scale;
    }
  }

  /** Mean correlation of the pairs, -1 to 1; NaN without a pair. */
  public double average() {
    return average;
  }

  /** Largest eigenvalue over the matrix's size, 0 to 1; NaN without a pair. */
  public double firstShare() {
    return firstShare;
  }

  /**
   * An instrument's weight in the first eigenvector, -1 to 1, the squares of all adding up to 1; 0
   * for one that does not count.
   */
  public double weight(int instrument) {
    return vector[instrument];
  }

  /** Correlation of two instruments, -1 to 1; NaN without enough common bars or moves. */
  public double correlation(int one, int other) {
    return sums.correlation(Math.min(one, other), Math.max(one, other), options.fewest());
  }

  /** Instruments that moved in enough bars. */
  public int members() {
    return members;
  }

  /** Pairs that the average is over. */
  public int pairs() {
    return pairs;
  }

  /** Writes what the bars have made of it; the options are not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    sums.write(out);
    out.writeDoubles(vector, instruments);
    out.writeInt(members);
    out.writeInt(pairs);
    out.writeDouble(average);
    out.writeDouble(firstShare);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException coded {@code STATE_MISMATCH} when the number of instruments differs or
   *     the window is shorter
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "correlation-detector");
    sums.read(in);
    double[] stored = in.readDoubles();
    if (stored.length != instruments) {
      throw new StateException(
          "STATE_MISMATCH: state=correlation-detector vector=" + stored.length);
    }
    System.arraycopy(stored, 0, vector, 0, instruments);
    members = in.readInt();
    pairs = in.readInt();
    average = in.readDouble();
    firstShare = in.readDouble();
  }
}
