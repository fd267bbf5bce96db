package io.cryptoscalp.models;

/**
 * A model, data set or control message that cannot be used. The message is {@code CODE: field=value
 * ...} and names what was expected and what was found.
 */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * Creates it.
   *
   * @param code stable code in capitals, {@code MODEL_CHECKSUM_MISMATCH}
   * @param detail {@code field=value} pairs
   */
  public ModelException(String code, String detail) {
    super(code + ": " + detail);
    this.code = code;
  }

  /** As above, with the failure underneath. */
  public ModelException(String code, String detail, Throwable cause) {
    super(code + ": " + detail, cause);
    this.code = code;
  }

  /** The stable code, without details. */
  public String code() {
    return code;
  }
}
