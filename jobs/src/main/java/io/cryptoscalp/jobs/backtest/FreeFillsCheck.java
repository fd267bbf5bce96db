package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.backtest.FreeFills;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs a trial under the three executions of {@link FreeFills}, in one pass. */
public final class FreeFillsCheck {
  /** A venue that is reached at once and whose levels are there again at once. */
  private static final Map<String, String> INSTANT =
      Map.of(
          "venue.mode", "simulated",
          "venue.latency.entry", "0ms",
          "venue.latency.response", "0ms",
          "venue.queue", "log",
          "venue.impact", "none");

  /** A venue that gives nothing away; latencies are the trial's own where it has set them. */
  private static final Map<String, String> QUEUED =
      Map.of(
          "venue.mode", "simulated",
          "venue.queue", "risk-averse",
          "venue.impact", "consuming",
          "venue.partial", "true");

  private FreeFillsCheck() {}

  /**
   * Compares.
   *
   * @param base keys of the run
   * @param trial the trial, whatever execution it asks for
   * @throws Exception of the runner
   */
  public static FreeFills run(TrialRunner runner, Map<String, String> base, TrialSpec trial)
      throws Exception {
    BacktestRequest request =
        new BacktestRequest(
            "free-fills-" + trial.id(),
            new TreeMap<>(base),
            new ArrayList<>(
                List.of(
                    with(trial, "paper", Map.of("venue.mode", "paper")),
                    with(trial, "instant", INSTANT),
                    with(trial, "queued", QUEUED))),
            60_000_000_000L);
    List<TrialResult> results = runner.run(request);
    return new FreeFills(
        results.get(0).summary(), results.get(1).summary(), results.get(2).summary());
  }

  private static TrialSpec with(TrialSpec trial, String id, Map<String, String> execution) {
    TreeMap<String, String> settings = new TreeMap<>(trial.settings());
    settings.putAll(execution);
    return new TrialSpec(id, settings, trial.fromNs(), trial.toNs());
  }
}
