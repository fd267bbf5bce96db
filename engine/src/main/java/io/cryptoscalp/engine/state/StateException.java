package io.cryptoscalp.engine.state;

/**
 * Stored state that cannot be read: unknown version or corrupt bytes. The message is coded and
 * names the values.
 */
public final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a coded message. */
  public StateException(String message) {
    super(message);
  }
}
