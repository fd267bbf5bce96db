package io.cryptoscalp.models.leakage;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetSplits;
import io.cryptoscalp.models.training.BinaryMetrics;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Looks for what a dataset should not know. Three traps:
 *
 * <ul>
 *   <li>With shuffled labels a model must have no skill: an AUC farther than three standard errors
 *       from one half says that examples are judged by what was learnt from them.
 *   <li>A feature that ranks the labels too well by itself, or without which the model loses too
 *       much, may have seen the future. It is named.
 *   <li>Examples after a split that equal one before it in vector and return are no test of what
 *       was learnt.
 * </ul>
 *
 * <p>What examples see of other instruments is looked at as further features, {@code
 * neighbour_0.NAME} of the strongest neighbour and so on.
 *
 * <p>A suspicion is no proof: a strong honest feature is suspected, too, and a weak leak is not.
 */
public final class LeakageCheck {
  private static final int NOMINEES = 3; // of each way to nominate
  private static final double FAR = 3;
  private static final double JUMP_FROM = 0.6;
  private static final double TRAIN_SHARE = 0.6;
  private static final double VALIDATION_SHARE = 0.1;
  private static final double DUPLICATE_SHARE = 0.001;

  private final Dataset data;
  private final LeakageOptions options;
  private final List<String> warnings = new ArrayList<>();

  private LeakageCheck(Dataset data, LeakageOptions options) {
    this.data = data;
    this.options = options;
  }

  /**
   * Checks a dataset.
   *
   * @throws ModelException {@code LEAKAGE_TOO_FEW_ROWS} with less than 200 examples or one label
   *     alone, {@code LEAKAGE_CHECK_FAILED}
   */
  public static LeakageReport run(Dataset data, LeakageOptions options) {
    int up = data.upCount();
    if (data.size() < 200 || up < 50 || data.size() - up < 50) {
      throw new ModelException("LEAKAGE_TOO_FEW_ROWS", "examples=" + data.size() + " up=" + up);
    }
    Dataset looked = NeighbourColumns.of(spread(data, options.mostExamples()));
    return new LeakageCheck(looked, options).report(data);
  }

  /** Examples evenly spread over the set. */
  private static Dataset spread(Dataset data, int most) {
    if (data.size() <= most) {
      return data;
    }
    int[] taken = new int[most];
    Arrays.setAll(taken, i -> (int) ((long) i * data.size() / most));
    return data.select(taken);
  }

  private LeakageReport report(Dataset whole) {
    List<DatasetSplits.Fold> folds =
        DatasetSplits.folds(data, options.folds(), options.embargoNs());
    int[] all = new int[data.features()];
    Arrays.setAll(all, i -> i);
    SmallTrees.Skill skill = SmallTrees.judge(folds, all, options.seed(), SmallTrees::labels);
    SmallTrees.Skill shuffled = shuffled(folds, all);
    List<LeakageReport.Feature> features = features(folds, all, skill);
    DatasetSplits.Split split =
        DatasetSplits.single(whole, TRAIN_SHARE, VALIDATION_SHARE, options.embargoNs());
    int duplicates = duplicates(split.train(), split.test());
    int judged = split.test().size();
    if (duplicates > Math.max(1, DUPLICATE_SHARE * judged)) {
      warnings.add("LEAK_SUSPECTED: check=duplicates examples=" + duplicates + " of=" + judged);
    }
    return new LeakageReport(
        data.size(),
        skill.auc(),
        skill.error(),
        shuffled.auc(),
        shuffled.error(),
        features,
        duplicates,
        judged,
        warnings);
  }

  private SmallTrees.Skill shuffled(List<DatasetSplits.Fold> folds, int[] all) {
    Random random = new Random(options.seed());
    double sum = 0;
    double variance = 0;
    for (int i = 0; i < options.shuffles(); i++) {
      for (DatasetSplits.Fold fold : folds) { // dealt anew, so that folds err independently
        SmallTrees.Skill skill =
            SmallTrees.judge(List.of(fold), all, options.seed(), SmallTrees.shuffled(data, random));
        sum += skill.auc();
        variance += skill.error() * skill.error();
      }
    }
    int judged = options.shuffles() * folds.size();
    double auc = sum / judged;
    double error = Math.sqrt(variance) / judged;
    if (Math.abs(auc - 0.5) > FAR * error) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "LEAK_SUSPECTED: check=shuffled_labels auc=%.4f error=%.4f",
              auc,
              error));
    }
    return new SmallTrees.Skill(auc, error);
  }

  private List<LeakageReport.Feature> features(
      List<DatasetSplits.Fold> folds, int[] all, SmallTrees.Skill skill) {
    double[] alone = new double[all.length];
    boolean[] up = SmallTrees.labels(data);
    double[] values = new double[data.size()];
    for (int f : all) {
      Arrays.setAll(values, i -> data.vector(i)[f]);
      double auc = BinaryMetrics.auc(values, up);
      alone[f] = Math.max(auc, 1 - auc);
    }
    Set<Integer> nominees = new HashSet<>(best(alone));
    nominees.addAll(best(SmallTrees.gains(data, all, options.seed())));
    List<LeakageReport.Feature> features = new ArrayList<>();
    for (int f : all) {
      if (nominees.contains(f)) {
        features.add(look(folds, all, skill, f, alone[f]));
      }
    }
    features.sort(Comparator.comparingDouble(LeakageReport.Feature::auc).reversed());
    for (LeakageReport.Feature feature : features) {
      boolean telling = feature.auc() >= options.suspectAuc();
      if (telling || (skill.auc() >= JUMP_FROM && feature.jump() >= options.suspectJump())) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "LEAK_SUSPECTED: feature=%s auc=%.4f jump=%.4f",
                feature.name(),
                feature.auc(),
                feature.jump()));
      }
    }
    return features;
  }

  private LeakageReport.Feature look(
      List<DatasetSplits.Fold> folds, int[] all, SmallTrees.Skill skill, int f, double auc) {
    double jump = Double.NaN;
    if (all.length > 1) {
      int[] others = Arrays.stream(all).filter(column -> column != f).toArray();
      jump =
          skill.auc() - SmallTrees.judge(folds, others, options.seed(), SmallTrees::labels).auc();
    }
    return new LeakageReport.Feature(data.featureNames().get(f), auc, jump);
  }

  private static List<Integer> best(double[] scores) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> -scores[i]));
    return order.subList(0, Math.min(NOMINEES, order.size()));
  }

  private static int duplicates(Dataset train, Dataset test) {
    Map<FloatBuffer, Set<Double>> known = new HashMap<>();
    for (int i = 0; i < train.size(); i++) {
      known
          .computeIfAbsent(FloatBuffer.wrap(train.vector(i)), vector -> new HashSet<>())
          .add(train.forwardReturn(i));
    }
    int count = 0;
    for (int i = 0; i < test.size(); i++) {
      Set<Double> returns = known.get(FloatBuffer.wrap(test.vector(i)));
      count += returns != null && returns.contains(test.forwardReturn(i)) ? 1 : 0;
    }
    return count;
  }
}
