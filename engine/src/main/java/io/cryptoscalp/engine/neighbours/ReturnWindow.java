package io.cryptoscalp.engine.neighbours;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/** The last returns of one instrument, step by step; a step without a return holds NaN. */
final class ReturnWindow {
  /** A sum of squares below this is rounding noise. */
  private static final double NOISE = 1e-20;

  private final double[] ring;
  private final double[] centred; // oldest first, 0 where there was no return
  private int next;
  private double norm;

  ReturnWindow(int window) {
    ring = new double[window];
    centred = new double[window];
    Arrays.fill(ring, Double.NaN);
  }

  void add(double value) {
    ring[next] = value;
    next = next + 1 == ring.length ? 0 : next + 1;
  }

  /** Takes the mean off and sums the squares; O(window). */
  void centre() {
    int known = 0;
    double sum = 0;
    for (double value : ring) {
      if (!Double.isNaN(value)) {
        known++;
        sum += value;
      }
    }
    norm = 0;
    if (4 * known < 3 * ring.length) {
      return;
    }
    double mean = sum / known;
    double squares = 0;
    int at = next;
    for (int i = 0; i < ring.length; i++) {
      double off = Double.isNaN(ring[at]) ? 0 : ring[at] - mean;
      centred[i] = off;
      squares += off * off;
      at = at + 1 == ring.length ? 0 : at + 1;
    }
    norm = squares > NOISE ? Math.sqrt(squares) : 0;
  }

  /** False where fewer than three quarters of the returns are known, or none differs. */
  boolean isUsable() {
    return norm > 0;
  }

  /**
   * Sample cross-correlation (Box and Jenkins, Time Series Analysis, 1976, 11.1): products of this
   * one's returns with the other's {@code lag} steps before, lag 0 or more.
   */
  double correlation(ReturnWindow other, int lag) {
    double sum = 0;
    for (int i = lag; i < centred.length; i++) {
      sum += centred[i] * other.centred[i - lag];
    }
    return Math.max(-1, Math.min(1, sum / (norm * other.norm)));
  }

  void write(StateWriter out) {
    int at = next;
    for (int i = 0; i < ring.length; i++) {
      out.writeDouble(ring[at]);
      at = at + 1 == ring.length ? 0 : at + 1;
    }
  }

  void read(StateReader in) {
    for (int i = 0; i < ring.length; i++) {
      ring[i] = in.readDouble();
    }
    next = 0;
  }
}
