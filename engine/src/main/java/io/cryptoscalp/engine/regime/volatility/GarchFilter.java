package io.cryptoscalp.engine.regime.volatility;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The conditional variance of a {@link GarchModel}, online. Starts at the long-run variance. A
 * return that is not finite or beyond 1e50 is missing: the variance moves as far as it is expected
 * to. O(1), allocates nothing. Of one thread.
 */
public final class GarchFilter {
  private static final int VERSION = 1;

  private final GarchModel model;
  private double next;
  private long updates;

  /** Starts before the first return, expecting the long-run variance. */
  public GarchFilter(GarchModel model) {
    this(model, model.longRunVariance());
  }

  /**
   * Starts before the first return.
   *
   * @param nextVariance variance of the first return, above 0
   */
  public GarchFilter(GarchModel model, double nextVariance) {
    this.model = model;
    this.next = nextVariance;
  }

  /** The model it filters with. */
  public GarchModel model() {
    return model;
  }

  /**
   * Takes one return in.
   *
   * @return log of its normal density given those before, in nats; NaN if it was missing
   */
  public double update(double value) {
    updates++;
    if (!(Math.abs(value) <= EwmaVariance.LARGEST)) {
      next = model.omega() + model.persistence() * next;
      return Double.NaN;
    }
    double squared = value * value;
    double density = -0.5 * (GarchFit.LOG_2_PI + StrictMath.log(next) + squared / next);
    next = model.omega() + model.alpha() * squared + model.beta() * next;
    return density;
  }

  /** Variance of the next return, above 0. */
  public double nextVariance() {
    return next;
  }

  /** Standard deviation of the next return. */
  public double nextDeviation() {
    return Math.sqrt(next);
  }

  /**
   * Standard deviation of the sum of the next returns.
   *
   * @param steps returns, at least 1
   */
  public double deviation(int steps) {
    double longRun = model.longRunVariance();
    double persistence = model.persistence();
    double extra = (next - longRun) * (1 - StrictMath.pow(persistence, steps)) / (1 - persistence);
    return Math.sqrt(Math.max(0, steps * longRun + extra));
  }

  /** Returns so far, missing ones with them. */
  public long updates() {
    return updates;
  }

  /** Writes what the returns have made of it; the model is not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeDouble(next);
    out.writeLong(updates);
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "garch-filter");
    next = in.readDouble();
    updates = in.readLong();
  }
}
