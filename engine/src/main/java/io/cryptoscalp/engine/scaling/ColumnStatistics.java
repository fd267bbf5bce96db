package io.cryptoscalp.engine.scaling;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one feature, and the parameters that follow. Mean and deviation are always those
 * of every value so far; quantiles are taken from the sketch at each of the first 32 values and
 * then whenever the count has grown by 1/32, or by 1/32 of the half-life where there is one.
 */
final class ColumnStatistics {
  private static final int REFRESH = 32;
  private static final int QUARTERS = 5;

  /** IQR of the standard normal distribution. */
  private static final double NORMAL_IQR = 1.3489795003921634;

  private final ScalerKind kind;
  private final int halfLife;
  private final double[] parameters;
  private final Moments moments;
  private final @Nullable QuantileSketch sketch;
  private long count;
  private long refreshAt = 1;

  ColumnStatistics(ScalerOptions options) {
    this.kind = options.kind();
    this.halfLife = options.halfLife();
    this.moments = new Moments(options.keep());
    this.parameters = new double[Transform.parameters(kind)];
    this.sketch = kind == ScalerKind.STANDARD ? null : new QuantileSketch();
  }

  /** Adds a usable value. */
  void add(double value, Scratch scratch) {
    count++;
    moments.add(value);
    if (sketch == null) {
      parameters[0] = moments.mean();
      parameters[1] = moments.deviation();
      return;
    }
    sketch.add(value);
    if (halfLife > 0 && count % halfLife == 0) {
      sketch.halve();
    }
    if (count >= refreshAt) {
      long span = halfLife > 0 ? Math.min(count, halfLife) : count;
      refreshAt = count + Math.max(1, span / REFRESH);
      refresh(sketch, scratch);
    }
  }

  /** Makes the parameters those of every value so far. */
  void refresh(Scratch scratch) {
    if (sketch != null && count > 0) {
      refresh(sketch, scratch);
    }
  }

  private void refresh(QuantileSketch values, Scratch scratch) {
    if (kind.ranks()) {
      values.quantiles(parameters, scratch.cursor);
      return;
    }
    values.quantiles(scratch.quarters, scratch.cursor);
    double range = scratch.quarters[3] - scratch.quarters[1];
    parameters[0] = scratch.quarters[2];
    parameters[1] = range > 0 ? range / NORMAL_IQR : moments.deviation();
  }

  /** Buffers that columns share. */
  static final class Scratch {
    private final int[] cursor = new int[64];
    private final double[] quarters = new double[QUARTERS];
  }

  long count() {
    return count;
  }

  /** Not copied. */
  double[] parameters() {
    return parameters;
  }

  void write(StateWriter out) {
    out.writeLong(count);
    out.writeLong(refreshAt);
    out.writeDoubles(parameters, parameters.length);
    moments.write(out);
    if (sketch != null) {
      sketch.write(out);
    }
  }

  void read(StateReader in) {
    count = in.readLong();
    refreshAt = in.readLong();
    double[] stored = in.readDoubles();
    if (stored.length != parameters.length) {
      throw new StateException("STATE_CORRUPT: state=scaler parameters=" + stored.length);
    }
    System.arraycopy(stored, 0, parameters, 0, stored.length);
    moments.read(in);
    if (sketch != null) {
      sketch.read(in);
    }
  }
}
