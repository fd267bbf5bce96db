package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.LocalTrialRunner;
import io.cryptoscalp.jobs.backtest.TrialResult;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the time of a pass grows with the number of its trials and with the cores: {@code
 * backtest-trials RECORDING [TRIALS,... [CORES,...]]}. Each number is the faster of two passes of a
 * runner that has run one before.
 */
public final class TrialScaling {
  private TrialScaling() {}

  /** Prints a line for each number of cores and trials. */
  public static void main(String[] args) throws Exception {
    Path recording = Path.of(args[0]);
    int[] trials = wholes(args.length > 1 ? args[1] : "1,16,128,512");
    int[] cores = wholes(args.length > 2 ? args[2] : "1,2");
    BacktestInput input =
        BacktestInput.recorded(recording, InstrumentCatalogue.builtIn(), Set.of(), text -> {});
    System.out.println("cores trials seconds states/s trial-states/s us/trial-state trades");
    for (int parallelism : cores) {
      try (LocalTrialRunner runner = new LocalTrialRunner(input, parallelism)) {
        var unused = runner.run(request(input, 16, "warm"));
        for (int count : trials) {
          measure(runner, input, parallelism, count);
        }
      }
    }
  }

  private static void measure(LocalTrialRunner runner, BacktestInput input, int cores, int count)
      throws Exception {
    double best = Double.MAX_VALUE;
    List<TrialResult> results = List.of();
    for (int pass = 0; pass < 2; pass++) {
      long begin = System.nanoTime();
      results = runner.run(request(input, count, "t" + count + "-" + pass));
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
    }
    long states = results.get(0).summary().ticks();
    long trades = 0;
    for (TrialResult result : results) {
      trades += result.trades().size();
    }
    System.out.printf(
        Locale.ROOT,
        "%5d %6d %7.2f %,8.0f %,14.0f %14.3f %,d%n",
        cores,
        count,
        best,
        states / best,
        states * count / best,
        best * 1e6 / states / count,
        trades);
  }

  private static BacktestRequest request(BacktestInput input, int count, String run) {
    List<String> ids = new ArrayList<>();
    input.plan().instruments().forEach(each -> ids.add(each.instrument()));
    TreeMap<String, String> base =
        new TreeMap<>(Map.of("trading.instruments", String.join(",", ids)));
    ArrayList<TrialSpec> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trials.add(
          TrialSpec.of(
              "t" + i,
              Map.of(
                  "strategy.cooldown", (5 + i % 23) + "s",
                  "strategy.max-hold", (20 + i / 23) + "s")));
    }
    return new BacktestRequest(run, base, trials, Duration.ofSeconds(1).toNanos());
  }

  private static int[] wholes(String text) {
    String[] parts = text.split(",", -1);
    int[] numbers = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Integer.parseInt(parts[i]);
    }
    return numbers;
  }
}
