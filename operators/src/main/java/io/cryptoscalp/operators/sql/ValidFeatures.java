package io.cryptoscalp.operators.sql;

import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/**
 * SQL function from the columns of the topic {@code results.features} to what a model takes: {@code
 * valid_features(`values`, valid)} gives all values, {@code valid_features(`values`, valid,
 * ARRAY[3, 17])} those at positions of the catalogue, from 0, in the order of the model's features.
 * A value that does not count is NULL, so that its row is not scored.
 */
public final class ValidFeatures extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /**
   * All values.
   *
   * @param values in catalogue order
   * @param valid unsigned words in decimal; bit i of word i/64 is set when value i counts
   * @return NULL when an argument is NULL
   * @throws NumberFormatException when a word is none
   */
  public @Nullable Double @Nullable [] eval(
      @Nullable Double @Nullable [] values, @Nullable String @Nullable [] valid) {
    if (values == null || valid == null) {
      return null;
    }
    Double[] counted = new Double[values.length];
    for (int i = 0; i < counted.length; i++) {
      counted[i] = value(values, valid, i);
    }
    return counted;
  }

  /**
   * The values at some positions.
   *
   * @param positions from 0
   * @throws IllegalArgumentException {@code FEATURE_POSITION} when there is no such position
   */
  public @Nullable Double @Nullable [] eval(
      @Nullable Double @Nullable [] values,
      @Nullable String @Nullable [] valid,
      @Nullable Integer @Nullable [] positions) {
    if (values == null || valid == null || positions == null) {
      return null;
    }
    Double[] counted = new Double[positions.length];
    for (int i = 0; i < counted.length; i++) {
      Integer position = positions[i];
      if (position == null || position < 0 || position >= values.length) {
        throw new IllegalArgumentException(
            "FEATURE_POSITION: position=" + position + " values=" + values.length);
      }
      counted[i] = value(values, valid, position);
    }
    return counted;
  }

  private static @Nullable Double value(
      @Nullable Double[] values, @Nullable String[] valid, int position) {
    int word = position >>> 6;
    String bits = word < valid.length ? valid[word] : null;
    boolean counts = bits != null && (Long.parseUnsignedLong(bits) >>> (position & 63) & 1) != 0;
    return counts ? values[position] : null;
  }
}
