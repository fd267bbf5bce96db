package io.cryptoscalp.jobs.backfill;

import org.jspecify.annotations.Nullable;

/** Why a backfill, an archive or a download cannot go on; the message begins with a code. */
public final class BackfillException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a code and details. */
  public BackfillException(String message) {
    super(message);
  }

  /** With a code, details and their cause. */
  public BackfillException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
