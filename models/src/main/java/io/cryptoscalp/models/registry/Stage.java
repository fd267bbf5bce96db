package io.cryptoscalp.models.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cryptoscalp.models.ModelException;
import java.util.Locale;

/** The part a version plays. */
public enum Stage {
  /** Registered, waits for somebody to look at it. */
  CANDIDATE,
  /** Scored beside the champion and logged, never traded on. */
  SHADOW,
  /** The one version of its model that is traded on. */
  CHAMPION,
  /** Out of use; its files stay. */
  ARCHIVED;

  /** The stage as files and the command line write it, lower case. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The stage of a text.
   *
   * @throws ModelException {@code MODEL_STAGE_UNKNOWN}
   */
  @JsonCreator
  public static Stage of(String text) {
    for (Stage stage : values()) {
      if (stage.text().equals(text)) {
        return stage;
      }
    }
    throw new ModelException("MODEL_STAGE_UNKNOWN", "stage=" + text);
  }
}
