package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.FlinkTrialRunner;
import io.cryptoscalp.jobs.backtest.TrialRunner;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import io.cryptoscalp.jobs.search.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Windows of files, each with a runner of its own; at most one lives at a time. */
final class FileWindows implements Windows, AutoCloseable {
  private static final long PROBE_INTERVAL_NS = 3_600_000_000_000L;

  private final BacktestInput input;
  private final Function<BacktestInput, FlinkTrialRunner> runners;
  private long until = Long.MIN_VALUE;
  private FlinkTrialRunner runner;

  FileWindows(ArchivePlan plan, Function<BacktestInput, FlinkTrialRunner> runners) {
    this.input = BacktestInput.of(plan);
    this.runners = runners;
    runner = runners.apply(input);
  }

  @Override
  public TrialRunner until(long toNs) {
    if (toNs != until) {
      runner.close();
      runner = runners.apply(input.between(0, toNs));
      until = toNs;
    }
    return runner;
  }

  /** Receive times of the first market state and just behind the last. */
  long[] span(Map<String, String> base) throws Exception {
    TrialSpec probe = TrialSpec.of("span", Map.of());
    BacktestRequest request =
        new BacktestRequest(
            "span", new TreeMap<>(base), new ArrayList<>(List.of(probe)), PROBE_INTERVAL_NS);
    TrialSummary summary = until(Long.MAX_VALUE).run(request).get(0).summary();
    if (summary.ticks() == 0) {
      throw new CliException(ExitCodes.CONFIGURATION, "The data have no market of an instrument.");
    }
    return new long[] {summary.firstNs(), summary.lastNs() + 1};
  }

  @Override
  public void close() {
    runner.close();
  }
}
