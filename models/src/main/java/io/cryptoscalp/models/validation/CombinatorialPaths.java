package io.cryptoscalp.models.validation;

import io.cryptoscalp.engine.performance.Quantiles;
import io.cryptoscalp.engine.validation.PurgedSplits;
import java.util.Arrays;
import java.util.List;

/**
 * Combinatorial purged cross-validation of the choice of a trial (Lopez de Prado, Advances in
 * Financial Machine Learning, 2018, chapter 12): in every split the trial with the best Sharpe
 * ratio of the training is taken through the tested groups; the tests of all splits make several
 * paths through the whole of history.
 *
 * @param annualSharpes annual Sharpe ratio of each path, ascending
 */
public record CombinatorialPaths(double[] annualSharpes) {
  private static final int GROUPS = 10;
  private static final int TESTED = 2;

  /**
   * Computes them.
   *
   * @param heldNs how long positions are held: the span of what a period's outcome depends on, ns
   * @param embargoNs left out after a test, ns
   */
  static CombinatorialPaths of(AlignedReturns trials, long heldNs, long embargoNs) {
    int n = trials.periods();
    long[] begin = new long[n];
    long[] known = new long[n];
    for (int i = 0; i < n; i++) {
      begin[i] = trials.fromNs() + i * trials.periodNs();
      known[i] = begin[i] + Math.min(heldNs, n / (4L * GROUPS) * trials.periodNs());
    }
    PurgedSplits purged = new PurgedSplits(begin, known, Math.min(GROUPS, n), embargoNs);
    List<PurgedSplits.Split> splits = purged.combinatorial(Math.min(TESTED, n - 1));
    int[] chosen = new int[splits.size()];
    for (int s = 0; s < chosen.length; s++) {
      chosen[s] = trials.best(splits.get(s).train());
    }
    int[][] paths = purged.paths(splits);
    double[] sharpes = new double[paths.length];
    for (int p = 0; p < sharpes.length; p++) {
      sharpes[p] = sharpe(trials, chosen, paths[p]) * Math.sqrt(trials.periodsPerYear());
    }
    Arrays.sort(sharpes);
    return new CombinatorialPaths(sharpes);
  }

  private static double sharpe(AlignedReturns trials, int[] chosen, int[] path) {
    double[] row = new double[trials.periods()];
    for (int group = 0; group < path.length; group++) {
      int from = (int) ((long) row.length * group / path.length);
      int to = (int) ((long) row.length * (group + 1) / path.length);
      for (int i = from; i < to; i++) {
        row[i] = trials.returns()[chosen[path[group]]][i];
      }
    }
    AlignedReturns one =
        new AlignedReturns(trials.fromNs(), trials.periodNs(), trials.runs(), new double[][] {row});
    int[] all = new int[row.length];
    Arrays.setAll(all, i -> i);
    return one.sharpe(0, all);
  }

  /** Median annual Sharpe ratio. */
  public double median() {
    return Quantiles.ofSorted(annualSharpes, 0.5);
  }

  /** Share of paths that lost. */
  public double lossShare() {
    return (double) Arrays.stream(annualSharpes).filter(each -> each <= 0).count()
        / annualSharpes.length;
  }
}
