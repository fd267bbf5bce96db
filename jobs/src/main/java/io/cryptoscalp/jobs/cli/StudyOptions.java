package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.search.Objective;
import io.cryptoscalp.jobs.search.SamplerKind;
import io.cryptoscalp.jobs.search.StudyFolder;
import io.cryptoscalp.jobs.search.StudySpec;
import io.cryptoscalp.models.promotion.GatesFile;
import io.cryptoscalp.models.promotion.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a search, whatever its trials run over. */
final class StudyOptions {
  @Option(
      names = "--param",
      paramLabel = "KEY=RANGE",
      description =
          "A parameter: LOW..HIGH with :log, :int or :STEP, a time such as 5s..60s, or A|B|C."
              + " Repeat for more.")
  private List<String> params = new ArrayList<>();

  @Option(names = "--space", paramLabel = "FILE", description = "Parameters, one a line.")
  private @Nullable Path space;

  @Option(
      names = "--objectives",
      split = ",",
      paramLabel = "NAME",
      description = "Of return, sharpe, drawdown, turnover, robustness (default: sharpe).")
  private List<String> objectives = new ArrayList<>(List.of("sharpe"));

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description =
          "grid, random, halton, tpe, tpe-apart, cma-es, genetic, nsga2, halving or hyperband"
              + " (default: ${DEFAULT-VALUE}).")
  private String sampler = "tpe";

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Trials; a generation is always whole (default: ${DEFAULT-VALUE}).")
  private int trials = 100;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Trials of a generation, run in one pass (default: ${DEFAULT-VALUE}).")
  private int batch = 20;

  @Option(
      names = "--holdout",
      paramLabel = "SHARE",
      description = "Last share of the time, kept from the search (default: ${DEFAULT-VALUE}).")
  private double holdout = 0.3;

  @Option(
      names = "--min-trades",
      paramLabel = "N",
      description = "Round trips below which a trial cannot win (default: ${DEFAULT-VALUE}).")
  private int minTrades = 10;

  @Option(
      names = "--least-budget",
      paramLabel = "SHARE",
      description = "Share of the data that halving begins with (default: ${DEFAULT-VALUE}).")
  private double leastBudget = 1.0 / 9;

  @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--out", paramLabel = "DIR", description = "The study's folder; has to be given.")
  private @Nullable Path out;

  @Option(names = "--resume", description = "Go on with the study in --out, as it was begun.")
  private boolean resume;

  @Option(names = "--plan", description = "Show the plan and end.")
  private boolean planOnly;

  @Option(names = "--gates", paramLabel = "FILE", description = "Default: the built-in ones.")
  private @Nullable Path gates;

  @Option(
      names = "--held-out-again",
      paramLabel = "REASON",
      description =
          "Let the gate of new data pass although an earlier study has seen the held-out data; the"
              + " reason is kept.")
  private String heldOutAgain = "";

  @Option(names = "--parallelism", description = "Cores of a pass (default: ${DEFAULT-VALUE}).")
  private int parallelism = 2;

  /**
   * The study's folder.
   *
   * @throws CliException when none is given
   */
  Path out() {
    Path folder = out;
    if (folder == null) {
      throw new CliException(ExitCodes.USAGE, "--out is missing: the study's folder.");
    }
    return folder;
  }

  /** The study's name: that of its folder. */
  String name() {
    return out().toAbsolutePath().normalize().getFileName().toString();
  }

  boolean resume() {
    return resume;
  }

  /**
   * Reason for a look at data that are not new, empty without one.
   *
   * @throws io.cryptoscalp.models.ModelException {@code GATE_REASON_INVALID}
   */
  String heldOutAgain() {
    if (!heldOutAgain.isEmpty()) {
      LedgerEntry.requireReason(heldOutAgain);
    }
    return heldOutAgain;
  }

  boolean planOnly() {
    return planOnly;
  }

  int parallelism() {
    return parallelism;
  }

  GatesFile gates() {
    return gates == null ? GatesFile.search() : GatesFile.read(gates);
  }

  /** Parameters of the command line and of the file, a line each. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>(params);
    if (space != null) {
      lines.addAll(Files.readAllLines(space));
    }
    lines.removeIf(line -> line.isBlank() || line.strip().startsWith("#"));
    return lines;
  }

  /**
   * What a study runs over.
   *
   * @param strategy as in {@link StudySpec}, as the others are
   */
  record Over(
      String strategy,
      String input,
      String hash,
      List<String> instruments,
      Map<String, String> base,
      List<String> space,
      long fromNs,
      long toNs) {}

  /** The study that is asked for. */
  StudySpec spec(Over over) {
    return new StudySpec(
        name(),
        over.strategy(),
        over.input(),
        over.hash(),
        over.instruments(),
        new TreeMap<>(over.base()),
        over.space(),
        objectives.stream().map(Objective::of).toList(),
        SamplerKind.of(sampler),
        trials,
        batch,
        seed,
        over.fromNs(),
        over.toNs(),
        holdout,
        minTrades,
        leastBudget);
  }

  /** The study's folder. */
  StudyFolder folder() {
    return new StudyFolder(out());
  }
}
