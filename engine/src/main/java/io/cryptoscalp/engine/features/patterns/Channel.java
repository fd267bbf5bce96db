package io.cryptoscalp.engine.features.patterns;

/** Least-squares lines through the highs and through the lows among the newest five swings. */
final class Channel {
  private static final int SWINGS = 5;

  private double slope;
  private double middle;
  private double middleX;

  private double width;
  private double upperMove;
  private double lowerMove;
  private double misfit;

  /** Fits both lines; false when the highs do not start and end above the lows. */
  boolean fit(Swings swings) {
    double start = -swings.age(SWINGS - 1);
    double end = -swings.age(0);
    int firstHigh = swings.newestHigh() ? 0 : 1;
    double residual = line(swings, firstHigh);
    double upperStart = at(start);
    double upperEnd = at(end);
    residual = Math.max(residual, line(swings, 1 - firstHigh));
    double lowerStart = at(start);
    double lowerEnd = at(end);
    width = upperStart - lowerStart;
    upperMove = (upperEnd - upperStart) / width;
    lowerMove = (lowerEnd - lowerStart) / width;
    misfit = residual / width;
    return width > 0 && upperEnd > lowerEnd;
  }

  /** Line through every second swing from one on; returns the largest distance from it. */
  private double line(Swings swings, int first) {
    double n = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = first; i < SWINGS; i += 2) {
      n++;
      sumX -= swings.age(i);
      sumY += swings.price(i);
    }
    middleX = sumX / n;
    middle = sumY / n;
    double xx = 0;
    double xy = 0;
    for (int i = first; i < SWINGS; i += 2) {
      double x = -swings.age(i) - middleX;
      xx += x * x;
      xy += x * (swings.price(i) - middle);
    }
    slope = xy / xx;
    double worst = 0;
    for (int i = first; i < SWINGS; i += 2) {
      worst = Math.max(worst, Math.abs(swings.price(i) - at(-swings.age(i))));
    }
    return worst;
  }

  private double at(double x) {
    return middle + slope * (x - middleX);
  }

  /** How much of the width at the oldest swing is gone at the newest; negative when it widens. */
  double convergence() {
    return lowerMove - upperMove;
  }

  /** How far the upper line rises from the oldest to the newest swing, in widths at the oldest. */
  double upperMove() {
    return upperMove;
  }

  /** The same of the lower line. */
  double lowerMove() {
    return lowerMove;
  }

  /** Largest distance of a swing from its line, in widths at the oldest. */
  double misfit() {
    return misfit;
  }
}
