package io.cryptoscalp.models.scoring;

import io.cryptoscalp.models.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * The range of each feature in a model's training rows, by which it is told that it looks at what
 * it was never trained on. Kept in the file's metadata under {@value #KEY}, so that the digest
 * covers it: {@code low:high} of each column as the graph takes them, joined by commas.
 */
public final class InputBounds {
  /** Metadata key. */
  public static final String KEY = "cryptoscalp.input_bounds";

  private final float[] low;
  private final float[] high;

  private InputBounds(float[] low, float[] high) {
    this.low = low;
    this.high = high;
  }

  /**
   * The ranges of these rows as text for the metadata.
   *
   * @param rows at least one, all of one length, without NaN
   */
  public static String text(float[][] rows) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < rows[0].length; column++) {
      float low = rows[0][column];
      float high = low;
      for (float[] row : rows) {
        low = Math.min(low, row[column]);
        high = Math.max(high, row[column]);
      }
      text.append(column == 0 ? "" : ",").append(low).append(':').append(high);
    }
    return text.toString();
  }

  /**
   * The bounds of a model; null when it has none.
   *
   * @throws ModelException {@code MODEL_BOUNDS_INVALID} when they are not one range a feature
   */
  static @Nullable InputBounds of(OnnxModel model) {
    String text = model.metadata(KEY);
    if (text.isEmpty()) {
      return null;
    }
    String[] columns = text.split(",", -1);
    if (columns.length != model.features()) {
      throw new ModelException(
          "MODEL_BOUNDS_INVALID", "columns=" + columns.length + " expected=" + model.features());
    }
    float[] low = new float[columns.length];
    float[] high = new float[columns.length];
    for (int i = 0; i < columns.length; i++) {
      int colon = columns[i].indexOf(':');
      try {
        low[i] = Float.parseFloat(columns[i].substring(0, Math.max(colon, 0)));
        high[i] = Float.parseFloat(columns[i].substring(colon + 1));
      } catch (NumberFormatException e) {
        throw new ModelException("MODEL_BOUNDS_INVALID", "index=" + i + " got=" + columns[i], e);
      }
      if (!(low[i] <= high[i])) {
        throw new ModelException("MODEL_BOUNDS_INVALID", "index=" + i + " got=" + columns[i]);
      }
    }
    return new InputBounds(low, high);
  }

  /**
   * Whether enough of a row lies near what was trained on.
   *
   * @param row one value a feature
   * @param range how far beyond a range a value may lie, in widths of that range
   * @param share largest part of the values that may lie beyond
   */
  boolean covers(float[] row, double range, double share) {
    int outside = 0;
    for (int i = 0; i < low.length; i++) {
      double slack = range * ((double) high[i] - low[i]);
      if (row[i] < low[i] - slack || row[i] > high[i] + slack) {
        outside++;
      }
    }
    return outside <= share * low.length;
  }
}
