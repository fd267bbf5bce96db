package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;

/**
 * Periodogram of the last 64 log returns without their mean; its own value is the total power. A
 * fast Fourier transform of the window on every bar (Cooley and Tukey 1965), O(n log n): a sliding
 * one drifts and would have to be stored.
 */
final class Spectrum extends Node {
  static final int LENGTH = 64;
  private static final int HALF = LENGTH / 2;
  private static final double[] COS = new double[HALF];
  private static final double[] SIN = new double[HALF];

  static {
    for (int i = 0; i < HALF; i++) {
      COS[i] = StrictMath.cos(2 * StrictMath.PI * i / LENGTH);
      SIN[i] = -StrictMath.sin(2 * StrictMath.PI * i / LENGTH);
    }
  }

  private final Node returns;
  private final Window window;
  private final double[] re = new double[LENGTH];
  private final double[] im = new double[LENGTH];

  /** Power at 1 to 32 cycles a window. */
  private final double[] power = new double[HALF + 1];

  private double total;

  private Spectrum(Node returns, Window window) {
    this.returns = returns;
    this.window = window;
  }

  private static Spectrum of(GraphBuilder graph) {
    Node returns = Nodes.logReturn(graph);
    return graph.typed(
        Spectrum.class,
        "spectrum(" + graph.key(returns) + "," + LENGTH + ")",
        () -> new Spectrum(graph.use(returns), graph.window(returns, LENGTH)));
  }

  /**
   * Share of the power in a band; invalid where all returns are equal.
   *
   * @param from least cycles a window
   * @param to most cycles a window, included
   */
  static Node share(GraphBuilder graph, int from, int to) {
    Spectrum spectrum = of(graph);
    return Part.of(graph, "share_" + from + "_" + to, spectrum, () -> spectrum.shareOf(from, to));
  }

  /** Entropy of the power over the 32 frequencies / ln 32; invalid where returns are equal. */
  static Node entropy(GraphBuilder graph) {
    Spectrum spectrum = of(graph);
    return Part.of(graph, "entropy", spectrum, spectrum::entropyOfPower);
  }

  @Override
  protected double update() {
    if (!returns.isValid() || window.size() < LENGTH) {
      return Double.NaN;
    }
    double mean = 0;
    for (int age = 0; age < LENGTH; age++) {
      mean += window.get(age) / LENGTH;
    }
    double squares = 0;
    for (int i = 0; i < LENGTH; i++) {
      int reversed = Integer.reverse(i) >>> 26;
      double distance = window.get(LENGTH - 1 - i) - mean;
      squares += distance * distance;
      re[reversed] = distance;
      im[reversed] = 0;
    }
    transform();
    total = 0;
    for (int k = 1; k <= HALF; k++) {
      double both = re[k] * re[k] + im[k] * im[k];
      power[k] = k == HALF ? both / 2 : both;
      total += power[k];
    }
    if (squares <= LENGTH * mean * mean * 1e-24) {
      total = 0;
    }
    return total;
  }

  private void transform() {
    for (int size = 2; size <= LENGTH; size *= 2) {
      int step = LENGTH / size;
      for (int start = 0; start < LENGTH; start += size) {
        for (int i = 0; i < size / 2; i++) {
          int a = start + i;
          int b = a + size / 2;
          double turnedRe = re[b] * COS[i * step] - im[b] * SIN[i * step];
          double turnedIm = re[b] * SIN[i * step] + im[b] * COS[i * step];
          re[b] = re[a] - turnedRe;
          im[b] = im[a] - turnedIm;
          re[a] += turnedRe;
          im[a] += turnedIm;
        }
      }
    }
  }

  private double shareOf(int from, int to) {
    double sum = 0;
    for (int k = from; k <= to; k++) {
      sum += power[k];
    }
    return total > 0 ? Math.min(1, sum / total) : Double.NaN;
  }

  private double entropyOfPower() {
    if (total == 0) {
      return Double.NaN;
    }
    double entropy = 0;
    for (int k = 1; k <= HALF; k++) {
      double share = power[k] / total;
      if (share > 0) {
        entropy -= share * StrictMath.log(share);
      }
    }
    return Math.max(0, Math.min(1, entropy / StrictMath.log(HALF)));
  }
}
