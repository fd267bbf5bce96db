package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.promotion.Evidence;
import io.cryptoscalp.models.promotion.GatesFile;
import io.cryptoscalp.models.tearsheet.RunFile;
import io.cryptoscalp.models.tearsheet.TrialsCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Judges a strategy by all gates and records the verdicts. */
@Command(
    name = "check",
    description =
        "Hold what a strategy has shown to every gate and record the verdicts; exit code 9 unless"
            + " all are green. A new check makes earlier overrides void.")
final class GatesCheckCommand implements Callable<Integer> {
  @ParentCommand private GatesCommand gates = new GatesCommand();

  @Parameters(index = "0", paramLabel = "STRATEGY", description = "The strategy's id.")
  private String strategy = "";

  @Option(
      names = "--run",
      paramLabel = "FILE",
      description =
          "A run as JSON: backtest, walk-forward or paper; one of each kind. Or the folder of a"
              + " backtest: its chosen or best trial, and its walk-forward run.")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = "--trials",
      paramLabel = "FILE",
      description = "CSV of the returns of every trial of the search, a column a trial.")
  private @Nullable Path trials;

  @Option(
      names = "--parity",
      paramLabel = "FILE",
      description = "JSON of a comparison of two runs, with its number of differences.")
  private @Nullable Path parity;

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description = "What validate wrote: validation.json.")
  private @Nullable Path validation;

  @Option(names = "--gates", paramLabel = "FILE", description = "Default: the built-in gates.")
  private @Nullable Path file;

  @Option(names = "--by", description = "Who asks for it; default the user of this command.")
  private String by = "";

  @Override
  public Integer call() throws IOException {
    GatesFile wanted = file == null ? GatesFile.defaults() : GatesFile.read(file);
    Evidence evidence = new Evidence(strategy);
    for (Path run : runs) {
      for (RunRecord each : records(run)) {
        evidence.addRun(each, wanted.paths(), wanted.seed());
      }
    }
    Path searched = trials;
    if (searched != null) {
      TrialsCsv.Trials read = TrialsCsv.read(searched);
      evidence.addTrials(
          read.returns(), searched.getFileName().toString(), read.hash(), wanted.seed());
    }
    Path compared = parity;
    if (compared != null) {
      GatesCheck.addParity(evidence, compared);
    }
    Path validated = validation;
    if (validated != null) {
      GatesCheck.addValidation(evidence, validated);
    }
    boolean green = GatesCheck.record(gates.main(), evidence, wanted, by, Json.object());
    return green ? ExitCodes.OK : ExitCodes.NOT_ACTIVATED;
  }

  /** A file's run; of a folder what {@code validate} would judge. */
  private static List<RunRecord> records(Path run) throws IOException {
    if (!Files.isDirectory(run)) {
      return List.of(RunFile.read(run));
    }
    RunFiles files = RunFiles.read(run);
    RunRecord chosen = files.trial("");
    RunRecord walked = files.walkForward();
    return walked == null ? List.of(chosen) : List.of(chosen, walked);
  }
}
