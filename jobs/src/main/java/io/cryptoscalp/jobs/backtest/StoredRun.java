package io.cryptoscalp.jobs.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A finished run as its folder tells it, so that its trials can be run again.
 *
 * @param run its id
 * @param dataHash digest of what it read
 * @param input what it was asked to read, options by name
 * @param settings keys that held for all trials
 * @param trials the trials
 * @param digests of all orders and reports of each trial, by its id
 * @param equityIntervalNs distance of the points of equity, ns
 */
public record StoredRun(
    String run,
    String dataHash,
    Map<String, String> input,
    TreeMap<String, String> settings,
    List<TrialSpec> trials,
    Map<String, Long> digests,
    long equityIntervalNs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads it.
   *
   * @param folder of a run of backtests
   * @throws BacktestException {@code BACKTEST_RUN_UNREADABLE}
   */
  public static StoredRun read(Path folder) throws IOException {
    Path file = folder.resolve("run.json");
    Path rows = new RunFolder(folder).rows(ResultTable.BACKTEST_TRIALS);
    if (!Files.isRegularFile(file) || !Files.isRegularFile(rows)) {
      throw unreadable(folder, "no run.json or no rows; expected=the folder of backtest");
    }
    try {
      return read(folder, JSON.readTree(Files.readAllBytes(file)), rows);
    } catch (JsonProcessingException | NumberFormatException e) {
      throw unreadable(folder, "run.json or rows are torn, " + e.getMessage());
    }
  }

  private static StoredRun read(Path folder, JsonNode about, Path rows) throws IOException {
    if (about.path("format").asInt() != RunFolder.FORMAT || !about.path("trials").isArray()) {
      throw unreadable(folder, "run.json is of another kind of run");
    }
    Map<String, Long> digests = new HashMap<>();
    try (Stream<String> lines = Files.lines(rows, StandardCharsets.UTF_8)) {
      for (String line : (Iterable<String>) lines::iterator) {
        JsonNode row = JSON.readTree(line);
        String digest = row.path("digest").asText();
        digests.put(row.path("trial").asText(), Long.parseUnsignedLong(digest, 16));
      }
    }
    return new StoredRun(
        about.path("run").asText(),
        about.path("dataHash").asText(),
        texts(about.path("input")),
        texts(about.path("settings")),
        StreamSupport.stream(about.path("trials").spliterator(), false)
            .map(StoredRun::trial)
            .toList(),
        digests,
        about.path("equityIntervalNs").asLong());
  }

  private static TrialSpec trial(JsonNode node) {
    return new TrialSpec(
        node.path("id").asText(),
        texts(node.path("settings")),
        node.path("fromNs").asLong(),
        node.path("toNs").asLong());
  }

  private static TreeMap<String, String> texts(JsonNode node) {
    TreeMap<String, String> texts = new TreeMap<>();
    node.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  /**
   * A trial.
   *
   * @throws BacktestException {@code BACKTEST_TRIAL_UNKNOWN}
   */
  public TrialSpec trial(String id) {
    return trials.stream()
        .filter(trial -> trial.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new BacktestException("BACKTEST_TRIAL_UNKNOWN: trial=" + id + " run=" + run));
  }

  /**
   * Refuses an input that is not what the run read.
   *
   * @throws BacktestException {@code BACKTEST_DATA_DIFFERS}
   */
  public void require(BacktestInput found) throws IOException {
    String hash = InputHash.of(found);
    if (!hash.equals(dataHash)) {
      throw new BacktestException(
          "BACKTEST_DATA_DIFFERS: run=" + run + " read=" + dataHash + " found=" + hash);
    }
  }

  private static BacktestException unreadable(Path folder, String cause) {
    return new BacktestException("BACKTEST_RUN_UNREADABLE: run=" + folder + " cause=" + cause);
  }
}
