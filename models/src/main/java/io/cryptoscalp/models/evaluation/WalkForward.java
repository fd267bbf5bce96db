package io.cryptoscalp.models.evaluation;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetSplits;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges families by walk-forward: in each fold a model learns from what came before the test part,
 * stops and is calibrated by the newest stretch of it, and forecasts the test part; thresholds of
 * trading are chosen on the validation part. Figures are over the test parts of all folds.
 */
public final class WalkForward {
  private final Dataset data;
  private final EvaluationOptions options;
  private final List<DatasetSplits.Split> splits;
  private final List<EvaluationRun.Fold> folds = new ArrayList<>();
  private final List<JudgedExamples> validations = new ArrayList<>();
  private final JudgedExamples examples;
  private final long[] clusters;

  /** Hears which fold a family trains in. */
  @FunctionalInterface
  public interface Listener {
    /** A family begins a fold, from 0. */
    void fold(String family, int fold, int folds);

    /** What a fold found was kept by a run that did not end; nothing is trained. */
    default void kept(String family, int fold, int folds) {}
  }

  /**
   * Cuts the folds.
   *
   * @throws ModelException {@code EVALUATION_TOO_FEW_ROWS} when a part is empty
   */
  public WalkForward(Dataset data, EvaluationOptions options) {
    this.data = data;
    this.options = options;
    splits = options.splits(data);
    List<JudgedExamples> tests = new ArrayList<>();
    for (DatasetSplits.Split split : splits) {
      int train = split.train().size();
      int validation = split.validation().size();
      int test = split.test().size();
      if (train == 0 || validation == 0 || test == 0) {
        throw new ModelException(
            "EVALUATION_TOO_FEW_ROWS",
            "fold="
                + folds.size()
                + " train="
                + train
                + " validation="
                + validation
                + " test="
                + test);
      }
      double base = baseRate(split.train());
      tests.add(JudgedExamples.of(split.test(), folds.size(), base));
      validations.add(JudgedExamples.of(split.validation(), folds.size(), base));
      folds.add(
          new EvaluationRun.Fold(train, validation, test, split.left(), split.testFromNs(), base));
    }
    if (splits.isEmpty()) {
      throw new ModelException("EVALUATION_TOO_FEW_ROWS", "examples=" + data.size());
    }
    examples = JudgedExamples.joined(tests);
    clusters = examples.clusters(options.clusterNs());
  }

  /** The parts of each fold. */
  public List<EvaluationRun.Fold> folds() {
    return List.copyOf(folds);
  }

  /**
   * Runs it.
   *
   * @param families whom to judge
   * @param settings of each family by id
   * @param run seed, threads, progress and where finished folds and checkpoints are kept
   * @param listener told of every fold
   * @param nanoTime a clock for the cost of training, ns
   */
  public EvaluationRun run(
      List<ModelFamily> families,
      Map<String, Hyperparameters> settings,
      TrainingRun run,
      Listener listener,
      LongSupplier nanoTime) {
    List<Contender> contenders = new ArrayList<>(baselines());
    List<List<FoldForecasts>> members = new ArrayList<>();
    FoldStore store = FoldStore.of(run, data.hash(), options);
    SortedMap<String, String> failures = new TreeMap<>();
    for (ModelFamily family : families) {
      try {
        List<FoldForecasts> forecasts = new ArrayList<>();
        for (int fold = 0; fold < splits.size(); fold++) {
          listener.fold(family.id(), fold, splits.size());
          Hyperparameters with = settings.getOrDefault(family.id(), family.defaults());
          FoldForecasts kept = kept(store.read(family.id(), fold, with), splits.get(fold));
          if (kept != null) {
            listener.kept(family.id(), fold, splits.size());
          }
          forecasts.add(kept != null ? kept : forecasts(family, with, fold, store, nanoTime));
        }
        members.add(forecasts);
        contenders.add(contender(family.id(), Contender.Kind.FAMILY, forecasts));
      } catch (ModelException e) {
        failures.put(family.id(), String.valueOf(e.getMessage()));
      }
    }
    if (members.size() > 1) {
      contenders.addAll(ensembles(members));
    }
    return new EvaluationRun(data.hash(), options.byName(), folds, examples, contenders, failures);
  }

  private static @Nullable FoldForecasts kept(
      double @Nullable [][] arrays, DatasetSplits.Split split) {
    boolean fits =
        arrays != null
            && arrays.length == 3
            && arrays[0].length == split.validation().size()
            && arrays[1].length == split.test().size();
    return fits ? new FoldForecasts(arrays[0], arrays[1], arrays[2][0]) : null;
  }

  private FoldForecasts forecasts(
      ModelFamily family,
      Hyperparameters settings,
      int fold,
      FoldStore store,
      LongSupplier nanoTime) {
    DatasetSplits.Split split = splits.get(fold);
    long from = nanoTime.getAsLong();
    try (TrainedModel model =
        family.train(split.train(), split.validation(), settings, store.fold(fold))) {
      double seconds = (nanoTime.getAsLong() - from) / 1e9;
      FoldForecasts found =
          new FoldForecasts(
              wide(model.predict(split.validation())), wide(model.predict(split.test())), seconds);
      double[] took = {seconds};
      store.write(family.id(), fold, settings, found.validation(), found.test(), took);
      return found;
    }
  }

  private List<Contender> ensembles(List<List<FoldForecasts>> members) {
    List<FoldForecasts> mean = new ArrayList<>();
    List<FoldForecasts> weighted = new ArrayList<>();
    for (int fold = 0; fold < splits.size(); fold++) {
      List<FoldForecasts> of = new ArrayList<>();
      for (List<FoldForecasts> member : members) {
        of.add(member.get(fold));
      }
      mean.add(Ensemble.pooled(of, Ensemble.equalWeights(of.size())));
      double[] weights =
          Ensemble.byValidation(of, splits.get(fold).validation(), folds.get(fold).base());
      weighted.add(Ensemble.pooled(of, weights));
    }
    return List.of(
        contender("ensemble-mean", Contender.Kind.ENSEMBLE, mean),
        contender("ensemble-weighted", Contender.Kind.ENSEMBLE, weighted));
  }

  private Contender contender(String id, Contender.Kind kind, List<FoldForecasts> forecasts) {
    double[] all = new double[examples.size()];
    int[] sides = new int[all.length];
    double seconds = 0;
    int at = 0;
    for (int fold = 0; fold < forecasts.size(); fold++) {
      FoldForecasts of = forecasts.get(fold);
      TradingRule rule =
          TradingRule.choose(of.validation(), validations.get(fold), options.costs().roundTrip());
      System.arraycopy(of.test(), 0, all, at, of.test().length);
      System.arraycopy(rule.sides(of.test()), 0, sides, at, of.test().length);
      at += of.test().length;
      seconds += of.seconds();
    }
    return judged(id, kind, all, sides, seconds);
  }

  private Contender judged(
      String id, Contender.Kind kind, double[] forecasts, int[] sides, double seconds) {
    return new Contender(
        id,
        kind,
        forecasts,
        sides,
        ClassificationMetrics.of(
            forecasts, examples.base(), examples.up(), examples.weight(), clusters),
        TradingFigures.of(sides, examples, options.costs().roundTrip(), options.clusterNs()),
        seconds);
  }

  private List<Contender> baselines() {
    LastReturn last = new LastReturn(data);
    int size = examples.size();
    double[] forecasts = new double[size];
    int[] longs = new int[size];
    int[] momentum = new int[size];
    int[] reversal = new int[size];
    int at = 0;
    for (DatasetSplits.Split split : splits) {
      double[] of = last.forecasts(split.train(), split.test());
      int[] signs = last.signs(split.test());
      for (int i = 0; i < of.length; i++) {
        forecasts[at] = of[i];
        longs[at] = 1;
        momentum[at] = signs[i];
        reversal[at++] = -signs[i];
      }
    }
    Contender.Kind kind = Contender.Kind.BASELINE;
    return List.of(
        judged("base-rate", kind, examples.base(), new int[size], 0),
        judged("always-long", kind, examples.base(), longs, 0),
        judged("momentum", kind, forecasts, momentum, 0),
        judged("reversal", kind, forecasts, reversal, 0));
  }

  private static double baseRate(Dataset train) {
    double up = 0;
    double all = 0;
    for (int i = 0; i < train.size(); i++) {
      up += train.up(i) ? train.weight(i) : 0;
      all += train.weight(i);
    }
    return up / all;
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
