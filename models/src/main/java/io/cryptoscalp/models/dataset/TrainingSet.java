package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * Labelled examples. Features are single precision, as the scoring session receives them, so that
 * the model is fitted to what it will see. Arrays are owned by the set and never modified.
 *
 * @param featureSet catalogue version
 * @param featureNames columns in order
 * @param options how the labels were made
 * @param features rows by columns, all finite; NaN where a set with gaps lacks a value
 * @param up true when the mid rose over the horizon
 * @param eventTimeNs venue time of each row
 * @param labelTimeNs venue time of the price that made the label
 * @param instruments instrument of each row
 */
public record TrainingSet(
    String featureSet,
    List<String> featureNames,
    LabelOptions options,
    float[][] features,
    boolean[] up,
    long[] eventTimeNs,
    long[] labelTimeNs,
    String[] instruments) {

  /** Checks that the columns have one length. */
  public TrainingSet {
    featureNames = List.copyOf(featureNames);
    int rows = features.length;
    if (up.length != rows
        || eventTimeNs.length != rows
        || labelTimeNs.length != rows
        || instruments.length != rows) {
      throw new IllegalArgumentException("columns differ in length from " + rows + " rows");
    }
  }

  /** Number of examples. */
  public int rows() {
    return features.length;
  }

  /** Number of examples whose label is up. */
  public int upRows() {
    int count = 0;
    for (boolean label : up) {
      count += label ? 1 : 0;
    }
    return count;
  }

  /** SHA-256 over names, options, and every row's instrument, times, features and label. */
  public String hash() {
    MessageDigest digest = Sha256.digest();
    String head = featureSet + '\n' + String.join(",", featureNames) + '\n' + options + '\n';
    digest.update(head.getBytes(StandardCharsets.UTF_8));
    ByteBuffer row = ByteBuffer.allocate(17 + 4 * featureNames.size());
    for (int i = 0; i < rows(); i++) {
      digest.update(instruments[i].getBytes(StandardCharsets.UTF_8));
      row.clear();
      row.putLong(eventTimeNs[i]).putLong(labelTimeNs[i]).put((byte) (up[i] ? 1 : 0));
      for (float value : features[i]) {
        row.putInt(Float.floatToIntBits(value));
      }
      digest.update(row.array());
    }
    return Sha256.finish(digest);
  }

  /**
   * The same examples with other columns.
   *
   * @param names the columns in order
   * @param values as many rows as here
   */
  public TrainingSet withColumns(List<String> names, float[][] values) {
    return new TrainingSet(
        featureSet, names, options, values, up, eventTimeNs, labelTimeNs, instruments);
  }

  /** The rows with these indices, in this order. */
  public TrainingSet select(int[] rows) {
    int count = rows.length;
    float[][] x = new float[count][];
    boolean[] y = new boolean[count];
    long[] times = new long[count];
    long[] labelTimes = new long[count];
    String[] ids = new String[count];
    for (int i = 0; i < count; i++) {
      x[i] = features[rows[i]];
      y[i] = up[rows[i]];
      times[i] = eventTimeNs[rows[i]];
      labelTimes[i] = labelTimeNs[rows[i]];
      ids[i] = instruments[rows[i]];
    }
    return new TrainingSet(featureSet, featureNames, options, x, y, times, labelTimes, ids);
  }

  /**
   * Earlier rows to fit on, later rows to judge by.
   *
   * @param train rows whose label was known before the cut
   * @param test rows from the embargo after the cut on
   * @param cutNs the venue time between them
   * @param purged rows in neither
   */
  public record Split(TrainingSet train, TrainingSet test, long cutNs, int purged) {}

  /**
   * Cuts at the time that leaves a share of the rows before it, across all instruments. A training
   * row whose label reaches past the cut is purged, and test rows start an embargo after it, so
   * that no price is on both sides (Lopez de Prado, Advances in Financial Machine Learning, 2018,
   * 7.4).
   *
   * @param trainFraction share of rows before the cut, between 0 and 1
   * @param embargoNs distance of the first test row from the cut, ns
   */
  public Split split(double trainFraction, long embargoNs) {
    if (!(trainFraction > 0 && trainFraction < 1) || embargoNs < 0) {
      throw new ModelException(
          "DATASET_OPTION_INVALID", "trainFraction=" + trainFraction + " embargoNs=" + embargoNs);
    }
    if (rows() == 0) {
      return new Split(this, this, 0, 0);
    }
    long[] sorted = eventTimeNs.clone();
    Arrays.sort(sorted);
    long cutNs = sorted[(int) (rows() * trainFraction)];
    int[] train = new int[rows()];
    int[] test = new int[rows()];
    int trainRows = 0;
    int testRows = 0;
    for (int i = 0; i < rows(); i++) {
      if (labelTimeNs[i] < cutNs) {
        train[trainRows++] = i;
      } else if (eventTimeNs[i] - cutNs >= embargoNs) {
        test[testRows++] = i;
      }
    }
    return new Split(
        select(Arrays.copyOf(train, trainRows)),
        select(Arrays.copyOf(test, testRows)),
        cutNs,
        rows() - trainRows - testRows);
  }
}
