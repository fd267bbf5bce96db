package io.cryptoscalp.engine.regime.markov;

import io.cryptoscalp.engine.regime.MarketType;
import io.cryptoscalp.engine.regime.hmm.HmmFilter;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Probabilities of a trained model's states as bars come: the online filter behind the observer
 * that the model was trained through. Before the first observation they are those of the start. No
 * allocation. Of one thread.
 */
public final class MarkovDetector {
  private static final int VERSION = 1;

  private final MarkovModel model;
  private final HmmFilter filter;
  private final BarObserver observer;
  private final int[] types;
  private final double[] byType = new double[MarketType.values().length];
  private double surprise = Double.NaN;
  private boolean stepped;

  /** A detector that has seen nothing. */
  public MarkovDetector(MarkovModel model) {
    this.model = model;
    filter = new HmmFilter(model.model());
    observer = new BarObserver(model.spec(), this::observe);
    types = new int[model.model().states()];
    for (int state = 0; state < types.length; state++) {
      types[state] = model.type(state).code();
    }
    sumTypes();
  }

  /** The model. */
  public MarkovModel model() {
    return model;
  }

  /**
   * Takes in a bar as {@link BarObserver#update}.
   *
   * @return whether an interval ended and the probabilities moved on
   */
  public boolean update(long openTimeNs, long closeTimeNs, double high, double low, double close) {
    stepped = false;
    observer.update(openTimeNs, closeTimeNs, high, low, close);
    return stepped;
  }

  private void observe(long endNs, double[] row, double close) {
    surprise = -filter.update(row, 0);
    stepped = true;
    sumTypes();
  }

  private void sumTypes() {
    for (int i = 0; i < byType.length; i++) {
      byType[i] = 0;
    }
    for (int state = 0; state < types.length; state++) {
      byType[types[state]] += filter.probability(state);
    }
  }

  /** Intervals so far, missing ones with them. */
  public long intervals() {
    return filter.updates();
  }

  /** Probability of a state, 0 to 1. */
  public double probability(int state) {
    return filter.probability(state);
  }

  /** Probability of all states that stand for a kind of market, 0 to 1. */
  public double probability(MarketType type) {
    return byType[type.code()];
  }

  /** The likeliest state. */
  public int mostLikely() {
    return filter.mostLikely();
  }

  /** Name of the likeliest state. */
  public String label() {
    return model.states().get(filter.mostLikely()).name();
  }

  /**
   * How little the model expected the last interval: minus the log of its density, nats; NaN when
   * it was missing or there was none.
   */
  public double surprise() {
    return surprise;
  }

  /** Writes what the bars have made of it; the model is named, not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(model.model().states());
    out.writeString(model.spec().id());
    StateWriter part = new StateWriter();
    observer.write(part);
    filter.write(part);
    part.writeDouble(surprise);
    out.writeBytes(part);
  }

  /**
   * Reads what {@link #write} wrote. State of a model with other states or observations is left
   * out, and the detector begins anew: a model may be exchanged at any restart.
   *
   * @throws io.cryptoscalp.engine.state.StateException coded {@code STATE_CORRUPT} when it is none
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "markov-detector");
    boolean same = in.readInt() == model.model().states();
    same &= in.readText().equals(model.spec().id());
    StateReader part = new StateReader(in.readBytes());
    if (same) {
      observer.read(part);
      filter.read(part);
      surprise = part.readDouble();
      sumTypes();
    }
  }

  @Override
  public String toString() {
    HmmModel chain = model.model();
    return "MarkovDetector[" + model.name() + " states=" + chain.states() + " " + label() + "]";
  }
}
