package io.cryptoscalp.models.family.trees;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.HashMap;
import java.util.Map;

/** Settings that all boosters share. */
final class Boosters {
  private static final double LEAST_RATE = 1e-4; // log odds of a start stay finite

  private Boosters() {}

  /** XGBoost's settings without those of one family. */
  static Map<String, Object> settings(Dataset train, Hyperparameters settings, TrainingRun run) {
    Map<String, Object> growing = new HashMap<>();
    growing.put("booster", "gbtree");
    growing.put("objective", "binary:logistic");
    growing.put("tree_method", "hist");
    growing.put("subsample", settings.number("rows", 0.05, 1));
    growing.put("min_child_weight", settings.number("min_child_weight", 0, 1e6));
    growing.put("lambda", settings.number("l2", 0, 1e6));
    growing.put("max_bin", settings.integer("bins", 2, 4096));
    growing.put("base_score", baseRate(train));
    growing.put("seed", (int) (run.seed() ^ run.seed() >>> 32) & Integer.MAX_VALUE);
    growing.put("seed_per_iteration", true); // what a resumed run needs
    growing.put("nthread", run.threads());
    growing.put("verbosity", 0);
    return growing;
  }

  /** Weighted share of up. */
  static float baseRate(Dataset train) {
    double up = 0;
    double all = 0;
    for (int i = 0; i < train.size(); i++) {
      up += train.up(i) ? train.weight(i) : 0;
      all += train.weight(i);
    }
    return (float) Math.min(Math.max(up / all, LEAST_RATE), 1 - LEAST_RATE);
  }
}
