package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.InputHash;
import io.cryptoscalp.jobs.search.FrameRunner;
import io.cryptoscalp.jobs.search.StudyRunner;
import io.cryptoscalp.jobs.search.StudySpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A search for parameters, judged on data that it did not see. */
@Command(
    name = "optimize",
    subcommands = OptimizeBarsCommand.class,
    description =
        "Search the parameters of strategies over history, one pass a generation, and judge the"
            + " winner on the last part of the data, which the search does not see. Exit code 9"
            + " unless every gate is green.")
final class OptimizeCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Mixin private HistoryOptions history = new HistoryOptions();

  @Mixin private StudyOptions study = new StudyOptions();

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--strategy",
      paramLabel = "IDS",
      description = "Strategies to search, by commas; default those of the configuration.")
  private String strategy = "";

  Main main() {
    return main;
  }

  @Override
  public Integer call() throws Exception {
    return new StudySearch(main, study).run(this::open);
  }

  private Frames open(Runnable tick) throws IOException {
    Map<String, String> base = new TreeMap<>(main.settings().job(Settings.TRADING_PREFIX));
    if (history.isTopics()) {
      throw new CliException(
          ExitCodes.USAGE, "SOURCE_UNKNOWN: source=kafka; a search runs over files.");
    }
    ArchivePlan plan =
        history.plan(InstrumentsFile.of(BacktestRequest.job(base).instrumentsFile()).get());
    List<String> instruments = BacktestInputOptions.instruments(plan, history.inputText());
    return new Frames(base, plan, instruments, tick);
  }

  /** Frames of files. */
  private final class Frames implements StudyData {
    private final Map<String, String> base;
    private final ArchivePlan plan;
    private final List<String> instruments;
    private final String hash;
    private final FrameRunner runner;

    Frames(Map<String, String> base, ArchivePlan plan, List<String> instruments, Runnable tick)
        throws IOException {
      this.base = base;
      this.plan = plan;
      this.instruments = instruments;
      BacktestInput input = BacktestInput.of(plan);
      hash = InputHash.of(input);
      runner =
          new FrameRunner(
              input,
              part ->
                  cluster.runner(main, part, study.parallelism(), study.out(), tick, state -> {}));
    }

    @Override
    public String hash() {
      return hash;
    }

    @Override
    public StudySpec spec() throws Exception {
      if (!strategy.isEmpty()) {
        base.put("strategies", strategy);
      }
      BacktestInputOptions.complete(main, plan, instruments, base);
      String strategies = String.join("+", BacktestRequest.job(base).strategies());
      base.putIfAbsent("strategies", strategies.replace('+', ','));
      List<String> space = study.lines();
      long[] span = span();
      return study.spec(
          new StudyOptions.Over(
              strategies,
              history.source().id() + " " + history.inputText(),
              hash,
              instruments,
              base,
              space,
              span[0],
              span[1]));
    }

    /** Begin and end of the data; what is not said is found by a pass that trades nothing. */
    private long[] span() throws Exception {
      TimeSpanOptions wanted = history.span();
      if (!wanted.fromText().isEmpty() && !wanted.toText().isEmpty()) {
        return new long[] {wanted.fromNs(), wanted.toNs()};
      }
      main.say("Looking for the begin and end of the data ...");
      long[] found = runner.span(base);
      if (found[1] == 0) {
        throw new CliException(
            ExitCodes.CONFIGURATION,
            "BACKTEST_NOTHING_FOUND: no market of " + instruments + " in " + history.inputText());
      }
      return new long[] {wanted.fromNs(found[0]), wanted.toNs(found[1])};
    }

    @Override
    public StudyRunner runner(StudySpec spec) {
      return runner;
    }

    @Override
    public void close() {
      runner.close();
    }
  }
}
