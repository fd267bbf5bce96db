package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** Extremes of the funding rate and their end; an extreme is reminded every four hours. */
final class FundingSignals {
  private static final int VERSION = 1;
  private static final long REMIND = 4 * 3600 * 1_000_000_000L;

  private int crowd;
  private long toldNs;

  FundingSignals() {}

  void update(double rate, long timeNs, Thresholds at, SignalSink out) {
    if (Double.isNaN(rate)) {
      return;
    }
    double most = at.get(Threshold.FUNDING);
    double eased = most * at.get(Threshold.FUNDING_EASED);
    if (crowd != 0 && crowd * rate <= eased) {
      out.signal(SignalKind.FUNDING_EASED, crowd, Math.abs(rate), eased);
      crowd = 0;
    }
    boolean extreme = Math.abs(rate) >= most;
    if (extreme && (crowd == 0 || timeNs - toldNs >= REMIND)) {
      crowd = rate > 0 ? 1 : -1;
      toldNs = timeNs;
      out.signal(SignalKind.FUNDING_EXTREME, crowd, Math.abs(rate), most);
    }
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(crowd);
    out.writeLong(toldNs);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "funding-signals");
    crowd = in.readInt();
    toldNs = in.readLong();
  }
}
