package io.cryptoscalp.models.family.trees;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Checkpoint;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainingChecks;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.Map;

/**
 * A random forest (Breiman, Machine Learning 45, 2001) grown by XGBoost: every tree is fitted to
 * the derivatives of the loss at the base rate on a sample of the rows without replacement, each
 * split choosing among some of the columns, and the forest's log odds are the base rate's plus the
 * mean of its trees. A leaf holds one Newton step from the base rate rather than the share of its
 * rows; calibration takes up the difference. Trees grow in groups, so that there is progress to
 * tell and a state to keep; as more trees do no harm, none are stopped early.
 */
public final class RandomForestFamily implements ModelFamily {
  /** The family's id. */
  public static final String ID = "random-forest";

  /** Trees in a group. */
  private static final int GROUP = 10;

  private static final int LEAST_ROWS = 50;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "random forest (Breiman 2001), grown by XGBoost";
  }

  /**
   * {@code trees} 10 to 5000, a multiple of 10; {@code depth} 1 to 16; {@code min_child_weight} sum
   * of second derivatives in a leaf, 0 to 1e6; {@code rows} share for each tree, 0.05 to 1; {@code
   * columns} share for each split, 0 for the square root of their number, to 1; {@code l2} of leaf
   * values, 0 to 1e6; {@code bins} 2 to 4096.
   */
  @Override
  public Hyperparameters defaults() {
    return Hyperparameters.of(
        "trees", "200",
        "depth", "8",
        "min_child_weight", "10",
        "rows", "0.632",
        "columns", "0",
        "l2", "1",
        "bins", "256");
  }

  @Override
  public TreesTrained train(
      Dataset train, Dataset validation, Hyperparameters settings, TrainingRun run) {
    TrainingChecks.require(train, validation, LEAST_ROWS);
    int trees = settings.integer("trees", GROUP, 5000);
    if (trees % GROUP != 0) {
      throw new ModelException(
          "TRAINING_OPTION_INVALID", "option=trees value=" + trees + " expected=multiple of 10");
    }
    int rounds = trees / GROUP;
    double columns = settings.number("columns", 0, 1);
    double share = columns > 0 ? columns : Math.sqrt(train.features()) / train.features();
    Map<String, Object> growing = Boosters.settings(train, settings, run);
    growing.put("learning_rate", 1.0 / rounds); // XGBoost divides by the trees of a group
    growing.put("num_parallel_tree", GROUP);
    growing.put("max_depth", settings.integer("depth", 1, 16));
    growing.put("colsample_bynode", share);
    Checkpoint checkpoint = Checkpoint.of(ID, train, validation, settings, run);
    float rate = Boosters.baseRate(train);
    float base = XGBoostJson.logOdds(rate);
    float[][] derivatives = derivatives(train, rate);
    Growth.Result grown =
        new Growth(train, validation, growing, run, checkpoint)
            .grow(
                ID,
                rounds,
                rounds,
                1,
                rounds,
                (booster, cells, round) ->
                    booster.boost(cells.matrix(), round, derivatives[0], derivatives[1]),
                (logOdds, done) -> {
                  for (int i = 0; i < logOdds.length; i++) {
                    logOdds[i] = base + (logOdds[i] - base) * rounds / done;
                  }
                });
    return TreesTrained.of(ID, grown, rounds, GROUP, train.features(), validation);
  }

  /** First and second derivatives of the weighted loss by the log odds, at the base rate. */
  private static float[][] derivatives(Dataset train, float rate) {
    float[][] derivatives = new float[2][train.size()];
    for (int i = 0; i < train.size(); i++) {
      double weight = train.weight(i);
      derivatives[0][i] = (float) (weight * (rate - (train.up(i) ? 1 : 0)));
      derivatives[1][i] = (float) (weight * rate * (1 - rate));
    }
    return derivatives;
  }
}
