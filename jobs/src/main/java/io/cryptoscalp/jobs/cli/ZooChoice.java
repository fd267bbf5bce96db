package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.family.Families;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.chart.ChartFamily;
import io.cryptoscalp.models.family.forecast.QuantileFamily;
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
 * @param quantile whether the forecaster of quantiles is among them
 */
record ZooChoice(
    List<ModelFamily> families, List<PolicyFamily> policies, boolean chart, boolean quantile) {
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
      return new ZooChoice(Families.all(), PolicyFamilies.all(), true, true);
    }
    List<String> directions = new ArrayList<>();
    List<PolicyFamily> policies = new ArrayList<>();
    boolean chart = false;
    boolean quantile = false;
    for (String id : what.equals(ALL) ? only : List.of(what)) {
      PolicyFamily policy = PolicyFamilies.find(id);
      if (policy != null) {
        policies.add(policy);
      } else if (id.equals(ChartFamily.ID)) {
        chart = true;
      } else if (id.equals(QuantileFamily.ID)) {
        quantile = true;
      } else {
        directions.add(id);
      }
    }
    List<ModelFamily> families = directions.isEmpty() ? List.of() : known(directions);
    return new ZooChoice(families, policies, chart, quantile);
  }

  /** Families by id; a name that is none is told of with all that are. */
  private static List<ModelFamily> known(List<String> ids) {
    List<String> names = new ArrayList<>();
    Families.all().forEach(family -> names.add(family.id()));
    for (String id : ids) {
      if (!names.contains(id)) {
        names.add(QuantileFamily.ID);
        PolicyFamilies.all().forEach(family -> names.add(family.id()));
        names.add(ChartFamily.ID);
        throw new ModelException(
            "TRAINING_FAMILY_UNKNOWN", "family=" + id + " known=" + String.join(",", names));
      }
    }
    return Families.of(ids);
  }

  /** Whether anything is trained that wants candles rather than examples. */
  boolean wantsCandles() {
    return chart || !policies.isEmpty();
  }

  /** Whether anything is left. */
  boolean isEmpty() {
    return families.isEmpty() && !quantile && !wantsCandles();
  }

  /** This choice without what wants candles. */
  ZooChoice withoutCandles() {
    return new ZooChoice(families, List.of(), false, quantile);
  }
}
