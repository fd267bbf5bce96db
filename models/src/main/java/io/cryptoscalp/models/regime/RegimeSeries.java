package io.cryptoscalp.models.regime;

import io.cryptoscalp.engine.regime.hmm.HmmObservations;
import io.cryptoscalp.engine.regime.markov.BarObserver;
import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The observations of an instrument's history, one for each interval from the first to the last,
 * made by the class that makes them live. Arrays are not to be changed.
 *
 * @param spec what is observed
 * @param ends end of each interval, ns since the epoch
 * @param rows observations, {@code spec.dimensions()} values each; NaN when missing
 * @param closes last price of each interval; NaN without a bar
 * @param bars bars that came in
 * @param dataHash SHA-256 of these
 */
public record RegimeSeries(
    ObservationSpec spec, long[] ends, double[] rows, double[] closes, int bars, String dataHash) {

  /** Number of intervals. */
  public int size() {
    return ends.length;
  }

  /** The rows as one sequence. */
  public HmmObservations observations() {
    return HmmObservations.of(spec.dimensions(), rows);
  }

  /** Collects bars in time order. Of one thread. */
  public static final class Builder {
    private final BarObserver observer;
    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer bytes = ByteBuffer.allocate(5 * Long.BYTES);
    private long[] ends = new long[1024];
    private double[] closes = new double[1024];
    private double[] rows;
    private int size;
    private int bars;

    /** An empty series. */
    public Builder(ObservationSpec spec) {
      rows = new double[1024 * spec.dimensions()];
      observer = new BarObserver(spec, this::add);
    }

    /**
     * Takes in a bar.
     *
     * @throws IllegalArgumentException coded {@code REGIME_BAR_TOO_LONG}
     */
    public void bar(long openTimeNs, long closeTimeNs, double high, double low, double close) {
      observer.update(openTimeNs, closeTimeNs, high, low, close);
      bytes.clear().putLong(openTimeNs).putLong(closeTimeNs);
      bytes.putDouble(high).putDouble(low).putDouble(close);
      digest.update(bytes.flip());
      bars++;
    }

    private void add(long endNs, double[] row, double close) {
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, 2 * size);
        closes = Arrays.copyOf(closes, 2 * size);
        rows = Arrays.copyOf(rows, 2 * size * row.length);
      }
      ends[size] = endNs;
      closes[size] = close;
      System.arraycopy(row, 0, rows, size * row.length, row.length);
      size++;
    }

    /**
     * The series so far.
     *
     * @throws ModelException {@code REGIME_DATA_TOO_SHORT} when no interval has ended
     */
    public RegimeSeries build() {
      if (size == 0) {
        throw new ModelException("REGIME_DATA_TOO_SHORT", "bars=" + bars + " intervals=0");
      }
      return new RegimeSeries(
          observer.spec(),
          Arrays.copyOf(ends, size),
          Arrays.copyOf(rows, size * observer.spec().dimensions()),
          Arrays.copyOf(closes, size),
          bars,
          Sha256.finish(digest));
    }
  }
}
