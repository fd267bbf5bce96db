package io.cryptoscalp.jobs.search;

/** A study that cannot be made or go on; the message begins with a code {@code STUDY_...}. */
public final class StudyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StudyException(String message) {
    super(message);
  }

  StudyException(String message, Throwable cause) {
    super(message, cause);
  }
}
