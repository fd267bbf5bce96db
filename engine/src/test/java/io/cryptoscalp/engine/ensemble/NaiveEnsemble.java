package io.cryptoscalp.engine.ensemble;

import io.cryptoscalp.engine.regime.Regime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps every decision and works the weights out afresh from the first: the oracle of {@link
 * InstrumentEnsemble} for a fixed set of models of one horizon.
 */
final class NaiveEnsemble {
  private final EnsembleOptions options;
  private final long horizonNs;
  private final List<String> models;
  private final List<Decision> decisions = new ArrayList<>();

  private record Decision(long timeNs, long twiceMid, Regime regime, Map<String, Double> answers) {}

  NaiveEnsemble(EnsembleOptions options, long horizonNs, List<String> models) {
    this.options = options;
    this.horizonNs = horizonNs;
    this.models = models;
  }

  void decide(long timeNs, long twiceMid, Regime regime, Map<String, Double> answers) {
    decisions.add(new Decision(timeNs, twiceMid, regime, answers));
  }

  /** The weights after the outcomes that the newest decision's price brings. */
  Map<String, Double> weights(Regime regime) {
    Map<String, Double> weights = new TreeMap<>();
    for (String model : models) {
      weights.put(model, 1.0 / models.size());
    }
    for (Decision kept : kept()) {
      Decision end = end(kept);
      if (kept.regime == regime
          && end != null
          && end.timeNs - kept.timeNs <= horizonNs + options.toleranceNs()
          && end.twiceMid != kept.twiceMid) {
        learn(weights, kept.answers, end.twiceMid > kept.twiceMid);
      }
    }
    return weights;
  }

  private List<Decision> kept() {
    List<Decision> kept = new ArrayList<>();
    for (Decision decision : decisions) {
      Decision last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
      boolean spaced = last == null || decision.timeNs - last.timeNs >= horizonNs / 32;
      if (spaced && decision.twiceMid > 0 && decision.answers.size() > 1) {
        kept.add(decision);
      }
    }
    return kept;
  }

  private Decision end(Decision of) {
    for (Decision decision : decisions) {
      if (decision.twiceMid > 0 && decision.timeNs - of.timeNs >= horizonNs) {
        return decision;
      }
    }
    return null;
  }

  private void learn(Map<String, Double> weights, Map<String, Double> answers, boolean up) {
    double mass = 0;
    double after = 0;
    Map<String, Double> next = new TreeMap<>();
    for (Map.Entry<String, Double> answer : answers.entrySet()) {
      double p = Math.max(0.01, Math.min(0.99, answer.getValue()));
      double loss = -Math.log(up ? p : 1 - p) / -Math.log(0.01);
      double old = weights.get(answer.getKey());
      mass += old;
      next.put(answer.getKey(), old * Math.exp(-options.learningRate() * loss));
    }
    for (double weight : next.values()) {
      after += weight;
    }
    for (Map.Entry<String, Double> entry : next.entrySet()) {
      double own = entry.getValue() / after * mass;
      double share = options.share();
      weights.put(entry.getKey(), (1 - share) * own + share * mass / next.size());
    }
  }
}
