package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.markov.MarkovDetector;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** What a fitted hidden Markov model says of trend and volatility. */
final class HmmOpinion {
  private final double weight;
  private final long barNs;
  private final MarkovDetector detector;

  HmmOpinion(MarkovModel model, double weight, long barNs) {
    this.weight = weight;
    this.barNs = barNs;
    detector = new MarkovDetector(model);
  }

  void add(long closeNs, double high, double low, double close) {
    detector.update(closeNs - barNs, closeNs, high, low, close);
  }

  /** True once an interval was observed; before that the model only has its start. */
  boolean heard() {
    return detector.intervals() > 0;
  }

  double weight() {
    return heard() ? weight : 0;
  }

  /** Probability of states that go one way, the likelier. */
  double trending() {
    return Math.min(
        1,
        Math.max(
            detector.probability(MarketType.BULL_TRENDING),
            detector.probability(MarketType.BEAR_TRENDING)));
  }

  double wild() {
    return Math.min(1, detector.probability(MarketType.HIGH_VOLATILITY));
  }

  int state() {
    return detector.mostLikely();
  }

  String name() {
    return detector.label();
  }

  double probability(int state) {
    return detector.probability(state);
  }

  void write(StateWriter out) {
    detector.write(out);
  }

  void read(StateReader in) {
    detector.read(in);
  }
}
