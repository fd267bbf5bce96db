package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.TrialResult;
import io.cryptoscalp.jobs.backtest.TrialRunner;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A market of which the truth is known: trials earn a drift that hangs on their cooldown, best at
 * 20 s, and chance of their own besides. Without skill all of it is luck.
 */
final class DriftMarket implements Windows {
  static final long SECOND = 1_000_000_000L;
  private static final double NOISE = 1e-3;

  private final double skill;
  private final long seed;
  private final long stepNs;

  /** Ends of the data that were read, in order. */
  final List<Long> read = new ArrayList<>();

  /** Passes after which it fails, as a kill would. */
  int passes = Integer.MAX_VALUE;

  DriftMarket(double skill, long seed, long stepNs) {
    this.skill = skill;
    this.seed = seed;
    this.stepNs = stepNs;
  }

  @Override
  public TrialRunner until(long toNs) {
    read.add(toNs);
    return request -> run(request, toNs);
  }

  private List<TrialResult> run(BacktestRequest request, long endNs) {
    if (passes-- <= 0) {
      throw new IllegalStateException("killed");
    }
    List<TrialResult> results = new ArrayList<>();
    for (TrialSpec trial : request.trials()) {
      results.add(run(trial, Math.min(endNs, trial.toNs())));
    }
    return results;
  }

  private TrialResult run(TrialSpec trial, long endNs) {
    String cooldown = trial.settings().getOrDefault("strategy.cooldown", "15s");
    double seconds = Double.parseDouble(cooldown.replace("s", ""));
    double off = (seconds - 20) / 15;
    double drift = skill * NOISE * StrictMath.exp(-off * off);
    double equity = 10_000;
    double peak = equity;
    double fall = 0;
    List<EquityPoint> points = new ArrayList<>();
    for (long at = trial.fromNs() + stepNs; at <= endNs; at += stepNs) {
      // Chance of a moment is the same whatever window it lies in.
      long state = seed * 31 + trial.settings().hashCode() * 1_000_003L + at / stepNs;
      SplittableRandom random = new SplittableRandom(state);
      double chance = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
      equity *= 1 + drift + 2 * NOISE * chance;
      peak = Math.max(peak, equity);
      fall = Math.max(fall, 1 - equity / peak);
      points.add(new EquityPoint(at, equity, 0, 0, 0));
    }
    int trades = points.size() / 2;
    TrialSummary summary =
        new TrialSummary(
            points.size(),
            points.size(),
            trades,
            trades,
            2L * trades,
            2L * trades,
            trades,
            1e6 / seconds,
            0,
            0,
            10_000,
            equity,
            fall,
            trial.fromNs(),
            endNs,
            0);
    return new TrialResult(trial, summary, List.of(), points);
  }

  /** A study over it: 1,000 steps, the last 30 % held out. */
  StudySpec study(SamplerKind sampler, List<Objective> objectives, int trials, int batch) {
    return new StudySpec(
        "study-" + sampler.text(),
        "momentum-breakout",
        "a market of known truth",
        "00",
        new TreeMap<>(),
        List.of("strategy.cooldown=1s..120s:int", "strategy.max-hold=10s..300s:log"),
        objectives,
        sampler,
        trials,
        batch,
        seed,
        0,
        1_000 * stepNs,
        0.3,
        10,
        0.1);
  }
}
