package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;

/**
 * The side that a primary rule takes, which a meta-label judges.
 *
 * @param kind where the side comes from
 * @param lookbackNs of {@link Kind#MOMENTUM}: the side is the sign of the return over this time, ns
 * @param feature of {@link Kind#FEATURE}: the side is the sign of this feature
 */
public record PrimaryRule(Kind kind, long lookbackNs, String feature) {
  /** Takes no side. */
  public static final PrimaryRule NONE = new PrimaryRule(Kind.NONE, 0, "");

  /** Where a side comes from. */
  public enum Kind {
    /** There is none. */
    NONE,
    /** The price's own past. */
    MOMENTUM,
    /** A feature's sign. */
    FEATURE
  }

  /**
   * Checks the fields.
   *
   * @throws ModelException {@code DATASET_OPTION_INVALID}
   */
  public PrimaryRule {
    if ((kind == Kind.MOMENTUM) != (lookbackNs > 0)
        || (kind == Kind.FEATURE) == feature.isEmpty()) {
      throw new ModelException(
          "DATASET_OPTION_INVALID",
          "primary=" + kind + " lookbackNs=" + lookbackNs + " feature=" + feature);
    }
  }

  /** The sign of the return over a time. */
  public static PrimaryRule momentum(long lookbackNs) {
    return new PrimaryRule(Kind.MOMENTUM, lookbackNs, "");
  }

  /** The sign of a feature. */
  public static PrimaryRule feature(String name) {
    return new PrimaryRule(Kind.FEATURE, 0, name);
  }
}
