package io.cryptoscalp.operators.results;

/** A JSON row that cannot be read, with a coded reason. */
public final class RowFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * Creates it.
   *
   * @param code {@code ROW_MALFORMED}, {@code FIELD_MISSING}, {@code FIELD_TYPE}, {@code
   *     FIELD_RANGE}, {@code FIELD_VALUE}, {@code INSTRUMENT_UNKNOWN} or {@code TOPIC_UNKNOWN}
   * @param detail {@code key=value} separated by blanks
   */
  public RowFormatException(String code, String detail) {
    super(code + ": " + detail);
    this.code = code;
  }

  /** The code without the figures. */
  public String code() {
    return code;
  }
}
