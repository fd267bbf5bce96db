package io.cryptoscalp.models.evaluation;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Trades of one unit at a time: a signal enters at its decision and leaves at the time its label is
 * known; signals of an instrument while a position is open are let go.
 */
final class Ledger {
  private final int[] examples;
  private final double[] gross;
  private final double[] net;
  private final long[] exitNs;

  private Ledger(int[] examples, double[] gross, double[] net, long[] exitNs) {
    this.examples = examples;
    this.gross = gross;
    this.net = net;
    this.exitNs = exitNs;
  }

  /**
   * Trades sides.
   *
   * @param side of each example: 1 long, -1 short, 0 none
   * @param order indices by instrument, then time
   * @param roundTrip cost of a trade, a fraction of the price
   */
  static Ledger of(int[] side, JudgedExamples examples, int[] order, double roundTrip) {
    int[] taken = new int[order.length];
    int count = 0;
    String instrument = "";
    long freeFromNs = Long.MIN_VALUE;
    for (int i : order) {
      if (!examples.instrument()[i].equals(instrument)) {
        instrument = examples.instrument()[i];
        freeFromNs = Long.MIN_VALUE;
      }
      if (side[i] != 0 && examples.timeNs()[i] >= freeFromNs) {
        taken[count++] = i;
        freeFromNs = examples.labelTimeNs()[i];
      }
    }
    Integer[] byExit = new Integer[count];
    Arrays.setAll(byExit, k -> taken[k]);
    Arrays.sort(byExit, Comparator.comparingLong(i -> examples.labelTimeNs()[i]));
    int[] trades = new int[count];
    double[] gross = new double[count];
    double[] net = new double[count];
    long[] exits = new long[count];
    for (int k = 0; k < count; k++) {
      int i = byExit[k];
      trades[k] = i;
      gross[k] = side[i] * examples.forwardReturn()[i];
      net[k] = gross[k] - roundTrip;
      exits[k] = examples.labelTimeNs()[i];
    }
    return new Ledger(trades, gross, net, exits);
  }

  int trades() {
    return examples.length;
  }

  /** The example of a trade, in order of exit. */
  int example(int trade) {
    return examples[trade];
  }

  /** Venue time of a trade's exit, ns; ascending. */
  long exitNs(int trade) {
    return exitNs[trade];
  }

  /** What a trade earned after costs, a fraction of the unit. */
  double net(int trade) {
    return net[trade];
  }

  /** What all trades earned after costs, in units. */
  double net() {
    return sum(net);
  }

  /** What all trades earned before costs, in units. */
  double gross() {
    return sum(gross);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
