package io.cryptoscalp.models.evaluation.forecast;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetSplits;
import io.cryptoscalp.models.evaluation.EvaluationOptions;
import io.cryptoscalp.models.evaluation.EvaluationRun;
import io.cryptoscalp.models.evaluation.FoldStore;
import io.cryptoscalp.models.evaluation.JudgedExamples;
import io.cryptoscalp.models.evaluation.TradingRule;
import io.cryptoscalp.models.evaluation.WalkForward;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.forecast.QuantileFamily;
import io.cryptoscalp.models.family.forecast.TrainedForecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Judges a forecaster of quantiles on the folds on which the other families are judged. Against the
 * naive forecast, the quantiles of all returns that were learnt from, by pinball loss; by what its
 * intervals cover; and by the direction that they imply, traded by thresholds that are chosen on
 * the validation part as those of the other families are.
 */
public final class QuantileWalkForward {
  private final Dataset data;
  private final EvaluationOptions options;
  private final List<DatasetSplits.Split> splits;
  private final List<EvaluationRun.Fold> folds;

  /**
   * Cuts the folds.
   *
   * @throws io.cryptoscalp.models.ModelException {@code EVALUATION_TOO_FEW_ROWS} when a part is
   *     empty
   */
  public QuantileWalkForward(Dataset data, EvaluationOptions options) {
    this.data = data;
    this.options = options;
    this.folds = new WalkForward(data, options).folds();
    this.splits = options.splits(data);
  }

  /** The parts of each fold. */
  public List<EvaluationRun.Fold> folds() {
    return List.copyOf(folds);
  }

  /**
   * Runs it.
   *
   * @param settings of the family
   * @param run seed, threads, progress and where finished folds and checkpoints are kept
   * @param listener told of every fold
   * @param nanoTime a clock for the cost of training, ns
   * @throws io.cryptoscalp.models.ModelException coded, when a fold cannot be learnt or judged
   */
  public QuantileRun run(
      QuantileFamily family,
      Hyperparameters settings,
      TrainingRun run,
      WalkForward.Listener listener,
      LongSupplier nanoTime) {
    FoldStore store = FoldStore.of(run, data.hash(), options);
    List<QuantileForecasts> forecasts = new ArrayList<>();
    for (int fold = 0; fold < splits.size(); fold++) {
      listener.fold(family.id(), fold, splits.size());
      DatasetSplits.Split split = splits.get(fold);
      QuantileForecasts kept = QuantileForecasts.of(store.read(family.id(), fold, settings), split);
      if (kept != null) {
        listener.kept(family.id(), fold, splits.size());
        forecasts.add(kept);
      } else {
        QuantileForecasts found = train(family, settings, split, store.fold(fold), nanoTime);
        store.write(family.id(), fold, settings, found.kept());
        forecasts.add(found);
      }
    }
    return judged(family.id(), forecasts);
  }

  private static QuantileForecasts train(
      QuantileFamily family,
      Hyperparameters settings,
      DatasetSplits.Split split,
      TrainingRun run,
      LongSupplier nanoTime) {
    long from = nanoTime.getAsLong();
    try (TrainedForecast model = family.train(split.train(), split.validation(), settings, run)) {
      return QuantileForecasts.of(model, split, (nanoTime.getAsLong() - from) / 1e9);
    }
  }

  private QuantileRun judged(String id, List<QuantileForecasts> forecasts) {
    double[] levels = forecasts.get(0).levels();
    long[] horizonsNs = data.horizonsNs();
    List<HorizonJudge> judges = new ArrayList<>();
    for (int h = 0; h < horizonsNs.length; h++) {
      judges.add(new HorizonJudge(h, horizonsNs[h], levels));
    }
    List<QuantilePart> parts = new ArrayList<>();
    double seconds = 0;
    for (int fold = 0; fold < forecasts.size(); fold++) {
      QuantileForecasts of = forecasts.get(fold);
      Dataset test = splits.get(fold).test();
      float[][][] naive = of.naive(splits.get(fold));
      int[][] sides = new int[judges.size()][test.size()];
      for (int h = 0; h < judges.size(); h++) {
        judges.get(h).add(test, of.test(), naive, options.clusterNs());
        trade(judges.get(h), h, fold, of, sides[h]);
      }
      parts.add(new QuantilePart(fold, test, of.test(), naive, sides));
      seconds += of.seconds();
    }
    List<HorizonFigures> figures = new ArrayList<>();
    for (HorizonJudge judge : judges) {
      figures.add(judge.figures(options));
    }
    return new QuantileRun(
        id, data.hash(), options.byName(), levels, folds, figures, parts, seconds);
  }

  /** Chooses the rule of a fold on its validation part and trades the test part by it. */
  private void trade(
      HorizonJudge judge, int horizon, int fold, QuantileForecasts of, int[] allSides) {
    DatasetSplits.Split split = splits.get(fold);
    Moves validation = new Moves(split.validation(), horizon);
    Moves test = new Moves(split.test(), horizon);
    double base = new Moves(split.train(), horizon).base();
    TradingRule rule =
        TradingRule.choose(
            validation.chances(of.validation(), of.levels()),
            validation.judged(fold, base),
            options.costs().roundTrip());
    double[] chances = test.chances(of.test(), of.levels());
    int[] sides = rule.sides(chances);
    for (int i = 0; i < sides.length; i++) {
      allSides[test.examples[i]] = sides[i];
    }
    judge.trade(test.judged(fold, base), chances, sides);
  }

  /** The examples of a part whose price moved over one horizon. */
  private static final class Moves {
    private final Dataset part;
    private final int horizon;
    private final int[] examples;

    Moves(Dataset part, int horizon) {
      this.part = part;
      this.horizon = horizon;
      int[] found = new int[part.size()];
      int count = 0;
      for (int i = 0; i < found.length; i++) {
        float value = part.horizonReturn(i, horizon);
        if (!Float.isNaN(value) && value != 0) {
          found[count++] = i;
        }
      }
      examples = Arrays.copyOf(found, count);
    }

    double base() {
      double up = 0;
      double all = 0;
      for (int i : examples) {
        up += part.horizonReturn(i, horizon) > 0 ? part.weight(i) : 0;
        all += part.weight(i);
      }
      return all > 0 ? up / all : 0.5;
    }

    double[] chances(float[][][] quantiles, double[] levels) {
      double[] chances = new double[examples.length];
      for (int i = 0; i < chances.length; i++) {
        chances[i] = RiseChance.of(quantiles[examples[i]][horizon], levels);
      }
      return chances;
    }

    JudgedExamples judged(int fold, double base) {
      int size = examples.length;
      long spanNs = part.horizonsNs()[horizon];
      int[] folds = new int[size];
      long[] times = new long[size];
      long[] ends = new long[size];
      String[] instruments = new String[size];
      boolean[] up = new boolean[size];
      double[] weights = new double[size];
      double[] returns = new double[size];
      double[] bases = new double[size];
      for (int i = 0; i < size; i++) {
        int example = examples[i];
        folds[i] = fold;
        times[i] = part.eventTimeNs(example);
        ends[i] = times[i] + spanNs;
        instruments[i] = part.instrument(example);
        returns[i] = part.horizonReturn(example, horizon);
        up[i] = returns[i] > 0;
        weights[i] = part.weight(example);
        bases[i] = base;
      }
      return new JudgedExamples(folds, times, ends, instruments, up, weights, returns, bases);
    }
  }
}
