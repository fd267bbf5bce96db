package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Moving average convergence divergence (Appel): EMA 12 - EMA 26, its signal line the EMA 9 of
 * that, the histogram their difference; started as TA-Lib starts it. Unit: price. The first signal
 * comes with input 34.
 */
final class Macd {
  private final Ema fast = new Ema(12, 14);
  private final Ema slow = new Ema(26, 0);
  private final Ema signal = new Ema(9, 0);

  void add(double close) {
    fast.add(close);
    slow.add(close);
    if (slow.warm()) {
      signal.add(line());
    }
  }

  boolean warm() {
    return signal.warm();
  }

  double line() {
    return fast.value() - slow.value();
  }

  double signal() {
    return signal.value();
  }

  void write(StateWriter out) {
    fast.write(out);
    slow.write(out);
    signal.write(out);
  }

  void read(StateReader in) {
    fast.read(in);
    slow.read(in);
    signal.read(in);
  }
}
