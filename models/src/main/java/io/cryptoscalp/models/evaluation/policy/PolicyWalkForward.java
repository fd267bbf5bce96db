package io.cryptoscalp.models.evaluation.policy;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.evaluation.EvaluationOptions;
import io.cryptoscalp.models.evaluation.WalkForward;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.policy.MarketPath;
import io.cryptoscalp.models.family.policy.PolicyFamily;
import io.cryptoscalp.models.family.policy.TradingTerms;
import io.cryptoscalp.models.family.policy.TrainedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Judges policies by walk-forward: in each fold they learn on what came before the test part, the
 * newest stretch of it chooses the round that is kept, and the test part is traded once, whole. The
 * parts are cut by time, an embargo apart. Each family learns with several seeds, for what
 * reinforcement learning finds depends on them (Henderson et al., Deep Reinforcement Learning that
 * Matters, AAAI 2018).
 */
public final class PolicyWalkForward {
  private final EvaluationOptions options;
  private final TradingTerms terms;
  private final int seeds;
  private final List<Parts> parts = new ArrayList<>();
  private final List<PolicyRun.Fold> folds = new ArrayList<>();

  /** Paths of a fold. */
  private record Parts(
      List<MarketPath> train, List<MarketPath> validation, List<MarketPath> test) {}

  /**
   * Cuts the folds.
   *
   * @param seeds runs of each family, at least 1
   * @throws ModelException {@code EVALUATION_TOO_FEW_ROWS} when a part is empty
   */
  public PolicyWalkForward(
      List<MarketPath> paths, TradingTerms terms, EvaluationOptions options, int seeds) {
    this.terms = terms;
    this.options = options;
    this.seeds = Math.max(1, seeds);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (MarketPath path : paths) {
      first = Math.min(first, path.timesNs()[0]);
      last = Math.max(last, path.timesNs()[path.rows() - 1] + 1);
    }
    if (paths.isEmpty()) {
      throw new ModelException("EVALUATION_TOO_FEW_ROWS", "paths=0");
    }
    long testing = (long) ((last - first) * (1 - options.initialShare()));
    for (int fold = 0; fold < options.folds(); fold++) {
      long from = last - testing + testing / options.folds() * fold;
      long to = fold == options.folds() - 1 ? last : from + testing / options.folds();
      cut(paths, first, from, to);
    }
  }

  private void cut(List<MarketPath> paths, long first, long from, long to) {
    long before = from - options.embargoNs();
    long middle = before - (long) ((before - first) * options.validationShare());
    Parts of =
        new Parts(
            MarketPath.between(paths, first, middle - options.embargoNs()),
            MarketPath.between(paths, middle, before),
            MarketPath.between(paths, from, to));
    PolicyRun.Fold fold =
        new PolicyRun.Fold(rows(of.train), rows(of.validation), rows(of.test), from);
    if (fold.train() == 0 || fold.validation() == 0 || fold.test() == 0) {
      throw new ModelException(
          "EVALUATION_TOO_FEW_ROWS",
          "fold="
              + folds.size()
              + " train="
              + fold.train()
              + " validation="
              + fold.validation()
              + " test="
              + fold.test());
    }
    parts.add(of);
    folds.add(fold);
  }

  private static long rows(List<MarketPath> paths) {
    long rows = 0;
    for (MarketPath path : paths) {
      rows += path.rows();
    }
    return rows;
  }

  /** The parts of each fold. */
  public List<PolicyRun.Fold> folds() {
    return List.copyOf(folds);
  }

  /**
   * Runs it.
   *
   * @param families whom to judge
   * @param settings of families that do not use their defaults, by id
   * @param run first seed, threads and progress; its checkpoints are not used
   * @param listener told of every fold of every seed
   * @param nanoTime a clock for the cost of training, ns
   */
  public PolicyRun run(
      List<PolicyFamily> families,
      Map<String, Hyperparameters> settings,
      TrainingRun run,
      WalkForward.Listener listener,
      LongSupplier nanoTime) {
    List<PolicyContender> contenders = new ArrayList<>();
    contenders.add(rule("flat", PathRule.flat()));
    contenders.add(rule("buy-and-hold", PathRule.hold()));
    contenders.add(rule("momentum", PathRule.lastReturn(true)));
    contenders.add(rule("reversal", PathRule.lastReturn(false)));
    SortedMap<String, String> failures = new TreeMap<>();
    for (PolicyFamily family : families) {
      try {
        Hyperparameters with = settings.getOrDefault(family.id(), family.defaults());
        contenders.add(family(family, with, run, listener, nanoTime));
      } catch (ModelException e) {
        failures.put(family.id(), String.valueOf(e.getMessage()));
      }
    }
    return new PolicyRun(names(), folds, contenders, failures);
  }

  private PolicyContender rule(String id, PathRule rule) {
    PolicyJudge judge = new PolicyJudge(terms);
    for (Parts of : parts) {
      judge.trade(of.test, rule);
    }
    return new PolicyContender(id, false, List.of(0L), List.of(judge.figures()), 0);
  }

  private PolicyContender family(
      PolicyFamily family,
      Hyperparameters settings,
      TrainingRun run,
      WalkForward.Listener listener,
      LongSupplier nanoTime) {
    List<Long> used = new ArrayList<>();
    List<PolicyFigures> figures = new ArrayList<>();
    double seconds = 0;
    for (int s = 0; s < seeds; s++) {
      TrainingRun own = new TrainingRun(run.seed() + s, run.threads(), run.progress(), null);
      PolicyJudge judge = new PolicyJudge(terms);
      for (int fold = 0; fold < parts.size(); fold++) {
        Parts of = parts.get(fold);
        listener.fold(family.id(), s * parts.size() + fold, seeds * parts.size());
        long from = nanoTime.getAsLong();
        TrainedPolicy policy = family.train(of.train, of.validation, terms, settings, own);
        seconds += (nanoTime.getAsLong() - from) / 1e9;
        try (TrainedPolicy.Actor actor = policy.actor()) {
          judge.trade(of.test, PathRule.of(actor));
        }
      }
      used.add(own.seed());
      figures.add(judge.figures());
    }
    return new PolicyContender(family.id(), true, used, figures, seconds);
  }

  private SortedMap<String, String> names() {
    SortedMap<String, String> names = new TreeMap<>(options.byName());
    names.put("seeds", Integer.toString(seeds));
    names.put("notional", Double.toString(terms.notional()));
    names.put("half_spread_bps", Double.toString(terms.halfSpreadBps()));
    names.put("slippage_bps", Double.toString(terms.slippageBps()));
    names.put("risk_aversion", Double.toString(terms.riskAversion()));
    names.put("drawdown_penalty", Double.toString(terms.drawdownPenalty()));
    return names;
  }
}
