package io.cryptoscalp.models.family.policy;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureRow;
import io.cryptoscalp.models.dataset.FeatureSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stretch of one instrument's history without gaps, which a policy walks through row by row.
 * Arrays are owned by the path and never modified.
 *
 * @param instrument what is traded
 * @param vectors features at each row, all finite
 * @param mids mid price at each row, quote units, positive
 * @param timesNs venue time of each row, ns since the epoch, ascending
 */
public record MarketPath(Instrument instrument, float[][] vectors, double[] mids, long[] timesNs) {
  /** Checks the lengths. */
  public MarketPath {
    if (vectors.length != mids.length || mids.length != timesNs.length || mids.length < 2) {
      throw new ModelException(
          "POLICY_PATH_INVALID",
          "instrument="
              + instrument.id()
              + " vectors="
              + vectors.length
              + " mids="
              + mids.length
              + " times="
              + timesNs.length);
    }
  }

  /** Rows in the path, at least 2. */
  public int rows() {
    return mids.length;
  }

  /** Rows from one to another, the last exclusive; shares the vectors. */
  public MarketPath slice(int from, int to) {
    return new MarketPath(
        instrument,
        Arrays.copyOfRange(vectors, from, to),
        Arrays.copyOfRange(mids, from, to),
        Arrays.copyOfRange(timesNs, from, to));
  }

  /**
   * The stretches of some paths between two times; those of less than two rows are left out.
   *
   * @param fromNs first time, ns since the epoch
   * @param toNs time after the last
   */
  public static List<MarketPath> between(List<MarketPath> paths, long fromNs, long toNs) {
    List<MarketPath> parts = new ArrayList<>();
    for (MarketPath path : paths) {
      int from = path.firstAt(fromNs);
      int to = path.firstAt(toNs);
      if (to - from >= 2) {
        parts.add(path.slice(from, to));
      }
    }
    return List.copyOf(parts);
  }

  /** Index of the first row at or after a time. */
  private int firstAt(long timeNs) {
    int found = Arrays.binarySearch(timesNs, timeNs);
    return found >= 0 ? found : -found - 1;
  }

  /** SHA-256 over instruments, times, mids and vectors, lower-case hex. */
  public static String hash(List<MarketPath> paths) {
    MessageDigest digest = Sha256.digest();
    digest(paths, digest);
    return Sha256.finish(digest);
  }

  static void digest(List<MarketPath> paths, MessageDigest digest) {
    for (MarketPath path : paths) {
      digest.update(path.instrument().toString().getBytes(StandardCharsets.UTF_8));
      ByteBuffer row = ByteBuffer.allocate(16 + 4 * path.vectors()[0].length);
      for (int i = 0; i < path.rows(); i++) {
        row.clear();
        row.putLong(path.timesNs()[i]).putDouble(path.mids()[i]);
        for (float value : path.vectors()[i]) {
          row.putFloat(value);
        }
        digest.update(row.flip());
      }
    }
  }

  /**
   * Reads a source into paths: a path ends where a row lacks a feature, where the next row comes
   * later than the gap, and at the end of the instrument.
   *
   * @param names features to keep, in this order
   * @param gapNs longest distance of two rows of one path, ns
   * @param leastRows shorter paths are left out, at least 2
   * @param instruments finds an instrument by id
   * @throws ModelException {@code DATASET_FEATURE_UNKNOWN} for a name that the source has not,
   *     {@code POLICY_INSTRUMENT_UNKNOWN}
   */
  public static List<MarketPath> read(
      FeatureSource source,
      FeatureQuery query,
      List<String> names,
      long gapNs,
      int leastRows,
      InstrumentLookup instruments) {
    List<String> known = source.names(query.featureSet());
    int[] columns = new int[names.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = known.indexOf(names.get(i));
      if (columns[i] < 0) {
        throw new ModelException("DATASET_FEATURE_UNKNOWN", "feature=" + names.get(i));
      }
    }
    Collector collector = new Collector(columns, gapNs, Math.max(2, leastRows), instruments);
    source.read(query, collector::add);
    collector.end();
    return collector.paths;
  }

  /** Cuts rows into paths as they come. */
  private static final class Collector {
    private final List<MarketPath> paths = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();
    private final List<FeatureRow> open = new ArrayList<>(); // without values
    private final int[] columns;
    private final long gapNs;
    private final int leastRows;
    private final InstrumentLookup instruments;

    Collector(int[] columns, long gapNs, int leastRows, InstrumentLookup instruments) {
      this.columns = columns;
      this.gapNs = gapNs;
      this.leastRows = leastRows;
      this.instruments = instruments;
    }

    void add(FeatureRow row) {
      if (!open.isEmpty()) {
        FeatureRow last = open.get(open.size() - 1);
        if (!last.instrument().equals(row.instrument())
            || row.eventTimeNs() - last.eventTimeNs() > gapNs) {
          end();
        }
      }
      if (complete(row)) {
        open.add(light(row));
        vectors.add(vector(row));
      } else {
        end();
      }
    }

    /** The row without its values, of which a path keeps a few alone. */
    private static FeatureRow light(FeatureRow row) {
      return new FeatureRow(
          row.instrument(),
          row.eventTimeNs(),
          row.sequence(),
          row.mid(),
          row.low(),
          row.high(),
          null,
          new double[0],
          new long[0]);
    }

    private float[] vector(FeatureRow row) {
      float[] vector = new float[columns.length];
      for (int c = 0; c < columns.length; c++) {
        vector[c] = (float) row.values()[columns[c]];
      }
      return vector;
    }

    private boolean complete(FeatureRow row) {
      boolean whole = row.mid() > 0;
      for (int column : columns) {
        whole &= row.isValid(column) && Float.isFinite((float) row.values()[column]);
      }
      return whole;
    }

    void end() {
      if (open.size() >= leastRows) {
        paths.add(path());
      }
      open.clear();
      vectors.clear();
    }

    private MarketPath path() {
      String id = open.get(0).instrument();
      Instrument instrument = instruments.find(id);
      if (instrument == null) {
        throw new ModelException("POLICY_INSTRUMENT_UNKNOWN", "instrument=" + id);
      }
      int rows = open.size();
      double[] mids = new double[rows];
      long[] times = new long[rows];
      for (int i = 0; i < rows; i++) {
        FeatureRow row = open.get(i);
        mids[i] = row.mid();
        times[i] = row.eventTimeNs();
      }
      return new MarketPath(instrument, vectors.toArray(float[][]::new), mids, times);
    }
  }
}
