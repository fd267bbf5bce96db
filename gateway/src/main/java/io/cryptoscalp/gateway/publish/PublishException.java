package io.cryptoscalp.gateway.publish;

/** A message could not be delivered, and trying again did not help. */
public final class PublishException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates it with what was being done and the cause. */
  public PublishException(String message, Throwable cause) {
    super(message, cause);
  }
}
