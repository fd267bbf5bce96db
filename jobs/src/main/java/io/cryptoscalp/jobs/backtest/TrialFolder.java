package io.cryptoscalp.jobs.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.tearsheet.RunFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What folders of runs in this process have in common: {@code run.json} says what was run, {@code
 * trials.csv} has a line a trial, {@code trials/ID.json} is the trial as {@code report} and {@code
 * gates check} read it, {@code returns.csv} returns of all trials side by side.
 */
public final class TrialFolder {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;

  /** Files in a folder, which is made when it is missing. */
  public TrialFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("trials"));
  }

  /** Takes away the trials of an earlier run with the same folder, and files of it by name. */
  public void forget(List<String> names) throws IOException {
    List<Path> old = new ArrayList<>();
    try (DirectoryStream<Path> trials =
        Files.newDirectoryStream(folder.resolve("trials"), "*.json")) {
      trials.forEach(old::add);
    }
    names.forEach(name -> old.add(folder.resolve(name)));
    for (Path file : old) {
      Files.deleteIfExists(file);
    }
  }

  private Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Writes a report of the run, {@code run.json} or another. */
  public void writeJson(String name, ObjectNode json) throws IOException {
    Files.write(resolve(name), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
  }

  /** Writes a table of the run. */
  public void writeCsv(String name, CharSequence csv) throws IOException {
    Files.writeString(resolve(name), csv, StandardCharsets.UTF_8);
  }

  /** Writes a trial. */
  public void writeTrial(String id, RunRecord run) throws IOException {
    Files.write(resolve("trials").resolve(id + ".json"), RunFile.write(run));
  }

  /** Writes {@code returns.csv}. */
  public void writeReturns(List<String> ids, List<RunRecord> runs) throws IOException {
    writeCsv("returns.csv", ReturnsCsv.of(ids, runs));
  }
}
