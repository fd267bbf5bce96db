package io.cryptoscalp.models.scaling;

import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.models.ModelException;

/**
 * What a model's inputs went through before they reach its graph. It is written into the model
 * file, so that the file's digest covers it.
 *
 * @param kind who scales
 * @param detail digest of the scaler's file for {@link Kind#FROZEN}, the options for {@link
 *     Kind#ONLINE}, else empty
 */
public record InputScaling(Kind kind, String detail) {
  /** Features as they are; what scaling there is, is part of the graph. */
  public static final InputScaling RAW = new InputScaling(Kind.RAW, "");

  /** Who scales. */
  public enum Kind {
    /** Nobody outside the graph. */
    RAW,
    /** The scoring stage, by a scaler beside the model. */
    FROZEN,
    /** The instrument stage, by a scaler that learns as it goes. */
    ONLINE
  }

  /** By the file with this digest. */
  public static InputScaling frozen(String sha256) {
    return new InputScaling(Kind.FROZEN, sha256);
  }

  /** By the running pipeline with these options. */
  public static InputScaling online(ScalerOptions options) {
    return new InputScaling(Kind.ONLINE, options.describe());
  }

  /** One line that {@link #parse} reads. */
  public String text() {
    return detail.isEmpty() ? kind.name() : kind.name() + " " + detail;
  }

  /**
   * Reads a line; an empty one, of a file that says nothing, is {@link #RAW}.
   *
   * @throws ModelException {@code MODEL_SCALING_UNKNOWN} when it is no such line
   */
  public static InputScaling parse(String text) {
    if (text.isEmpty() || text.equals(Kind.RAW.name())) {
      return RAW;
    }
    for (Kind kind : Kind.values()) {
      String head = kind.name() + " ";
      if (kind != Kind.RAW && text.startsWith(head) && text.length() > head.length()) {
        return new InputScaling(kind, text.substring(head.length()));
      }
    }
    throw new ModelException("MODEL_SCALING_UNKNOWN", "scaling=" + text);
  }
}
