package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.regime.window.SortedWindow;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Spread and depth against their own medians of four hours. What is compared is smoothed over a few
 * seconds, so that one swept level is no blow-out.
 */
final class BookSignals {
  private static final int VERSION = 1;
  private static final int MINUTES = 240;
  private static final int WARM_MINUTES = 20;
  private static final double WEIGHT = 0.3;

  private final SortedWindow spreads = new SortedWindow(MINUTES);
  private final SortedWindow depths = new SortedWindow(MINUTES);
  private double spread = Double.NaN;
  private double depth = Double.NaN;
  private boolean wide;
  private boolean thin;

  BookSignals() {}

  void update(MarketMeasure measure, Thresholds at, SignalSink out) {
    spread = smooth(spread, measure.spread());
    depth = smooth(depth, measure.depth());
    if (spreads.size() >= WARM_MINUTES && !Double.isNaN(spread) && spreads.median() > 0) {
      spread(spread / spreads.median(), at.get(Threshold.SPREAD), out);
    }
    if (depths.size() >= WARM_MINUTES && !Double.isNaN(depth) && depths.median() > 0) {
      depth(depth / depths.median(), at.get(Threshold.DEPTH), out);
    }
    if (measure.minute()) {
      sample(spreads, spread);
      sample(depths, depth);
    }
  }

  private static double smooth(double before, double next) {
    if (Double.isNaN(next) || Double.isNaN(before)) {
      return next;
    }
    return before + WEIGHT * (next - before);
  }

  private void spread(double multiple, double most, SignalSink out) {
    double back = Math.max(1.25, most / 2);
    if (!wide && multiple >= most) {
      wide = true;
      out.signal(SignalKind.SPREAD_WIDE, 0, multiple, most);
    } else if (wide && multiple <= back) {
      wide = false;
      out.signal(SignalKind.SPREAD_BACK, 0, multiple, back);
    }
  }

  private void depth(double part, double least, SignalSink out) {
    double back = Math.min(0.95, 2 * least);
    if (!thin && part <= least) {
      thin = true;
      out.signal(SignalKind.BOOK_THIN, 0, part, least);
    } else if (thin && part >= back) {
      thin = false;
      out.signal(SignalKind.BOOK_BACK, 0, part, back);
    }
  }

  private static void sample(SortedWindow past, double value) {
    if (!Double.isNaN(value)) {
      past.add(value);
    }
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    spreads.write(out);
    depths.write(out);
    out.writeDouble(spread);
    out.writeDouble(depth);
    out.writeBoolean(wide);
    out.writeBoolean(thin);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "book-signals");
    spreads.read(in);
    depths.read(in);
    spread = in.readDouble();
    depth = in.readDouble();
    wide = in.readBoolean();
    thin = in.readBoolean();
  }
}
