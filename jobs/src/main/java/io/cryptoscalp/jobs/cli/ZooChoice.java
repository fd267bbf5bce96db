package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.family.Families;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.chart.ChartFamily;
import io.cryptoscalp.models.family.policy.PolicyFamilies;
import io.cryptoscalp.models.family.policy.PolicyFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * What is trained.
 *
 * @param families those that answer with a direction
 * @param policies those that trade
 * @param chart whether the network of chart pictures is among them
 */
record ZooChoice(List<ModelFamily> families, List<PolicyFamily> policies, boolean chart) {
  private static final String ALL = "all";

  /**
   * The families meant.
   *
   * @param what {@code all} or an id
   * @param only with {@code all} these alone; empty for all
   * @throws io.cryptoscalp.models.ModelException {@code TRAINING_FAMILY_UNKNOWN}
   */
  static ZooChoice of(String what, List<String> only) {
    if (what.equals(ALL) && only.isEmpty()) {
      return new ZooChoice(Families.all(), PolicyFamilies.all(), true);
    }
    List<String> directions = new ArrayList<>();
    List<PolicyFamily> policies = new ArrayList<>();
    boolean chart = false;
    for (String id : what.equals(ALL) ? only : List.of(what)) {
      PolicyFamily policy = PolicyFamilies.find(id);
      if (policy != null) {
        policies.add(policy);
      } else if (id.equals(ChartFamily.ID)) {
        chart = true;
      } else {
        directions.add(id);
      }
    }
    return new ZooChoice(
        directions.isEmpty() ? List.of() : Families.of(directions), policies, chart);
  }

  /** Whether anything is trained that wants candles rather than examples. */
  boolean wantsCandles() {
    return chart || !policies.isEmpty();
  }

  /** This choice without what wants candles. */
  ZooChoice withoutCandles() {
    return new ZooChoice(families, List.of(), false);
  }
}
