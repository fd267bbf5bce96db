package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.FeatureCatalogue.CrossPart;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/** The selected features across instruments of all timeframes. */
final class CrossFrames {
  private static final int VERSION = 1;

  private final CrossFrame[] frames;

  CrossFrames(Instrument instrument, List<CrossPart> parts) {
    frames = new CrossFrame[parts.size()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new CrossFrame(instrument, parts.get(i));
    }
  }

  void onBar(Bar bar) {
    for (CrossFrame frame : frames) {
      frame.onBar(bar);
    }
  }

  void onForeign(ForeignClose close) {
    for (CrossFrame frame : frames) {
      frame.onForeign(close);
    }
  }

  void emit(long nowNs, double[] values, long[] valid) {
    for (CrossFrame frame : frames) {
      frame.emit(nowNs, values, valid);
    }
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(frames.length);
    StateWriter part = new StateWriter();
    for (CrossFrame frame : frames) {
      out.writeString(frame.spec());
      part.reset();
      frame.write(part);
      out.writeBytes(part.toByteArray());
    }
  }

  /** Reads what was written, perhaps for other features: timeframes in both go on. */
  void read(StateReader in) {
    in.readVersion(VERSION, "cross-features");
    int stored = in.readInt();
    for (int i = 0; i < stored; i++) {
      String spec = in.readText();
      StateReader part = new StateReader(in.readBytes());
      for (CrossFrame frame : frames) {
        if (frame.spec().equals(spec)) {
          frame.read(part);
        }
      }
    }
  }
}
