package io.cryptoscalp.engine.features.patterns;

import static io.cryptoscalp.engine.features.patterns.ChartShape.near;
import static io.cryptoscalp.engine.features.patterns.ChartShape.ramp;

/**
 * Triangles and wedges: two lines that run together, with five touches (Bulkowski 2005, chapters on
 * triangles and wedges; Lo, Mamaysky and Wang 2000, definition 3). Moves are of the lines from the
 * oldest to the newest of the five swings, in units of the width at the oldest.
 *
 * <ul>
 *   <li>all: the width shrinks, from 0.15 to 0.4 of it; no swing off its line by 0.2
 *   <li>ascending: upper line level within 0.2, lower rises from 0.15 to 0.35
 *   <li>descending: lower line level within 0.2, upper falls from 0.15 to 0.35
 *   <li>symmetric: upper falls and lower rises, each from 0.1 to 0.25
 *   <li>rising wedge: both rise from 0.1 to 0.25; falling wedge: both fall
 * </ul>
 */
final class Triangle implements ChartShape {
  /** Which way the lines run. */
  enum Kind {
    ASCENDING,
    DESCENDING,
    SYMMETRIC,
    RISING_WEDGE,
    FALLING_WEDGE
  }

  private final Kind kind;
  private final Channel channel = new Channel();

  Triangle(Kind kind) {
    this.kind = kind;
  }

  @Override
  public double confidence(Swings swings) {
    if (!channel.fit(swings)) {
      return 0;
    }
    double common = Math.min(ramp(channel.convergence(), 0.15, 0.4), near(channel.misfit(), 0.2));
    double upper = channel.upperMove();
    double lower = channel.lowerMove();
    return Math.min(
        common,
        switch (kind) {
          case ASCENDING -> Math.min(near(upper, 0.2), ramp(lower, 0.15, 0.35));
          case DESCENDING -> Math.min(near(lower, 0.2), ramp(-upper, 0.15, 0.35));
          case SYMMETRIC -> Math.min(moves(-upper), moves(lower));
          case RISING_WEDGE -> Math.min(moves(upper), moves(lower));
          case FALLING_WEDGE -> Math.min(moves(-upper), moves(-lower));
        });
  }

  private static double moves(double far) {
    return ramp(far, 0.1, 0.25);
  }
}
