package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.promotion.Evidence;
import io.cryptoscalp.models.tearsheet.RunFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What a strategy did on paper, from stored rows, as a run for the gates. */
@Command(
    name = "evidence",
    description =
        "Write what a strategy did on a paper account in the last days, from the rows of ClickHouse,"
            + " as a run that gates check, validate and report read.")
final class GatesEvidenceCommand implements Callable<Integer> {
  private static final String POSITIONS =
      "SELECT instrument, event_time_ns, toFloat64(quantity), average_price, mark_price,"
          + " realized_pnl, unrealized_pnl, fees, funding, equity FROM positions FINAL WHERE account"
          + " = {account:String} AND strategy = {strategy:String} AND event_time_ns <="
          + " {to:Int64} ORDER BY event_time_ns, instrument, position_event_id";
  private static final String FILLS =
      "SELECT f.instrument, f.event_time_ns, f.side, toFloat64(f.last_quantity),"
          + " toFloat64(f.last_price), o.reason FROM (SELECT * FROM fills FINAL WHERE account ="
          + " {account:String} AND strategy = {strategy:String} AND last_quantity > 0 AND"
          + " event_time_ns >= {from:Int64} AND event_time_ns <= {to:Int64}) AS f LEFT JOIN (SELECT"
          + " client_order_id, reason FROM orders FINAL WHERE account = {account:String} AND kind ="
          + " 'NEW') AS o ON f.client_order_id = o.client_order_id ORDER BY f.event_time_ns,"
          + " f.instrument, f.report_id";
  private static final String CLOSES =
      "SELECT close_time_ns, toFloat64(close) FROM bars FINAL WHERE instrument ="
          + " {instrument:String} AND spec = 'time-1m' AND trades > 0 AND close_time_ns >="
          + " {from:Int64} AND close_time_ns <= {to:Int64} ORDER BY close_time_ns";

  @ParentCommand private GatesCommand gates = new GatesCommand();

  @Parameters(index = "0", paramLabel = "STRATEGY", description = "The strategy's id.")
  private String strategy = "";

  @Option(names = "--account", description = "The paper account; default job.trading.account.id.")
  private String account = "";

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "Days before the last row (${DEFAULT-VALUE}).")
  private int days = 14;

  @Option(names = "--to", paramLabel = "TIME", description = "Leave out what came then or later.")
  private @Nullable String to;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Default: evidence/paper-STRATEGY.json in the data folder.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if (days < 1) {
      throw new CliException(ExitCodes.USAGE, "--days is a number from 1 on.");
    }
    Main main = gates.main();
    Map<String, String> keys = new TreeMap<>(main.settings().job(Settings.TRADING_PREFIX));
    TradingJobConfig config = TradingJobConfig.fromMap(keys);
    String paper = account.isEmpty() ? config.account() : account;
    long toNs = to == null ? Long.MAX_VALUE : Moments.time("--to", to) - 1;
    RunRecord run;
    try (Database database = Database.open(main)) {
      run = read(database.client(), paper, config, parameters(keys), toNs);
    }
    if (run == null) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "EVIDENCE_EMPTY: account=" + paper + " strategy=" + strategy + " table=positions");
    }
    Path file = write(run);
    double days = (run.toNs() - run.fromNs()) / (double) ReturnSeries.DAY_NS;
    double net = run.trades().stream().mapToDouble(TradeOutcome::net).sum();
    main.say(
        String.format(
            Locale.ROOT,
            "%s on %s: %.1f days, %d round trips, net %.2f of %.2f %s",
            strategy,
            paper,
            days,
            run.trades().size(),
            net,
            run.startEquity(),
            run.currency()));
    main.say("Written: " + file);
    ObjectNode json =
        Json.object()
            .put("runId", run.runId())
            .put("strategy", strategy)
            .put("account", paper)
            .put("days", days)
            .put("trades", run.trades().size())
            .put("net", net)
            .put("dataHash", run.dataHash())
            .put("file", file.toString());
    main.emit(json);
    return ExitCodes.OK;
  }

  private Path write(RunRecord run) throws IOException {
    Path file = out;
    if (file == null) {
      String name = "paper-" + strategy.replaceAll("[^A-Za-z0-9._-]", "_") + ".json";
      file = gates.main().settings().dataDir().resolve("evidence").resolve(name);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return Files.write(file, RunFile.write(run));
  }

  /** As backtests name them: settings of strategies are parameters. */
  private static SortedMap<String, String> parameters(Map<String, String> keys) {
    SortedMap<String, String> configuration = new TreeMap<>();
    keys.forEach(
        (key, value) ->
            configuration.put(key.startsWith("strategy.") ? Evidence.PARAMETER + key : key, value));
    return configuration;
  }

  private @Nullable RunRecord read(
      ClickHouseClient client,
      String paper,
      TradingJobConfig config,
      SortedMap<String, String> configuration,
      long toNs) {
    Map<String, String> asked = new TreeMap<>();
    asked.put("account", paper);
    asked.put("strategy", strategy);
    asked.put("to", Long.toString(toNs));
    JsonNode rows = client.query(POSITIONS, asked).path("data");
    if (rows.isEmpty()) {
      return null;
    }
    List<PaperRun.Position> positions = new ArrayList<>();
    rows.forEach(row -> positions.add(position(row)));
    long last = positions.get(positions.size() - 1).timeNs();
    long fromNs = last - days * ReturnSeries.DAY_NS;
    asked.put("from", Long.toString(fromNs));
    JsonNode filled = client.query(FILLS, asked).path("data");
    List<PaperRun.Fill> fills = new ArrayList<>();
    filled.forEach(row -> fills.add(fill(row)));
    Map<String, Double> contracts = new TreeMap<>();
    List<RunRecord.Prices> prices = new ArrayList<>();
    for (String id : positions.stream().map(PaperRun.Position::instrument).distinct().toList()) {
      Instrument instrument = InstrumentsFile.of(config.instrumentsFile()).get().find(id);
      if (instrument != null && instrument.inverse()) {
        contracts.put(id, instrument.contractSize());
      }
      asked.put("instrument", id);
      JsonNode closes = client.query(CLOSES, asked).path("data");
      if (!closes.isEmpty()) {
        prices.add(new RunRecord.Prices(id, curve(closes)));
      }
    }
    String hash =
        Sha256.hex((rows.toString() + filled.toString()).getBytes(StandardCharsets.UTF_8));
    return new PaperRun(positions, fills, contracts)
        .of(paper, strategy, configuration, hash, fromNs, prices);
  }

  private static RunRecord.Curve curve(JsonNode rows) {
    long[] times = new long[rows.size()];
    double[] values = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = rows.get(i).path(0).asLong();
      values[i] = rows.get(i).path(1).asDouble();
    }
    return new RunRecord.Curve(times, values);
  }

  private static PaperRun.Position position(JsonNode row) {
    return new PaperRun.Position(
        row.path(0).asText(),
        row.path(1).asLong(),
        row.path(2).asDouble(),
        row.path(3).asDouble(),
        row.path(4).asDouble(),
        row.path(5).asDouble(),
        row.path(6).asDouble(),
        row.path(7).asDouble(),
        row.path(8).asDouble(),
        row.path(9).asDouble());
  }

  private static PaperRun.Fill fill(JsonNode row) {
    return new PaperRun.Fill(
        row.path(0).asText(),
        row.path(1).asLong(),
        Side.valueOf(row.path(2).asText()),
        row.path(3).asDouble(),
        row.path(4).asDouble(),
        row.path(5).asText());
  }
}
