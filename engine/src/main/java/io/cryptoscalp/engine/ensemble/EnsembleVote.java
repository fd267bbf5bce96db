package io.cryptoscalp.engine.ensemble;

/**
 * One answer from several: the weighted mean of their log odds (logarithmic opinion pool; Genest
 * and Zidek, "Combining probability distributions", 1986, section 3). Reused for every decision;
 * nothing is allocated. Not thread-safe.
 */
public final class EnsembleVote {
  private static final double ROUNDING = 1e6;
  private static final double CLIP = 1e-6;

  private final double[] probabilities;
  private final double[] weights;
  private int heard;
  private double missing;
  private double probability;
  private double disagreement;
  private double confidence;
  private double total;

  /** One of at most this many models. */
  public EnsembleVote(int models) {
    probabilities = new double[models];
    weights = new double[models];
  }

  /** Starts over. */
  public void begin() {
    heard = 0;
    missing = 0;
  }

  /**
   * Hears a model.
   *
   * @param probabilityUp its answer, 0 to 1
   * @param weight its weight, at least 0
   */
  public void hear(double probabilityUp, double weight) {
    probabilities[heard] = probabilityUp;
    weights[heard] = weight;
    heard++;
  }

  /** Counts the weight of a model that should have been heard and was not. */
  public void miss(double weight) {
    missing += weight;
  }

  /** Makes the answer; false when nobody was heard. */
  public boolean conclude() {
    if (heard == 0) {
      return false;
    }
    total = 0;
    for (int i = 0; i < heard; i++) {
      total += weights[i];
    }
    boolean even = !(total > 0); // all those heard have no weight at all
    double logOdds = 0;
    double mean = 0;
    for (int i = 0; i < heard; i++) {
      double weight = share(i);
      double p = Math.min(Math.max(probabilities[i], CLIP), 1 - CLIP);
      logOdds += weight * StrictMath.log(p / (1 - p));
      mean += weight * probabilities[i];
    }
    double variance = 0;
    for (int i = 0; i < heard; i++) {
      double weight = share(i);
      double distance = probabilities[i] - mean;
      variance += weight * distance * distance;
    }
    // one answer is handed on as it is
    probability = heard == 1 ? probabilities[0] : round(1 / (1 + StrictMath.exp(-logOdds)));
    disagreement = heard == 1 ? 0 : round(Math.sqrt(variance));
    double heardPart = even ? 1 : total / (total + missing);
    confidence =
        round(Math.abs(2 * probability - 1) * Math.max(0, 1 - 2 * disagreement) * heardPart);
    return true;
  }

  private static double round(double value) {
    return Math.rint(value * ROUNDING) / ROUNDING;
  }

  /** Share of the log odds that the model that was heard at this place has; they sum to 1. */
  public double share(int index) {
    return total > 0 ? weights[index] / total : 1.0 / heard;
  }

  /** Models heard. */
  public int heard() {
    return heard;
  }

  /** Probability of a rise, rounded to 1e-6. */
  public double probability() {
    return probability;
  }

  /** Weighted standard deviation of the probabilities, 0 to 0.5. */
  public double disagreement() {
    return disagreement;
  }

  /**
   * How far the answer is from even odds, less for models that disagree and for weight that was not
   * heard: {@code |2p - 1| (1 - 2d) h}, 0 to 1.
   */
  public double confidence() {
    return confidence;
  }
}
