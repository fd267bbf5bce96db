package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.FeatureCatalogue.CrossPart;
import io.cryptoscalp.engine.features.cross.CrossFeatures;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The features across instruments on one timeframe's bars and where their values go. */
final class CrossFrame {
  /** Pairs in the rolling windows. */
  static final int WINDOW = 60;

  private final Instrument instrument;
  private final Timeframe timeframe;
  private final int[] positions;
  private final CrossFeatures features;
  private final double[] values = new double[CrossFeatures.SIZE];

  CrossFrame(Instrument instrument, CrossPart part) {
    this.instrument = instrument;
    timeframe = part.timeframe();
    positions = part.positions();
    features = new CrossFeatures(timeframe.name(), timeframe.staleNs(), WINDOW);
  }

  String spec() {
    return timeframe.spec();
  }

  void onBar(Bar bar) {
    if (timeframe.spec().equals(bar.spec())) {
      features.onBar(bar.closeTimeNs(), instrument.price(bar.close()));
    }
  }

  void onForeign(ForeignClose other) {
    if (timeframe.spec().equals(other.spec())) {
      switch (other.role()) {
        case REFERENCE -> features.onReferenceBar(other.closeTimeNs(), other.close());
        case PEER -> features.onPeerBar(other.closeTimeNs(), other.close());
      }
    }
  }

  /** Sets what is valid; the vector holds zeros and no bits where this writes. */
  void emit(long nowNs, double[] to, long[] valid) {
    features.emit(nowNs, values, 0);
    for (int i = 0; i < positions.length; i++) {
      int position = positions[i];
      if (position >= 0 && Math.abs(values[i]) <= Double.MAX_VALUE) {
        to[position] = values[i];
        valid[position >>> 6] |= 1L << (position & 63);
      }
    }
  }

  void write(StateWriter out) {
    features.write(out);
  }

  void read(StateReader in) {
    features.read(in);
  }
}
