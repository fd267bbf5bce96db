package io.cryptoscalp.models.family.trees;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Checkpoint;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainingChecks;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.Map;

/**
 * Gradient boosted trees (Chen and Guestrin, XGBoost, KDD 2016) on histograms, with the examples'
 * weights. Stops when the validation loss has not fallen for {@code patience} rounds and keeps the
 * rounds up to its minimum. Repeatable with one thread; with more, sums of gradients may round
 * otherwise.
 */
public final class XGBoostFamily implements ModelFamily {
  /** The family's id. */
  public static final String ID = "xgboost";

  private static final int LEAST_ROWS = 50;
  private static final int CHECKPOINT_ROUNDS = 25;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "gradient boosted trees (Chen and Guestrin 2016)";
  }

  /**
   * {@code rounds} 1 to 10000; {@code patience} rounds, 1 to 10000; {@code learning_rate} 0.0001 to
   * 1; {@code depth} 1 to 12; {@code min_child_weight} sum of second derivatives in a leaf, 0 to
   * 1e6; {@code rows} and {@code columns} shares for each tree, 0.05 to 1; {@code l2} of leaf
   * values, 0 to 1e6; {@code gamma} least gain of a split, 0 to 1e6; {@code bins} 2 to 4096.
   */
  @Override
  public Hyperparameters defaults() {
    return Hyperparameters.of(
        "rounds", "400",
        "patience", "30",
        "learning_rate", "0.05",
        "depth", "4",
        "min_child_weight", "20",
        "rows", "0.8",
        "columns", "0.8",
        "l2", "1",
        "gamma", "0",
        "bins", "256");
  }

  @Override
  public TreesTrained train(
      Dataset train, Dataset validation, Hyperparameters settings, TrainingRun run) {
    TrainingChecks.require(train, validation, LEAST_ROWS);
    Map<String, Object> growing = Boosters.settings(train, settings, run);
    growing.put("learning_rate", settings.number("learning_rate", 1e-4, 1));
    growing.put("max_depth", settings.integer("depth", 1, 12));
    growing.put("colsample_bytree", settings.number("columns", 0.05, 1));
    growing.put("gamma", settings.number("gamma", 0, 1e6));
    int rounds = settings.integer("rounds", 1, 10_000);
    int patience = settings.integer("patience", 1, 10_000);
    Checkpoint checkpoint = Checkpoint.of(ID, train, validation, settings, run);
    Growth.Result grown =
        new Growth(train, validation, growing, run, checkpoint)
            .grow(
                ID,
                rounds,
                patience,
                CHECKPOINT_ROUNDS,
                1,
                (booster, cells, round) -> booster.update(cells.matrix(), round),
                (logOdds, done) -> {});
    return TreesTrained.of(ID, grown, grown.best(), 1, train.features(), validation);
  }
}
