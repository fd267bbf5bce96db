package io.cryptoscalp.jobs.runtime.flink;

/** Flink's REST API refused a request, or could not be reached. */
public final class FlinkRestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int NOT_FOUND = 404;

  private final int status;

  FlinkRestException(int status, String message) {
    super(message);
    this.status = status;
  }

  FlinkRestException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /** Whether Flink answered that it does not know what was asked for. */
  public boolean isNotFound() {
    return status == NOT_FOUND;
  }

  /** The HTTP status, or 0 when no answer came. */
  public int status() {
    return status;
  }
}
