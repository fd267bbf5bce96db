package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.LocalTrialRunner;
import io.cryptoscalp.jobs.backtest.TrialResult;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One side of {@link TrialScaling}, in a process of its own: {@code RECORDING PARALLELISM}. Each
 * line of its input is a number of trials; it runs a pass of so many and answers with a line:
 * seconds, market states, trades, and a digest of what all trials came to.
 */
final class TrialPasses {
  private TrialPasses() {}

  /** Answers until the input ends. */
  public static void main(String[] args) throws Exception {
    BacktestInput input =
        BacktestInput.recorded(
            Path.of(args[0]), InstrumentCatalogue.builtIn(), Set.of(), text -> {});
    try (LocalTrialRunner runner = new LocalTrialRunner(input, Integer.parseInt(args[1]));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("ready");
      int pass = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        BacktestRequest request = request(input, Integer.parseInt(line), "pass-" + pass++);
        long begin = System.nanoTime();
        List<TrialResult> results = runner.run(request);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.println(answer(seconds, results));
      }
    }
  }

  private static String answer(double seconds, List<TrialResult> results) {
    long trades = 0;
    long digest = 0;
    for (TrialResult result : results) {
      trades += result.trades().size();
      digest = 31 * digest + result.summary().hashCode();
      // Not by the hash of an enum, which is another in each process.
      digest = 31 * digest + result.trades().toString().hashCode();
      digest = 31 * digest + result.equity().hashCode();
    }
    long states = results.get(0).summary().ticks();
    return seconds + " " + states + " " + trades + " " + Long.toHexString(digest);
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
}
