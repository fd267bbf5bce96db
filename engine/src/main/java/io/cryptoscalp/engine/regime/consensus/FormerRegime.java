package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;

/**
 * The first version of an instrument's regime: a code, the episode of a crash, and the bars that
 * its windows held.
 */
final class FormerRegime {
  private FormerRegime() {}

  /** Reads it, behind its version, into a tracker that saw nothing. */
  static void read(StateReader in, RegimeTracker into) {
    Regime regime = Regime.ofCode(in.readByte());
    in.readDouble(); // confidence, which follows from evidence
    long changedNs = in.readLong();
    in.readDouble(); // peak of a crash
    in.readDouble(); // low of a crash
    in.readLong(); // its time
    in.readLong(); // bars seen
    in.readDouble(); // long-run variance
    int bars = in.readInt();
    if (bars < 0) {
      throw new StateException("STATE_MISMATCH: state=regime stored=" + bars);
    }
    for (int i = 0; i < bars; i++) {
      long closeNs = in.readLong();
      double high = in.readDouble();
      double low = in.readDouble();
      double close = in.readDouble();
      in.readDouble(); // return
      into.update(closeNs, high, low, close, Double.NaN, Double.NaN, 0, interval -> {});
    }
    into.forgetIntervals();
    if (changedNs != Long.MIN_VALUE) {
      into.resume(regime, changedNs);
    }
  }
}
