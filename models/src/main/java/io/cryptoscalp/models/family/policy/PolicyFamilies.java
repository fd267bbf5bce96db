package io.cryptoscalp.models.family.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All ways of learning a policy. */
public final class PolicyFamilies {
  private static final List<PolicyFamily> ALL =
      List.of(new PpoFamily(), new A2cFamily(), new DqnFamily());

  private PolicyFamilies() {}

  /** All of them, in the order in which reports show them. */
  public static List<PolicyFamily> all() {
    return ALL;
  }

  /** The one of this id; null when there is none. */
  public static @Nullable PolicyFamily find(String id) {
    for (PolicyFamily family : ALL) {
      if (family.id().equals(id)) {
        return family;
      }
    }
    return null;
  }
}
