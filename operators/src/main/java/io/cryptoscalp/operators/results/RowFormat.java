package io.cryptoscalp.operators.results;

/** How the bytes of a {@link ResultRow} are written. A stream of rows has one format. */
public enum RowFormat {
  /** One JSON object with the table's columns: for topics, and for everyone who reads them. */
  JSON,
  /**
   * ClickHouse's {@code RowBinary} (documentation, "Formats for input and output data"): the values
   * of the table's columns in order, little-endian, nothing between them. For inserts without a
   * topic between: neither side has to write or read numbers as text.
   */
  ROW_BINARY
}
