package io.cryptoscalp.engine.ensemble;

import io.cryptoscalp.engine.policy.PolicyPosition;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of the models of one instrument: their weights by regime, the answers whose
 * outcomes are awaited, and which of them are left out. Fed with the instrument's decisions in
 * order; depends on them alone. Models of different horizons learn from outcomes over their own;
 * weight moves between models of one horizon. Not thread-safe.
 */
public final class InstrumentEnsemble {
  private static final int VERSION = 2; // 2: positions of policies

  /** Models remembered; beyond, everything learnt is forgotten and learnt afresh. */
  static final int MOST_MODELS = 64;

  private final EnsembleOptions options;
  private final EnsembleWeights weights;
  private final ModelHealth health;
  private final List<PendingOutcomes> pending = new ArrayList<>(1);
  private final TreeMap<String, PolicyPosition> positions = new TreeMap<>();
  private double[] byModel = new double[0];
  private String[] last = new String[0];

  /** One that knows no model. */
  public InstrumentEnsemble(EnsembleOptions options) {
    this.options = options;
    this.weights = new EnsembleWeights(options);
    this.health = new ModelHealth(options.invalidRuns());
  }

  /** Which models are left out. */
  public ModelHealth health() {
    return health;
  }

  /** The position that a policy wants, by the model's name. */
  public PolicyPosition position(String model) {
    PolicyPosition position = positions.get(model);
    if (position == null) {
      if (positions.size() >= MOST_MODELS) { // as with weights: learnt afresh
        positions.clear();
      }
      position = new PolicyPosition();
      positions.put(model, position);
    }
    return position;
  }

  /**
   * Makes models known before they are weighed; a new one gets the mean weight of those known.
   *
   * @param models names, at most {@value #MOST_MODELS}; asked for again by the same array
   */
  public void know(String[] models) {
    if (models == last) {
      return;
    }
    last = models;
    for (String model : models) {
      var unused = weights.index(model);
    }
    if (weights.size() > MOST_MODELS) {
      weights.clear();
      pending.clear();
      for (String model : models) {
        var unused = weights.index(model);
      }
    }
  }

  /** Weight of a model that is known in a regime, 0 to 1. */
  public double weight(String model, Regime regime) {
    return weights.weight(regime, weights.index(model));
  }

  /**
   * Learns from the answers whose horizon has passed.
   *
   * @param timeNs venue time, ns
   * @param bid best bid, scaled; nothing is learnt where it is 0 or less
   * @param ask best ask, scaled; nothing is learnt where it is 0 or less
   */
  public void learn(long timeNs, long bid, long ask) {
    if (bid > 0 && ask > 0) {
      for (int i = 0; i < pending.size(); i++) {
        pending.get(i).resolve(timeNs, bid + ask, weights);
      }
    }
  }

  /**
   * Keeps the answers of a decision until their outcome is known.
   *
   * @param timeNs venue time, ns
   * @param bid best bid, scaled; nothing is kept where it is 0 or less
   * @param ask best ask, scaled; nothing is kept where it is 0 or less
   * @param regime the regime in which they were given
   * @param models names
   * @param horizonsNs horizon of each, ns
   * @param probabilities answer of each, NaN where not heard
   */
  public void remember(
      long timeNs,
      long bid,
      long ask,
      Regime regime,
      String[] models,
      long[] horizonsNs,
      double[] probabilities) {
    if (bid <= 0 || ask <= 0) {
      return;
    }
    for (int i = 0; i < models.length; i++) {
      boolean firstOfItsHorizon = true;
      for (int j = 0; j < i; j++) {
        firstOfItsHorizon &= horizonsNs[j] != horizonsNs[i];
      }
      if (firstOfItsHorizon && horizonsNs[i] > 0) {
        PendingOutcomes waiting = pending(horizonsNs[i]);
        if (waiting.takes(timeNs)) {
          int heard = collect(models, horizonsNs, probabilities, horizonsNs[i]);
          if (heard > 1) {
            waiting.add(timeNs, bid + ask, regime, byModel, weights.size());
          }
        }
      }
    }
  }

  private PendingOutcomes pending(long horizonNs) {
    for (int i = 0; i < pending.size(); i++) {
      if (pending.get(i).horizonNs() == horizonNs) {
        return pending.get(i);
      }
    }
    PendingOutcomes made = new PendingOutcomes(horizonNs, options.toleranceNs());
    pending.add(made);
    return made;
  }

  /** Puts the answers of one horizon where the weights look for them; returns their number. */
  private int collect(String[] models, long[] horizonsNs, double[] probabilities, long horizonNs) {
    know(models);
    if (byModel.length < weights.size()) {
      byModel = new double[weights.size()];
    }
    Arrays.fill(byModel, Double.NaN);
    int heard = 0;
    for (int i = 0; i < models.length; i++) {
      if (horizonsNs[i] == horizonNs && !Double.isNaN(probabilities[i])) {
        byModel[weights.index(models[i])] = probabilities[i];
        heard++;
      }
    }
    return heard;
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    weights.write(out);
    health.write(out);
    out.writeInt(pending.size());
    for (PendingOutcomes waiting : pending) {
      waiting.write(out);
    }
    out.writeInt(positions.size());
    for (Map.Entry<String, PolicyPosition> entry : positions.entrySet()) {
      out.writeString(entry.getKey());
      entry.getValue().write(out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    int version = in.readVersion(VERSION, "instrument-ensemble");
    weights.read(in);
    health.read(in);
    pending.clear();
    int count = in.readInt();
    if (count < 0 || count > MOST_MODELS) {
      throw new StateException("STATE_CORRUPT: state=instrument-ensemble horizons=" + count);
    }
    for (int i = 0; i < count; i++) {
      pending.add(PendingOutcomes.read(in, options.toleranceNs()));
    }
    positions.clear();
    int policies = version < 2 ? 0 : in.readInt();
    if (policies < 0 || policies > MOST_MODELS) {
      throw new StateException("STATE_CORRUPT: state=instrument-ensemble policies=" + policies);
    }
    for (int i = 0; i < policies; i++) {
      position(in.readText()).read(in);
    }
  }
}
