package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.barsim.BarBootstrap;
import io.cryptoscalp.engine.barsim.BarResampler;
import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.barsim.BarSpan;
import io.cryptoscalp.engine.performance.Quantiles;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.validation.Resampling;
import io.cryptoscalp.jobs.backtest.SideBySide;
import io.cryptoscalp.models.validation.BootstrapReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/**
 * Runs a trial anew on histories of its own candles in another order, with the same costs. Each
 * path has a stream of chance of its own: the first of more paths are those of fewer, whatever the
 * number of threads.
 */
public final class BarBootstraps {
  /** Blocks that are not given leave at least so many of them. */
  private static final int FEWEST_BLOCKS = 10;

  private final BarBacktest backtest;
  private final List<BarTrial> trials;
  private final BarObjective objective;
  private final Options options;

  /**
   * What to run.
   *
   * @param paths histories, at least 1
   * @param seed equal seeds give equal histories
   * @param blockBars mean length of blocks; 0 for one that fits candles and strategy
   * @param chooseAnew true to take the best of all trials on each path, as it was on history
   * @param threads side by side
   */
  public record Options(int paths, long seed, double blockBars, boolean chooseAnew, int threads) {
    /** Checks it. */
    public Options {
      if (paths < 1 || threads < 1 || !(blockBars == 0 || blockBars >= 1)) {
        throw new IllegalArgumentException(
            "BOOTSTRAP_INVALID: paths=" + paths + " threads=" + threads + " block=" + blockBars);
      }
    }
  }

  /**
   * A bootstrap.
   *
   * @param trials that were run on history
   * @param objective that the best was chosen by
   */
  public BarBootstraps(
      BarBacktest backtest, List<BarTrial> trials, BarObjective objective, Options options) {
    this.backtest = backtest;
    this.trials = List.copyOf(trials);
    this.objective = objective;
    this.options = options;
  }

  /**
   * Runs it.
   *
   * @param chosen the trial whose result is held to the paths
   * @param run its record
   */
  public BootstrapReport run(BarTrialResult chosen, RunRecord run) throws InterruptedException {
    double needed = needed(chosen);
    double block = options.blockBars() > 0 ? options.blockBars() : block(needed);
    BarResampler resampler =
        new BarResampler(backtest, new Resampling(Resampling.Kind.STATIONARY, block));
    List<BarTrial> candidates = options.chooseAnew() ? trials : List.of(chosen.trial());
    SplittableRandom seeds = new SplittableRandom(options.seed());
    List<Callable<BarBootstrap.Path>> work = new ArrayList<>();
    for (int i = 0; i < options.paths(); i++) {
      SplittableRandom own = seeds.split();
      work.add(() -> path(resampler.path(own), candidates));
    }
    List<BarBootstrap.Path> paths = SideBySide.run(work, options.threads());
    BarBootstrap result = BarBootstrap.of(BarBootstrap.Path.of(backtest, chosen.result()), paths);
    return new BootstrapReport(
        run.runId(),
        run.dataHash(),
        options.seed(),
        block,
        needed,
        backtest.markets().get(0).series().intervalNs(),
        candidates.size(),
        result);
  }

  private BarBootstrap.Path path(BarBacktest history, List<BarTrial> candidates) {
    BarResult best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (BarTrial trial : candidates) {
      BarSpan span = new BarSpan(Long.MIN_VALUE, Long.MAX_VALUE, trial.warmUp());
      BarResult result = history.run(trial.strategy(), span);
      double worth = candidates.size() == 1 ? 0 : objective.of(result);
      if (best == null || worth > most) {
        best = result;
        most = worth;
      }
    }
    if (best == null) {
      throw new IllegalStateException("no trial");
    }
    return BarBootstrap.Path.of(history, best);
  }

  /** What the strategy looks back, and how long nineteen of twenty positions are held, bars. */
  private double needed(BarTrialResult chosen) {
    double[] held =
        chosen.result().trades().stream().mapToDouble(t -> t.exitNs() - t.entryNs()).toArray();
    double interval = backtest.markets().get(0).series().intervalNs();
    return chosen.trial().warmUp()
        + (held.length == 0 ? 0 : Math.ceil(Quantiles.of(held, 0.95) / interval));
  }

  /** As long as candles and strategy ask for, and leaves some blocks to draw. */
  private double block(double needed) {
    double wanted = Math.max(needed, BarResampler.block(backtest));
    int bars = backtest.markets().stream().mapToInt(m -> m.series().size()).max().orElse(1);
    return Math.max(1, Math.min(wanted, (double) bars / FEWEST_BLOCKS));
  }
}
