package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/** A block whose features are sums over windows and some state of its own. */
abstract class WindowedBlock implements TickBlock {
  private static final int VERSION = 1;

  /** The block's windows; a subclass numbers its channels from 0. */
  final TickWindows windows;

  private final String name;

  WindowedBlock(String name, List<Integer> windowsSeconds, int channels) {
    this.name = name;
    this.windows = new TickWindows(windowsSeconds, channels);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public void advance(long timeNs) {
    windows.advance(timeNs);
  }

  /** Suffix of the ids of a window's features, {@code _10s}. */
  final String suffix(int window) {
    return "_" + windows.seconds(window) + "s";
  }

  /** The window's length as a warm-up text, {@code 10 s}. */
  final String span(int window) {
    return windows.seconds(window) + " s";
  }

  /** The ratio where the window is warm and the divisor positive, else NaN. */
  final double ratio(int window, double dividend, double divisor) {
    return windows.warm(window) && divisor > 0 ? dividend / divisor : Double.NaN;
  }

  /** A ratio that rounding must not carry out of -1 to 1. */
  static double balance(double a, double b) {
    return a + b > 0 ? Math.max(-1, Math.min(1, (a - b) / (a + b))) : Double.NaN;
  }

  abstract void writeOwn(StateWriter out);

  abstract void readOwn(StateReader in);

  @Override
  public final void write(StateWriter out) {
    out.writeByte(VERSION);
    windows.write(out);
    writeOwn(out);
  }

  @Override
  public final void read(StateReader in) {
    in.readVersion(VERSION, name);
    windows.read(in);
    readOwn(in);
  }
}
