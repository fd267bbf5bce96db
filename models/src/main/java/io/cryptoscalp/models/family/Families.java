package io.cryptoscalp.models.family;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.family.experts.ExpertsFamily;
import io.cryptoscalp.models.family.graph.GraphFamily;
import io.cryptoscalp.models.family.linear.LogisticFamily;
import io.cryptoscalp.models.family.nets.Cnn1dFamily;
import io.cryptoscalp.models.family.nets.GruFamily;
import io.cryptoscalp.models.family.nets.LstmFamily;
import io.cryptoscalp.models.family.nets.TransformerFamily;
import io.cryptoscalp.models.family.trees.RandomForestFamily;
import io.cryptoscalp.models.family.trees.XGBoostFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** All families that answer with a direction, one line each. */
public final class Families {
  private static final List<ModelFamily> ALL =
      List.of(
          new LogisticFamily(), //
          new RandomForestFamily(),
          new XGBoostFamily(),
          new LstmFamily(),
          new GruFamily(),
          new Cnn1dFamily(),
          new TransformerFamily(),
          new ExpertsFamily(),
          new GraphFamily());

  private Families() {}

  /** All of them, in the order in which reports show them. */
  public static List<ModelFamily> all() {
    return ALL;
  }

  /**
   * Families by id, in the order of {@link #all()}.
   *
   * @throws ModelException {@code TRAINING_FAMILY_UNKNOWN}
   */
  public static List<ModelFamily> of(List<String> ids) {
    TreeSet<String> wanted = new TreeSet<>(ids);
    List<ModelFamily> found = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (ModelFamily family : ALL) {
      known.add(family.id());
      if (wanted.remove(family.id())) {
        found.add(family);
      }
    }
    if (!wanted.isEmpty()) {
      throw new ModelException(
          "TRAINING_FAMILY_UNKNOWN",
          "family=" + wanted.first() + " known=" + String.join(",", known));
    }
    return found;
  }
}
