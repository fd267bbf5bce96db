package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.performance.RunRecord.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A market of which the truth is known: trials earn a drift that hangs on their cooldown, best at
 * 20 s, and chance of their own besides. Without skill all of it is luck.
 */
final class DriftMarket implements StudyRunner {
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
  public List<TrialRun> run(StudyPass pass) {
    read.add(pass.toNs());
    if (passes-- <= 0) {
      throw new IllegalStateException("killed");
    }
    List<TrialRun> runs = new ArrayList<>();
    for (StudyPass.Trial trial : pass.trials()) {
      runs.add(run(trial.settings(), pass.fromNs(), pass.toNs()));
    }
    return runs;
  }

  @Override
  public String currency() {
    return "USDT";
  }

  private TrialRun run(SortedMap<String, String> settings, long fromNs, long endNs) {
    String cooldown = settings.getOrDefault("strategy.cooldown", "15s");
    double seconds = Double.parseDouble(cooldown.replace("s", ""));
    double off = (seconds - 20) / 15;
    double drift = skill * NOISE * StrictMath.exp(-off * off);
    double equity = 10_000;
    double peak = equity;
    double fall = 0;
    int points = (int) ((endNs - fromNs) / stepNs);
    long[] times = new long[points];
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      long at = fromNs + (i + 1) * stepNs;
      // Chance of a moment is the same whatever window it lies in.
      long state = seed * 31 + settings.hashCode() * 1_000_003L + at / stepNs;
      SplittableRandom random = new SplittableRandom(state);
      double chance = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
      equity *= 1 + drift + 2 * NOISE * chance;
      peak = Math.max(peak, equity);
      fall = Math.max(fall, 1 - equity / peak);
      times[i] = at;
      values[i] = equity;
    }
    return new TrialRun(
        10_000,
        equity,
        fall,
        1e6 / seconds,
        0,
        points / 2,
        new Curve(times, values),
        List.of(),
        List.of(),
        false);
  }

  /** A study over it: 1,000 steps, the last 30 % held out. */
  StudySpec study(SamplerKind sampler, List<Objective> objectives, int trials, int batch) {
    return new StudySpec(
        "study-" + sampler.text(),
        "momentum-breakout",
        "a market of known truth",
        "00",
        List.of("BTCUSDT-PERP.BINANCE"),
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
