package io.cryptoscalp.engine.regime.volatility;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Exponentially weighted variance of returns of mean 0 (RiskMetrics Technical Document 1996,
 * section 5.2): v(t+1) = decay v(t) + (1 - decay) r(t)^2. Until the weights of the recursion have
 * settled it is the plain mean of the squares, so that the first return does not weigh more than
 * others. A return that is not finite or beyond 1e50 is missing and changes nothing. O(1),
 * allocates nothing. Of one thread.
 */
public final class EwmaVariance {
  /** A return beyond this is no measurement. */
  static final double LARGEST = 1e50;

  /** Decay of RiskMetrics for daily returns. */
  public static final double RISK_METRICS = 0.94;

  private static final int VERSION = 1;

  private final double weight;
  private double variance;
  private long count;

  /**
   * Starts before the first return.
   *
   * @param decay part of the variance that stays, above 0 and below 1
   */
  public EwmaVariance(double decay) {
    if (!(decay > 0 && decay < 1)) {
      throw new IllegalArgumentException("EWMA_DECAY_INVALID: decay=" + decay);
    }
    weight = 1 - decay;
  }

  /** Takes one return in. */
  public void update(double value) {
    if (Math.abs(value) <= LARGEST) {
      count++;
      variance += Math.max(weight, 1.0 / count) * (value * value - variance);
    }
  }

  /** Variance of the next return; NaN before the first. */
  public double nextVariance() {
    return count == 0 ? Double.NaN : variance;
  }

  /** Standard deviation of the next return; NaN before the first. */
  public double nextDeviation() {
    return Math.sqrt(nextVariance());
  }

  /** Writes what the returns have made of it; the decay is not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeDouble(variance);
    out.writeLong(count);
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "ewma-variance");
    variance = in.readDouble();
    count = in.readLong();
  }
}
