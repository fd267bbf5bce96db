package io.cryptoscalp.models.validation;

/**
 * What a check of the run by other means came to.
 *
 * @param state whether it was made, and how it ended
 * @param text what it said, one line
 */
public record Proof(State state, String text) {
  /** Whether it was made, and how it ended. */
  public enum State {
    /** Nobody made it. */
    MISSING,
    /** It found nothing. */
    PASSED,
    /** It found something. */
    FAILED
  }

  /** Nobody made it. */
  public static final Proof MISSING = new Proof(State.MISSING, "");
}
