package io.cryptoscalp.jobs.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows in files: one {@code TABLE.jsonl} a table with a JSON object a line, in the order in which
 * the run wrote them; of a backtest {@code backtest_TABLE.jsonl}, whose rows have {@code run} and
 * {@code trial}. They are held in memory, one table at a time.
 */
public final class FileRows implements RunRows {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final Path folder;
  private final String name;
  private final String trial;
  private final JsonNode about;
  private final RowRange range;
  private final Map<ComparedTable, Path> files = new EnumMap<>(ComparedTable.class);

  /**
   * Finds the files.
   *
   * @param folder a run of a backtest with {@code rows}, or a folder with such files
   * @param trial which trial; empty when the run has one
   * @param range rows to leave out
   * @throws IllegalArgumentException {@code PARITY_RUN_INVALID} without files, {@code
   *     PARITY_TRIAL_UNKNOWN} when it is not said which of several trials, or there is none of this
   *     id
   */
  public FileRows(Path folder, String trial, RowRange range) throws IOException {
    this.folder = folder;
    this.range = range;
    Path rows = Files.isDirectory(folder.resolve("rows")) ? folder.resolve("rows") : folder;
    boolean ofTrials = false;
    for (ComparedTable table : ComparedTable.values()) {
      ResultTable trials = table.ofTrials();
      Path own = rows.resolve(table.tableName() + ".jsonl");
      Path ofTrial = trials == null ? own : rows.resolve(trials.tableName() + ".jsonl");
      if (Files.isRegularFile(ofTrial)) {
        ofTrials |= trials != null;
        files.put(table, ofTrial);
      } else if (Files.isRegularFile(own)) {
        files.put(table, own);
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "PARITY_RUN_INVALID: folder=" + folder + " cause=no rows of orders, fills or decisions");
    }
    this.trial = ofTrials ? trial(trial) : "";
    name = folder + (this.trial.isEmpty() ? "" : "#" + this.trial);
    about = about(folder.resolve("run.json"));
  }

  private String trial(String wanted) throws IOException {
    TreeSet<String> found = new TreeSet<>();
    for (Map.Entry<ComparedTable, Path> entry : files.entrySet()) {
      Path file = entry.getValue();
      if (entry.getKey().ofTrials() == null) {
        continue;
      }
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.isBlank()) {
            found.add(parse(file, line).path("trial").asText());
          }
        }
      }
    }
    found.remove("");
    if (wanted.isEmpty() ? found.size() > 1 : !found.contains(wanted)) {
      List<String> some = found.stream().limit(10).toList();
      throw new IllegalArgumentException(
          "PARITY_TRIAL_UNKNOWN: folder=" + folder + " trial=" + wanted + " trials=" + some);
    }
    return wanted.isEmpty() && !found.isEmpty() ? found.first() : wanted;
  }

  private static JsonNode about(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? MAPPER.readTree(Files.readAllBytes(file))
        : MAPPER.createObjectNode();
  }

  private static JsonNode parse(Path file, String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "PARITY_ROW_INVALID: file=" + file + " cause=" + e.getOriginalMessage(), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String dataHash() {
    return about.path("dataHash").asText("");
  }

  /** What an account does has a table, even where the run did nothing and wrote no file. */
  @Override
  public boolean has(ComparedTable table) {
    return files.containsKey(table) || table.ofTrials() != null;
  }

  @Override
  public Iterator<RunRow> rows(ComparedTable table) {
    Path file = files.get(table);
    List<RunRow> rows = new ArrayList<>();
    if (file != null) {
      read(table, file, rows);
    }
    rows.sort(RunRow::compare);
    return rows.iterator();
  }

  @Override
  public @Nullable String feature(String featureSet, int position) {
    JsonNode name = about.path("features").path(featureSet).get(position);
    return name == null ? null : name.asText();
  }

  private void read(ComparedTable table, Path file, List<RunRow> to) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      long ordinal = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank()) {
          continue;
        }
        JsonNode node = parse(file, line);
        @Nullable JsonNode of = node.get("trial");
        if (of == null || trial.isEmpty() || of.asText().equals(trial)) {
          RunRow row = RunRow.of(table, node, ordinal++);
          if (range.holds(row)) {
            to.add(row);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
