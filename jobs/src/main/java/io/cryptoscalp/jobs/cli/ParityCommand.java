package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.jobs.parity.ComparedTable;
import io.cryptoscalp.jobs.parity.Difference;
import io.cryptoscalp.jobs.parity.RunParity;
import io.cryptoscalp.jobs.parity.RunRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Names the first thing in which two runs differ. */
@Command(
    name = "parity",
    description =
        "Compare two runs row by row and name the first difference: operator, key, event, field and"
            + " values; exit code 10 when there is one. A run is DIR or DIR#TRIAL (a backtest, a"
            + " folder of TABLE.jsonl, a folder that demo --keep left), live:ACCOUNT or"
            + " stored:RUN#TRIAL (ClickHouse). Writes parity.json for gates check.")
final class ParityCommand implements Callable<Integer> {
  private static final int SHOWN = 200;

  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", paramLabel = "RUN_A", description = "The run that is right.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "RUN_B", description = "The run that is held to it.")
  private String second = "";

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description =
          "Numbers may differ by this, relative to the larger and to 1 (${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns that are not compared.")
  private List<String> ignored = new ArrayList<>();

  @Option(names = "--account", description = "Only this account's rows.")
  private String account = "";

  @Mixin private TimeSpanOptions span = new TimeSpanOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Default: parity.json in RUN_A's folder, else parity in the data folder.")
  private @Nullable Path out;

  private @Nullable Database database;

  @Override
  public Integer call() throws IOException {
    RunArgument a = RunArgument.parse(first);
    RunArgument b = RunArgument.parse(second);
    RunParity parity = compare(a, b);
    Path file = file(a, b);
    ObjectNode json = json(parity);
    Files.writeString(file, json.toPrettyString() + "\n", StandardCharsets.UTF_8);
    print(parity);
    main.say("Written: " + file);
    main.emit(json.put("file", file.toString()));
    return parity.differences() == 0 ? ExitCodes.OK : ExitCodes.UNPROVEN;
  }

  private RunParity compare(RunArgument a, RunArgument b) throws IOException {
    long fromNs = span.fromNs();
    long toNs = span.toNs();
    if (!(tolerance >= 0)) {
      throw new CliException(ExitCodes.USAGE, "--tolerance is a number from 0 on.");
    }
    Set<String> columns = new HashSet<>(ignored);
    for (String column : columns) {
      if (Stream.of(ComparedTable.values())
          .flatMap(table -> table.columns().stream())
          .noneMatch(each -> each.name().equals(column))) {
        throw new CliException(ExitCodes.USAGE, "No table has a column " + column + ".");
      }
    }
    try (RunRows left = a.open(this::database, fromNs, toNs, account);
        RunRows right = b.open(this::database, fromNs, toNs, account)) {
      return RunParity.of(left, right, tolerance, columns);
    } finally {
      if (database != null) {
        database.close();
      }
    }
  }

  private Database database() {
    Database open = database == null ? Database.open(main) : database;
    database = open;
    return open;
  }

  private Path file(RunArgument a, RunArgument b) throws IOException {
    Path given = out;
    if (given != null) {
      return Proofs.target(given);
    }
    Path folder = a.folder();
    String name = (a.text() + "-" + b.text()).replaceAll("[^A-Za-z0-9._-]", "_") + ".json";
    return Proofs.target(
        folder != null
            ? folder.resolve("parity.json")
            : main.settings().dataDir().resolve("parity").resolve(name));
  }

  private void print(RunParity parity) {
    List<List<String>> rows = new ArrayList<>();
    for (RunParity.Tally tally : parity.tallies()) {
      rows.add(
          List.of(
              tally.table().tableName(),
              Long.toString(tally.firstRows()),
              Long.toString(tally.secondRows()),
              Long.toString(tally.different()),
              Long.toString(tally.missing()),
              Long.toString(tally.additional()),
              Long.toString(tally.moved())));
    }
    Tables.lines(
            List.of("table", "rows A", "rows B", "other values", "only A", "only B", "moved"),
            List.of(false, true, true, true, true, true, true),
            rows)
        .forEach(main::say);
    if (!parity.notCompared().isEmpty()) {
      String names =
          String.join(", ", parity.notCompared().stream().map(ComparedTable::tableName).toList());
      main.say("In one of the runs alone, not compared: " + names);
    }
    Difference difference = parity.earliest();
    if (difference == null) {
      main.say("Equal.");
      return;
    }
    main.say(
        "First of "
            + parity.differences()
            + " differences, "
            + difference.kind().name().toLowerCase(Locale.ROOT)
            + ":");
    line("operator", difference.operator() + " (" + difference.uid() + ")");
    line("key", (difference.account() + " " + difference.instrument()).strip());
    line(
        "event",
        Instant.ofEpochSecond(0, difference.timeNs())
            + (difference.sequence() < 0 ? "" : ", sequence " + difference.sequence()));
    line("row", difference.table().tableName() + " " + difference.id());
    line("field", difference.field().isEmpty() ? "the whole row" : difference.field());
    line("A", shown(difference.first()));
    line("B", shown(difference.second()));
  }

  private void line(String title, String text) {
    main.say(String.format(Locale.ROOT, "  %-9s %s", title, text));
  }

  private static String shown(String value) {
    return value.isEmpty()
        ? "-"
        : value.length() > SHOWN ? value.substring(0, SHOWN - 3) + "..." : value;
  }

  private ObjectNode json(RunParity parity) {
    ObjectNode json =
        Json.object()
            .put("format", 1)
            .put("runId", parity.first() + " = " + parity.second())
            .put("dataHash", parity.dataHash())
            .put("tolerance", tolerance)
            .put("differences", parity.differences())
            .put("equal", parity.differences() == 0);
    ArrayNode strategies = json.putArray("strategies");
    parity.strategies().forEach(strategies::add);
    ArrayNode left = json.putArray("ignored");
    ignored.forEach(left::add);
    ArrayNode alone = json.putArray("notCompared");
    parity.notCompared().forEach(table -> alone.add(table.tableName()));
    Difference difference = parity.earliest();
    if (difference != null) {
      ObjectNode node = json.putObject("first");
      node.put("kind", difference.kind().name())
          .put("operator", difference.operator())
          .put("uid", difference.uid())
          .put("table", difference.table().tableName())
          .put("account", difference.account())
          .put("instrument", difference.instrument())
          .put("timeNs", difference.timeNs())
          .put("time", Instant.ofEpochSecond(0, difference.timeNs()).toString());
      if (difference.sequence() >= 0) {
        node.put("sequence", difference.sequence());
      }
      node.put("id", difference.id())
          .put("field", difference.field())
          .put("a", difference.first())
          .put("b", difference.second());
    }
    ObjectNode tables = json.putObject("tables");
    for (RunParity.Tally tally : parity.tallies()) {
      tables
          .putObject(tally.table().tableName())
          .put("rowsA", tally.firstRows())
          .put("rowsB", tally.secondRows())
          .put("different", tally.different())
          .put("missing", tally.missing())
          .put("additional", tally.additional())
          .put("moved", tally.moved());
    }
    return json;
  }
}
