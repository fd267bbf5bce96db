package io.cryptoscalp.jobs;

/** A configuration that cannot be used. The message is coded and names the key and the value. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a coded message. */
  public ConfigException(String message) {
    super(message);
  }
}
