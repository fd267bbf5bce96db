package io.cryptoscalp.engine.search;

import java.util.SplittableRandom;

/** Draws that every Java version gives alike. */
final class Draws {
  private Draws() {}

  /** A standard normal number by the polar method of Marsaglia and Bray, 1964. */
  static double normal(SplittableRandom random) {
    while (true) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double square = x * x + y * y;
      if (square < 1 && square > 0) {
        return x * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /** A number folded into 0 to 1 as if the ends were mirrors. */
  static double mirrored(double x) {
    double around = Math.abs(x) % 2;
    return around <= 1 ? around : 2 - around;
  }
}
