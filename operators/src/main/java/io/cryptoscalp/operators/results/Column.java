package io.cryptoscalp.operators.results;

/**
 * One column of a result table; the JSON field has the same name.
 *
 * @param name name
 * @param type type
 * @param optional whether a row may be without it, since rows were written before it was: it then
 *     has 0 there, and is an {@link ColumnType#INT64}
 */
public record Column(String name, ColumnType type, boolean optional) {
  /**
   * Checks that what is optional is a whole number.
   *
   * @throws IllegalArgumentException when it is not
   */
  public Column {
    if (optional && type != ColumnType.INT64) {
      throw new IllegalArgumentException("COLUMN_INVALID: name=" + name + " type=" + type);
    }
  }
}
