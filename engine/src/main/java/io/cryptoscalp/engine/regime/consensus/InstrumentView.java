package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateWriter;

/** The latest that was heard of one instrument. */
final class InstrumentView {
  private final String instrument;
  private final String group;
  private final long eventTimeNs;
  private final double[] probabilities;

  private InstrumentView(String instrument, long eventTimeNs, double[] probabilities) {
    this.instrument = instrument;
    this.group = RegimeScopes.group(instrument);
    this.eventTimeNs = eventTimeNs;
    this.probabilities = probabilities;
  }

  static InstrumentView of(String instrument, long eventTimeNs, double[] probabilities) {
    if (probabilities.length != Regime.values().length) {
      throw new StateException(
          "STATE_MISMATCH: state=market-consensus regimes=" + probabilities.length);
    }
    return new InstrumentView(instrument, eventTimeNs, probabilities.clone());
  }

  String instrument() {
    return instrument;
  }

  String group() {
    return group;
  }

  long eventTimeNs() {
    return eventTimeNs;
  }

  double probability(int regime) {
    return probabilities[regime];
  }

  boolean isIn(String scope) {
    return scope.equals(RegimeScopes.MARKET) || scope.equals(group);
  }

  void write(StateWriter out) {
    out.writeDoubles(probabilities, probabilities.length);
  }
}
