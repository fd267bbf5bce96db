package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.Plugins;
import io.cryptoscalp.jobs.backfill.Plans;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A trial over a recording, as commands ask for it that look into how it trades. */
final class RecordedTrialOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description = "Recorded frames: a file, or a folder with everything below it.")
  private Path input = Path.of(".");

  @Option(
      names = "--strategy",
      split = ",",
      paramLabel = "ID",
      description = "Strategies to look at; default those of the trading job.")
  private List<String> strategies = new ArrayList<>();

  @Option(
      names = "--param",
      paramLabel = "KEY=VALUE",
      description = "A key of the trial, e.g. strategy.cooldown=30s or venue.queue=log.")
  private List<String> params = new ArrayList<>();

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "Jar with strategies of your own; repeatable.")
  private List<Path> jars = new ArrayList<>();

  /**
   * A trial over a recording.
   *
   * @param path the recording
   * @param frames its frames
   * @param keys settings, with what the recording asks for
   * @param catalogue the instruments
   */
  record Trial(
      Path path,
      BacktestInput frames,
      TreeMap<String, String> keys,
      InstrumentCatalogue catalogue) {}

  /** The command. */
  Main main() {
    return (Main) spec.root().userObject();
  }

  /** Finds the recording; trades what it has, unless told otherwise. */
  Trial find() throws IOException {
    Plugins.use(jars, main().environment().getOrDefault(Plugins.ENVIRONMENT, ""));
    TreeMap<String, String> keys = new TreeMap<>(main().settings().job(Settings.TRADING_PREFIX));
    for (String pair : params) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new CliException(ExitCodes.USAGE, "--param wants key=value, not \"" + pair + "\".");
      }
      keys.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    if (!strategies.isEmpty()) {
      keys.put("strategies", String.join(",", strategies));
    }
    InstrumentCatalogue catalogue =
        InstrumentsFile.of(keys.getOrDefault("instruments.file", "")).get();
    BacktestInput frames = BacktestInput.recorded(input, catalogue, Set.of(), System.err::println);
    if (Plans.hasAggregatesOnly(frames.plan())) {
      keys.putIfAbsent("trade.source", "agg-trade");
    }
    List<String> there =
        frames.plan().instruments().stream().map(InstrumentHistory::instrument).toList();
    if (there.isEmpty()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "BACKTEST_NOTHING_FOUND: no frame of a known instrument in " + input);
    }
    keys.putIfAbsent("trading.instruments", String.join(",", there));
    return new Trial(input, frames, keys, catalogue);
  }
}
