package io.cryptoscalp.jobs.backtest;

/** A backtest that cannot be run; the message begins with a code. */
public final class BacktestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message {@code CODE: details}. */
  public BacktestException(String message) {
    super(message);
  }

  /** With a message {@code CODE: details} and what caused it. */
  public BacktestException(String message, Throwable cause) {
    super(message, cause);
  }
}
