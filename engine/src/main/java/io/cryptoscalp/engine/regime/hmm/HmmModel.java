package io.cryptoscalp.engine.regime.hmm;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * A hidden Markov model with normal emissions of full covariance (Rabiner 1989, "A tutorial on
 * hidden Markov models and selected applications in speech recognition"). k states, d features.
 * Immutable.
 *
 * <p>Matrices lie row by row in flat arrays: the transition matrix has k * k numbers, entry {@code
 * from * k + to}; the means k * d; the covariances k * d * d. The features' units are the caller's.
 */
public final class HmmModel {
  /** Fewest states. */
  public static final int MIN_STATES = 2;

  /** Most states. */
  public static final int MAX_STATES = 6;

  /** Most features. */
  public static final int MAX_DIMENSIONS = 8;

  private static final int VERSION = 1;

  /** A distribution may miss 1 by this; it is then used as it is, never rescaled. */
  private static final double SUM_TOLERANCE = 1e-9;

  private final int states;
  private final int dimensions;
  private final double[] initial;
  private final double[] transition;
  private final double[] means;
  private final double[] covariances;

  /**
   * Copies and checks the parameters.
   *
   * @param states k, {@value #MIN_STATES} to {@value #MAX_STATES}
   * @param dimensions d, 1 to {@value #MAX_DIMENSIONS}
   * @param initial probabilities of the first state, k of them
   * @param transition probabilities of the next state, each row a distribution
   * @param means mean of each state
   * @param covariances covariance of each state, symmetric and positive definite
   * @throws IllegalArgumentException coded {@code HMM_MODEL_INVALID}
   */
  public HmmModel(
      int states,
      int dimensions,
      double[] initial,
      double[] transition,
      double[] means,
      double[] covariances) {
    check(states >= MIN_STATES && states <= MAX_STATES, "states", states);
    check(dimensions >= 1 && dimensions <= MAX_DIMENSIONS, "dimensions", dimensions);
    check(initial.length == states, "initial length", initial.length);
    check(transition.length == states * states, "transition length", transition.length);
    check(means.length == states * dimensions, "means length", means.length);
    int square = dimensions * dimensions;
    check(covariances.length == states * square, "covariances length", covariances.length);
    this.states = states;
    this.dimensions = dimensions;
    this.initial = initial.clone();
    this.transition = transition.clone();
    this.means = means.clone();
    this.covariances = covariances.clone();
    distribution(this.initial, 0, "initial");
    for (int state = 0; state < states; state++) {
      distribution(this.transition, state * states, "transition row " + state);
    }
    for (double mean : this.means) {
      check(Double.isFinite(mean), "mean", mean);
    }
    symmetric();
    emissions();
  }

  private void distribution(double[] values, int offset, String what) {
    double sum = 0;
    for (int i = 0; i < states; i++) {
      double value = values[offset + i];
      check(value >= 0 && value <= 1 + SUM_TOLERANCE, what, value);
      sum += value;
    }
    check(Math.abs(sum - 1) <= SUM_TOLERANCE, what + " sum", sum);
  }

  private void symmetric() {
    int d = dimensions;
    for (int state = 0; state < states; state++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < i; j++) {
          double below = covariances[(state * d + i) * d + j];
          double above = covariances[(state * d + j) * d + i];
          double scale = Math.max(Math.abs(below), Math.abs(above));
          check(Math.abs(below - above) <= 1e-9 * scale, "covariance asymmetry", below - above);
        }
      }
    }
  }

  /** k, the number of states. */
  public int states() {
    return states;
  }

  /** d, the number of features. */
  public int dimensions() {
    return dimensions;
  }

  /** Probability that a sequence starts in this state. */
  public double initial(int state) {
    return initial[state];
  }

  /** Probability that this state is followed by that one. */
  public double transition(int from, int to) {
    return transition[from * states + to];
  }

  /** Mean of a feature in a state, in the feature's unit. */
  public double mean(int state, int feature) {
    return means[state * dimensions + feature];
  }

  /** Covariance of two features in a state. */
  public double covariance(int state, int first, int second) {
    return covariances[(state * dimensions + first) * dimensions + second];
  }

  /** A copy of the initial distribution. */
  public double[] initial() {
    return initial.clone();
  }

  /** A copy of the transition matrix. */
  public double[] transition() {
    return transition.clone();
  }

  /** A copy of the means. */
  public double[] means() {
    return means.clone();
  }

  /** A copy of the covariances. */
  public double[] covariances() {
    return covariances.clone();
  }

  /**
   * Free parameters: k - 1 initial and k (k - 1) transition probabilities, k d means and k d (d +
   * 1) / 2 covariances.
   */
  public int parameters() {
    return states
        - 1
        + states * (states - 1)
        + states * dimensions
        + states * dimensions * (dimensions + 1) / 2;
  }

  /**
   * Mean stay in a state, in observations: 1 / (1 - probability to stay); infinite if that is 1.
   */
  public double dwell(int state) {
    return 1 / (1 - Math.min(1, transition(state, state)));
  }

  /**
   * Distribution of the state some steps ahead.
   *
   * @param now k probabilities
   * @param steps observations ahead, at least 0
   * @param out receives k probabilities; may be {@code now}
   */
  public void predict(double[] now, int steps, double[] out) {
    HmmChain.advance(transition, states, now, steps, out);
  }

  /**
   * Share of time in each state in the long run: the distribution that a step leaves unchanged. Of
   * a chain that falls into parts, the one that the initial distribution leads to.
   */
  public double[] stationary() {
    return HmmChain.stationary(initial, transition, states);
  }

  /**
   * The same model with its states in another order.
   *
   * @param order the present index of each new state
   * @throws IllegalArgumentException coded {@code HMM_ORDER_INVALID} when it is no permutation
   */
  public HmmModel reordered(int[] order) {
    boolean[] used = new boolean[states];
    for (int old : order) {
      if (order.length != states || old < 0 || old >= states || used[old]) {
        throw new IllegalArgumentException("HMM_ORDER_INVALID: order=" + Arrays.toString(order));
      }
      used[old] = true;
    }
    int square = dimensions * dimensions;
    double[] newInitial = new double[states];
    double[] newTransition = new double[states * states];
    double[] newMeans = new double[means.length];
    double[] newCovariances = new double[covariances.length];
    for (int i = 0; i < states; i++) {
      newInitial[i] = initial[order[i]];
      for (int j = 0; j < states; j++) {
        newTransition[i * states + j] = transition[order[i] * states + order[j]];
      }
      System.arraycopy(means, order[i] * dimensions, newMeans, i * dimensions, dimensions);
      System.arraycopy(covariances, order[i] * square, newCovariances, i * square, square);
    }
    return new HmmModel(states, dimensions, newInitial, newTransition, newMeans, newCovariances);
  }

  /**
   * The same model in canonical order, so that another seed or another training gives the states
   * the same numbers: by rising variance of the first feature; of equal ones by its mean, then by
   * the means of the further features. By convention the first feature is the log return, so state
   * 0 is the calmest.
   */
  public HmmModel canonical() {
    int[] order = new int[states];
    for (int i = 0; i < states; i++) {
      int at = i;
      while (at > 0 && compare(i, order[at - 1]) < 0) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
    return reordered(order);
  }

  private int compare(int first, int second) {
    int result = Double.compare(covariance(first, 0, 0), covariance(second, 0, 0));
    for (int i = 0; i < dimensions && result == 0; i++) {
      result = Double.compare(mean(first, i), mean(second, i));
    }
    return result;
  }

  /** Densities of this model, for one thread. */
  GaussianEmissions emissions() {
    return new GaussianEmissions(states, dimensions, means, covariances);
  }

  /** Writes the parameters. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(states);
    out.writeInt(dimensions);
    out.writeDoubles(initial, initial.length);
    out.writeDoubles(transition, transition.length);
    out.writeDoubles(means, means.length);
    out.writeDoubles(covariances, covariances.length);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException coded {@code STATE_CORRUPT} when it is no valid model
   */
  public static HmmModel read(StateReader in) {
    in.readVersion(VERSION, "hmm-model");
    try {
      return new HmmModel(
          in.readInt(),
          in.readInt(),
          in.readDoubles(),
          in.readDoubles(),
          in.readDoubles(),
          in.readDoubles());
    } catch (IllegalArgumentException e) {
      throw new StateException("STATE_CORRUPT: state=hmm-model " + e.getMessage());
    }
  }

  private static void check(boolean valid, String what, double value) {
    if (!valid) {
      throw new IllegalArgumentException("HMM_MODEL_INVALID: " + what + "=" + value);
    }
  }
}
