package io.cryptoscalp.jobs.parity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.operators.results.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A small run as files: a feature vector, an answer, a decision, an order and a fill for every
 * event.
 */
public final class SampleRun {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long START = 1_700_000_000_000_000_000L;
  private static final String[] INSTRUMENTS = {"BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE"};

  private final Map<ComparedTable, List<ObjectNode>> rows = new EnumMap<>(ComparedTable.class);

  /** A run of some events, a second apart, over two instruments in turn. */
  public SampleRun(int events) {
    for (ComparedTable table :
        List.of(
            ComparedTable.FEATURES,
            ComparedTable.PREDICTIONS,
            ComparedTable.DECISIONS,
            ComparedTable.ORDERS,
            ComparedTable.FILLS)) {
      List<ObjectNode> of = new ArrayList<>();
      for (int i = 0; i < events; i++) {
        of.add(row(table, i));
      }
      rows.put(table, of);
    }
  }

  private static ObjectNode row(ComparedTable table, int i) {
    ObjectNode row = MAPPER.createObjectNode();
    for (Column column : table.columns()) {
      String name = column.name();
      switch (column.type()) {
        case TEXT, LABEL -> row.put(name, text(name, i));
        case BOOL -> row.put(name, true);
        case INT64 -> row.put(name, name.endsWith("_ns") ? START + i * 1_000_000_000L : i);
        case FLOAT64 -> row.put(name, 0.5 + i / 64.0);
        case DECIMAL -> row.put(name, Integer.toString(100 + i));
        case FLOAT64_ARRAY -> {
          ArrayNode array = row.putArray(name);
          array.add(1.5 + i).add(2.5).addNull();
        }
        case TEXT_ARRAY, UINT64_ARRAY -> row.putArray(name).add("7");
      }
    }
    return row;
  }

  private static String text(String name, int i) {
    return switch (name) {
      case "instrument" -> INSTRUMENTS[i % 2];
      case "account" -> "main";
      case "strategy" -> "breakout";
      case "feature_set" -> "fs1";
      default -> name.endsWith("_id") ? name.charAt(0) + "-" + i : name;
    };
  }

  /** Rows to change. */
  public List<ObjectNode> of(ComparedTable table) {
    return rows.computeIfAbsent(table, none -> new ArrayList<>());
  }

  /** Writes it as the files of live tables. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<ComparedTable, List<ObjectNode>> each : rows.entrySet()) {
      Files.writeString(
          folder.resolve(each.getKey().tableName() + ".jsonl"), lines(each.getValue(), ""));
    }
    return folder;
  }

  /** Adds what its account did to the files of a backtest, as a trial. */
  public Path write(Path folder, String trial) throws IOException {
    Path files = Files.createDirectories(folder.resolve("rows"));
    for (Map.Entry<ComparedTable, List<ObjectNode>> each : rows.entrySet()) {
      if (each.getKey().ofTrials() != null) {
        Path file = files.resolve("backtest_" + each.getKey().tableName() + ".jsonl");
        String before = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, before + lines(each.getValue(), trial));
      }
    }
    return folder;
  }

  private static String lines(List<ObjectNode> rows, String trial) {
    return rows.stream()
        .map(row -> trial.isEmpty() ? row : row.deepCopy().put("run", "r1").put("trial", trial))
        .map(row -> row + "\n")
        .collect(Collectors.joining());
  }
}
