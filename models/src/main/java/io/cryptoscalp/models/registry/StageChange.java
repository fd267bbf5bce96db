package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a model's history.
 *
 * @param kind what was done
 * @param version the version that moved
 * @param from its stage before; null for a new version
 * @param to its stage after
 * @param who who did it
 * @param at when, ISO-8601
 * @param why the reason given, one line
 */
public record StageChange(
    Kind kind, String version, @Nullable Stage from, Stage to, String who, String at, String why) {
  /** Longest reason, characters. */
  public static final int MOST_WHY = 500;

  /** What was done. */
  public enum Kind {
    /** A new version became a candidate. */
    REGISTER,
    /** A version was moved to another stage. */
    PROMOTE,
    /** The champion before the present one came back. */
    ROLLBACK
  }

  /**
   * Who asks for a change, when and why.
   *
   * @param who a person or a process
   * @param at when
   * @param why one line, not empty
   */
  public record By(String who, Instant at, String why) {
    /**
     * Checks the reason.
     *
     * @throws ModelException {@code MODEL_REASON_INVALID} when it is empty, longer than {@value
     *     #MOST_WHY} characters or not one line
     */
    public By {
      if (why.isBlank()
          || why.length() > MOST_WHY
          || why.chars().anyMatch(Character::isISOControl)) {
        throw new ModelException(
            "MODEL_REASON_INVALID", "length=" + why.length() + " wanted=one line, not empty");
      }
    }

    /** The user of this process, now. */
    public static By user(String why) {
      return new By(System.getProperty("user.name", "unknown"), Instant.now(), why);
    }
  }
}
