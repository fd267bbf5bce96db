package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A trial over a recording, as commands ask for it that look into how it trades. */
final class RecordedTrialOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Mixin private RecordingOption recording = new RecordingOption();

  @Mixin private StrategyOptions strategy = new StrategyOptions();

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
    Path input = recording.path();
    TreeMap<String, String> keys = new TreeMap<>(strategy.keys(main()));
    InstrumentCatalogue catalogue =
        InstrumentsFile.of(keys.getOrDefault("instruments.file", "")).get();
    BacktestInput frames = BacktestInput.recorded(input, catalogue, Set.of(), System.err::println);
    List<String> there = BacktestInputOptions.instruments(frames.plan(), input.toString());
    BacktestInputOptions.complete(main(), frames.plan(), there, keys);
    return new Trial(input, frames, keys, catalogue);
  }
}
