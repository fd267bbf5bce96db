package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.tearsheet.RunFile;
import io.cryptoscalp.models.validation.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs that a backtest left: {@code trials/ID.json}, or a single file.
 *
 * @param folder where it is
 * @param trials every trial that is a backtest, by file name
 * @param walkForward the run of its windows; null without
 */
record RunFiles(Path folder, List<RunRecord> trials, @Nullable RunRecord walkForward) {
  /** Reads them. */
  static RunFiles read(Path from) throws IOException {
    List<Path> files = new ArrayList<>();
    Path trials = from.resolve("trials");
    if (Files.isDirectory(trials)) {
      try (Stream<Path> all = Files.list(trials)) {
        all.filter(file -> file.toString().endsWith(".json")).sorted().forEach(files::add);
      }
    } else if (Files.isRegularFile(from)) {
      files.add(from);
    }
    List<RunRecord> runs = new ArrayList<>();
    RunRecord walked = null;
    for (Path file : files) {
      RunRecord run = RunFile.read(file);
      if (run.kind() == RunRecord.Kind.WALK_FORWARD) {
        walked = run;
      } else {
        runs.add(run);
      }
    }
    if (runs.isEmpty()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "VALIDATION_INVALID: run="
              + from
              + " cause=no trials; expected=a folder of backtest, or"
              + " the file of a run");
    }
    Path folder = Files.isDirectory(from) ? from : from.toAbsolutePath().getParent();
    return new RunFiles(folder == null ? Path.of(".") : folder, List.copyOf(runs), walked);
  }

  /**
   * The trial to judge.
   *
   * @param given its id, the last part of its run's; empty for the one that {@code run.json} calls
   *     chosen, else the one with the largest return among those over the longest span
   */
  RunRecord trial(String given) throws IOException {
    JsonNode about = given.isEmpty() ? optional("run.json") : null;
    String id = about == null ? given : about.path("chosen").asText("");
    long longest = trials.stream().mapToLong(run -> run.toNs() - run.fromNs()).max().orElse(0);
    RunRecord found = null;
    double best = Double.NEGATIVE_INFINITY;
    for (RunRecord run : trials) {
      double[] equity = run.equity().value();
      double end = equity.length == 0 ? 1 : equity[equity.length - 1] / run.startEquity();
      boolean asked = run.runId().equals(id) || run.runId().endsWith("." + id);
      boolean whole = run.toNs() - run.fromNs() >= longest - longest / 100;
      if (id.isEmpty() ? whole && end > best : asked) {
        found = run;
        best = end;
      }
    }
    if (found == null) {
      List<String> some = trials.stream().limit(10).map(RunRecord::runId).toList();
      throw new CliException(
          ExitCodes.CONFIGURATION, "VALIDATION_INVALID: trial=" + id + " trials=" + some);
    }
    return found;
  }

  /**
   * What another check wrote.
   *
   * @param given its file; null to look for the usual one
   * @param name the usual one, in the folder
   */
  Proof proof(@Nullable Path given, String name) throws IOException {
    Path file = given == null ? folder.resolve(name) : given;
    if (given == null && !Files.isRegularFile(file)) {
      return Proof.MISSING;
    }
    JsonNode node = json(file);
    if (!node.path("passed").isBoolean()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "VALIDATION_INVALID: file=" + file + " cause=does not say whether it passed");
    }
    boolean passed = node.path("passed").asBoolean();
    String text = node.path("text").asText(passed ? "" : file.getFileName() + " says so");
    return new Proof(passed ? Proof.State.PASSED : Proof.State.FAILED, text);
  }

  /** A file that another command left in the folder; null without. */
  @Nullable JsonNode optional(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) ? json(file) : null;
  }

  private static JsonNode json(Path file) throws IOException {
    try {
      return Json.MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "VALIDATION_INVALID: file=" + file + " cause=no JSON", e);
    }
  }
}
