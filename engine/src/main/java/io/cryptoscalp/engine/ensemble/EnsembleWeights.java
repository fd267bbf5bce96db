package io.cryptoscalp.engine.ensemble;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Weights of models by regime, learnt from losses by multiplicative updates: Hedge (Freund and
 * Schapire, "A decision-theoretic generalization of on-line learning", 1997, section 2) with fixed
 * share (Herbster and Warmuth, "Tracking the best expert", 1998, section 5) so that a change of the
 * best model is followed. A model that was not heard sleeps (Freund, Schapire, Singer and Warmuth,
 * "Using and combining predictors that specialize", 1997): those awake divide their own weight
 * anew, its weight stays.
 *
 * <p>For losses of 0 to 1 and learning rate n, the loss of the weighted mean over T outcomes is at
 * most {@code (ln N + n L) / (1 - exp(-n))} where L is the best model's of N, without share.
 * Weights of a regime sum to 1. Updates allocate nothing. Not thread-safe.
 */
public final class EnsembleWeights {
  private static final int VERSION = 1;
  private static final String NAME = "ensemble-weights";
  private static final int REGIMES = Regime.values().length;

  /** Probabilities are taken as at least this far from 0 and 1, so that a loss is finite. */
  static final double CLIP = 0.01;

  private static final double WORST = -StrictMath.log(CLIP);

  private final EnsembleOptions options;
  private String[] models = new String[0];
  private double[] weights = new double[0]; // regime by regime

  /** Weights of no model yet. */
  public EnsembleWeights(EnsembleOptions options) {
    this.options = options;
  }

  /**
   * Log loss of a probability, scaled to 0 to 1.
   *
   * @param probabilityUp the answer, 0 to 1; taken as 0.01 to 0.99
   * @param up what happened
   */
  public static double loss(double probabilityUp, boolean up) {
    double p = Math.min(Math.max(probabilityUp, CLIP), 1 - CLIP);
    return -StrictMath.log(up ? p : 1 - p) / WORST;
  }

  /** Number of models known. */
  public int size() {
    return models.length;
  }

  /** Name of a model. */
  public String model(int index) {
    return models[index];
  }

  /** Index of a model; a new one gets the mean weight of those known, in every regime. */
  public int index(String model) {
    for (int i = 0; i < models.length; i++) {
      if (models[i].equals(model)) {
        return i;
      }
    }
    return add(model);
  }

  private int add(String model) {
    int before = models.length;
    int after = before + 1;
    double[] grown = new double[REGIMES * after];
    for (int regime = 0; regime < REGIMES; regime++) {
      for (int i = 0; i < before; i++) {
        grown[regime * after + i] = weights[regime * before + i] * before / after;
      }
      grown[regime * after + before] = 1.0 / after;
    }
    models = Arrays.copyOf(models, after);
    models[before] = model;
    weights = grown;
    return before;
  }

  /** Forgets every model. */
  public void clear() {
    models = new String[0];
    weights = new double[0];
  }

  /** Weight of a model in a regime, 0 to 1. */
  public double weight(Regime regime, int index) {
    return weights[regime.code() * models.length + index];
  }

  /**
   * Learns from one outcome.
   *
   * @param regime the regime in which the answers were given
   * @param probabilities what each model said, by index; NaN for one that was not heard. May be
   *     shorter than the number of models
   * @param up what happened
   */
  public void update(Regime regime, double[] probabilities, boolean up) {
    int base = regime.code() * models.length;
    double before = 0;
    double after = 0;
    int awake = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (!Double.isNaN(probabilities[i])) {
        before += weights[base + i];
        double loss = loss(probabilities[i], up);
        weights[base + i] *= StrictMath.exp(-options.learningRate() * loss);
        after += weights[base + i];
        awake++;
      }
    }
    if (awake < 2 || !(after > 0)) {
      restore(base, probabilities, before, after, awake);
      return;
    }
    double even = options.share() * before / awake;
    for (int i = 0; i < probabilities.length; i++) {
      if (!Double.isNaN(probabilities[i])) {
        double own = weights[base + i] / after * before;
        weights[base + i] = (1 - options.share()) * own + even;
      }
    }
  }

  /** One model alone keeps its weight; weights that vanished are spread evenly. */
  private void restore(int base, double[] probabilities, double mass, double after, int awake) {
    for (int i = 0; i < probabilities.length; i++) {
      if (!Double.isNaN(probabilities[i])) {
        weights[base + i] = after > 0 ? weights[base + i] / after * mass : mass / awake;
      }
    }
  }

  /** Writes models and weights. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(models.length);
    for (String model : models) {
      out.writeString(model);
    }
    out.writeInt(REGIMES);
    for (double weight : weights) {
      out.writeDouble(weight);
    }
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, NAME);
    int count = in.readInt();
    if (count < 0 || count > in.remaining()) {
      throw new StateException("STATE_CORRUPT: state=" + NAME + " models=" + count);
    }
    models = new String[count];
    for (int i = 0; i < count; i++) {
      models[i] = in.readText();
    }
    int regimes = in.readInt();
    if (regimes != REGIMES) {
      throw new StateException("STATE_MISMATCH: state=" + NAME + " regimes=" + regimes);
    }
    weights = new double[REGIMES * count];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = in.readDouble();
    }
  }
}
