package io.cryptoscalp.operators.results;

/** How a column stands in JSON and in ClickHouse. */
public enum ColumnType {
  /** Text; a JSON string. */
  TEXT("String"),
  /** Text with few values; a JSON string. */
  LABEL("LowCardinality(String)"),
  /**
   * Signed whole number; a JSON number. Beyond 2^53 JavaScript rounds it: read it as a 64-bit
   * integer.
   */
  INT64("Int64"),
  /** Double; a JSON number, null for NaN and infinities (stored as NaN). */
  FLOAT64("Float64"),
  /** Exact decimal of a scaled long; a JSON string. */
  DECIMAL("Decimal(38, 12)"),
  /** Truth value; a JSON boolean. */
  BOOL("Bool"),
  /** Texts; a JSON array of strings. */
  TEXT_ARRAY("Array(String)"),
  /** Doubles; a JSON array. */
  FLOAT64_ARRAY("Array(Float64)"),
  /** Unsigned 64-bit words; a JSON array of strings, since JSON readers disagree beyond 2^63. */
  UINT64_ARRAY("Array(UInt64)");

  private final String clickHouse;

  ColumnType(String clickHouse) {
    this.clickHouse = clickHouse;
  }

  /** The type in ClickHouse. */
  public String clickHouse() {
    return clickHouse;
  }
}
