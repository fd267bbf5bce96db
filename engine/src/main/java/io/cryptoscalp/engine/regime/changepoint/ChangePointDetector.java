package io.cryptoscalp.engine.regime.changepoint;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Bayesian online change-point detection (Adams and MacKay 2007, "Bayesian online changepoint
 * detection", arXiv:0710.3742) with constant hazard and normal observations of unknown mean and
 * precision, whose predictive distribution is Student's t.
 *
 * <p>The run length here counts the observations of the present run with the latest one, at least
 * 1. In the paper's terms, where r = 0 says that the next observation begins a run, its P(r = n) is
 * (1 - hazard) times the probability of n here.
 *
 * <p>State is bounded by two approximations. Run lengths of less probability than {@code
 * pruneBelow} are dropped and the rest rescaled: an update loses at most {@code pruneBelow *
 * maxRunLength} of probability. Runs of {@code maxRunLength} and more are one: their statistics are
 * merged by moments and then forget at the pace of {@code maxRunLength}, so a slow drift over more
 * than that many observations looks like no change. An update costs O(run lengths kept) and
 * allocates nothing. Of one thread.
 */
public final class ChangePointDetector {
  private static final int VERSION = 1;

  /** A value beyond this is no measurement. */
  private static final double LARGEST = 1e100;

  private final ChangePointOptions options;
  private final int longest;
  private final double hazard;
  private final double priorShape;
  private final double priorRate;

  /** Constant part of the log predictive density after so many observations. */
  private final double[] constants;

  /** Half the weight of a squared distance in the rate after so many observations. */
  private final double[] gains;

  /** Step of the mean towards the next observation after so many. */
  private final double[] steps;

  // Hypotheses, the longest run first, so that a new run is appended and pruning moves down.
  private final int[] lengths;
  private final double[] probabilities;
  private final double[] means;
  private final double[] rates;
  private final double[] logRates;
  private final double[] densities;
  private int count;
  private long updates;

  /** Starts before the first observation, which begins a run. */
  public ChangePointDetector(ChangePointOptions options) {
    this.options = options;
    longest = options.maxRunLength();
    hazard = options.hazard();
    priorShape = options.priorShape();
    priorRate = options.priorRate();
    constants = constants(options);
    gains = new double[longest + 1];
    steps = new double[longest + 1];
    for (int n = 0; n <= longest; n++) {
      double weight = options.priorMeanWeight() + n;
      gains[n] = 0.5 * weight / (weight + 1);
      steps[n] = 1 / (weight + 1);
    }
    lengths = new int[longest + 1];
    probabilities = new double[longest + 1];
    means = new double[longest + 1];
    rates = new double[longest + 1];
    logRates = new double[longest + 1];
    densities = new double[longest + 1];
  }

  private static double[] constants(ChangePointOptions options) {
    double[] result = new double[options.maxRunLength() + 1];
    for (int n = 0; n < result.length; n++) {
      double weight = options.priorMeanWeight() + n;
      double shape = options.priorShape() + 0.5 * n;
      result[n] =
          LogGamma.of(shape + 0.5)
              - LogGamma.of(shape)
              + 0.5 * StrictMath.log(weight / (2 * StrictMath.PI * (weight + 1)));
    }
    return result;
  }

  /**
   * Takes one observation in. One that is not finite or beyond 1e100 is missing and changes
   * nothing: time is counted in observations.
   *
   * @return log of its predictive density given those before, in nats; NaN if it was missing
   */
  public double update(double value) {
    if (!(Math.abs(value) <= LARGEST)) {
      return Double.NaN;
    }
    int runs = count;
    append(runs == 0 ? 1 : hazard, runs);
    double most = predict(value, runs);
    double sum = weigh(most);
    absorb(value, runs);
    merge();
    prune(sum);
    updates++;
    return most + StrictMath.log(sum);
  }

  /** Adds the hypothesis that the observation begins a run. */
  private void append(double probability, int runs) {
    for (int i = 0; i < runs; i++) {
      probabilities[i] *= 1 - hazard;
    }
    lengths[runs] = 0;
    probabilities[runs] = probability;
    means[runs] = options.priorMean();
    rates[runs] = priorRate;
    logRates[runs] = Elementary.log(priorRate);
    count = runs + 1;
  }

  /** Log predictive density under each hypothesis, and the rates after; tells the highest. */
  private double predict(double value, int runs) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= runs; i++) {
      int n = lengths[i];
      double shape = priorShape + 0.5 * n;
      double away = value - means[i];
      double rate = rates[i] + gains[n] * away * away;
      double logRate = Elementary.log(rate);
      rates[i] = rate;
      double density = constants[n] + shape * logRates[i] - (shape + 0.5) * logRate;
      logRates[i] = logRate;
      densities[i] = density;
      most = Math.max(most, density);
    }
    return most;
  }

  /** Multiplies the densities in, scaled by the highest, and tells the sum. */
  private double weigh(double most) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      probabilities[i] *= Elementary.exp(densities[i] - most);
      sum += probabilities[i];
    }
    return sum;
  }

  /** Moves the means, makes the runs longer and lets the longest forget. */
  private void absorb(double value, int runs) {
    for (int i = 0; i <= runs; i++) {
      int n = lengths[i];
      means[i] += (value - means[i]) * steps[n];
      if (n < longest) {
        lengths[i] = n + 1;
      } else {
        // The data's part forgets, the prior's stays: a constant series cannot bring the rate to 0.
        rates[i] = priorRate + (rates[i] - priorRate) * longest / (longest + 1.0);
        logRates[i] = Elementary.log(rates[i]);
      }
    }
  }

  /** Makes one of two runs that have reached the bound, with their mean and variance. */
  private void merge() {
    if (count < 2 || lengths[1] < longest) {
      return;
    }
    double both = probabilities[0] + probabilities[1];
    if (both > 0) {
      double share = probabilities[1] / both;
      double apart = means[1] - means[0];
      double shape = priorShape + 0.5 * longest;
      means[0] += share * apart;
      rates[0] += share * (rates[1] - rates[0]) + shape * share * (1 - share) * apart * apart;
      logRates[0] = Elementary.log(rates[0]);
    }
    probabilities[0] = both;
    probabilities[1] = 0;
  }

  /** Scales to a sum of 1 without what is too unlikely, which is dropped. */
  private void prune(double sum) {
    double least = options.pruneBelow() * sum;
    int kept = 0;
    double rest = 0;
    for (int i = 0; i < count; i++) {
      if (probabilities[i] > 0 && probabilities[i] >= least) {
        lengths[kept] = lengths[i];
        probabilities[kept] = probabilities[i];
        means[kept] = means[i];
        rates[kept] = rates[i];
        logRates[kept] = logRates[i];
        rest += probabilities[i];
        kept++;
      }
    }
    count = kept;
    double scale = 1 / rest;
    for (int i = 0; i < kept; i++) {
      probabilities[i] *= scale;
    }
  }

  /**
   * Probability that the present run began with one of the last observations: P(run length at most
   * {@code last}), 0 to 1; 0 before the first observation.
   */
  public double changeProbability(int last) {
    double sum = 0;
    for (int i = count - 1; i >= 0 && lengths[i] <= last; i--) {
      sum += probabilities[i];
    }
    return sum;
  }

  /** The likeliest run length, of equal ones the longest; 0 before the first observation. */
  public int mostLikelyRunLength() {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return count == 0 ? 0 : lengths[best];
  }

  /** Mean of the run length, those beyond the bound counted as the bound. */
  public double expectedRunLength() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += probabilities[i] * lengths[i];
    }
    return sum;
  }

  /** Probability of one run length; that of {@code maxRunLength} is of all from there on. */
  public double probability(int runLength) {
    for (int i = 0; i < count; i++) {
      if (lengths[i] == runLength) {
        return probabilities[i];
      }
    }
    return 0;
  }

  /** Expected mean of the present run; the prior's before the first observation. */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += probabilities[i] * means[i];
    }
    return count == 0 ? options.priorMean() : sum;
  }

  /** Run lengths that are kept, at most {@code maxRunLength}. */
  public int hypotheses() {
    return count;
  }

  /** Observations so far, missing ones left out. */
  public long updates() {
    return updates;
  }

  /** Starts over. */
  public void reset() {
    count = 0;
    updates = 0;
  }

  /** Writes what the observations have made of it; the options are not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(updates);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeInt(lengths[i]);
      out.writeDouble(probabilities[i]);
      out.writeDouble(means[i]);
      out.writeDouble(rates[i]);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException coded {@code STATE_MISMATCH} when it was written with longer runs than
   *     these options keep
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "change-point-detector");
    updates = in.readLong();
    int stored = in.readInt();
    if (stored < 0 || stored > longest) {
      throw mismatch("hypotheses", stored);
    }
    for (int i = 0; i < stored; i++) {
      lengths[i] = in.readInt();
      if (lengths[i] < 1 || lengths[i] > longest) {
        throw mismatch("length", lengths[i]);
      }
      probabilities[i] = in.readDouble();
      means[i] = in.readDouble();
      rates[i] = in.readDouble();
      logRates[i] = Elementary.log(rates[i]);
    }
    count = stored;
  }

  private StateException mismatch(String what, int stored) {
    return new StateException(
        "STATE_MISMATCH: state=change-point-detector " + what + "=" + stored + " most=" + longest);
  }
}
