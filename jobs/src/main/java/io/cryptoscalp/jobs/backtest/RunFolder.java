package io.cryptoscalp.jobs.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.trading.EngineParts;
import io.cryptoscalp.models.tearsheet.RunFile;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run of backtests:
 *
 * <pre>
 * run.json           what ran on which data
 * trials.csv         a line a trial: figures and settings
 * returns.csv        returns of the trials that saw the whole span, a column each
 * trials/ID.json     a run as reports and gates read it
 * rows/TABLE.jsonl   rows of the tables backtest_*, one a line; those of a trial in their order;
 *                    when wanted also of tables of what the trials share
 * </pre>
 */
public final class RunFolder {
  /** Format of run.json. */
  public static final int FORMAT = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /** A line of trials.csv. */
  public record Line(String trial, @Nullable RunRecord run, TrialFigures figures) {}

  /** A folder, which need not be there. */
  public RunFolder(Path folder) {
    this.folder = folder;
  }

  /** Where rows of a table lie. */
  public Path rows(ResultTable table) {
    return folder.resolve("rows").resolve(table.tableName() + ".jsonl");
  }

  /** Where the record of a trial lies. */
  public Path trial(String id) {
    return folder.resolve("trials").resolve(id.replaceAll("[^A-Za-z0-9._-]", "_") + ".json");
  }

  /**
   * Where rows and checkpoints lie while a run is under way.
   *
   * @param identity differs between runs that may not go on from each other
   */
  public Path work(String identity) {
    return folder.resolve(".work").resolve(identity);
  }

  /** Forgets what runs left that did not end. */
  public void clean() {
    FileUtils.deleteDirectoryQuietly(folder.resolve(".work").toFile());
  }

  /**
   * Writes everything; what an earlier run left is replaced.
   *
   * @param about contents of run.json beside the request
   * @param walk windows that the trials were spread over, null without
   * @param work where the run collected its rows
   * @param shared tables of what the trials share whose rows it has collected
   * @return a line for each trial, a walk-forward run last
   */
  public List<Line> write(
      BacktestRequest request,
      ObjectNode about,
      String dataHash,
      List<TrialResult> results,
      @Nullable WalkForward walk,
      Path work,
      Set<ResultTable> shared)
      throws IOException {
    RowPartFiles files = new RowPartFiles(FlinkTrialRunner.parts(work));
    TrialRecords records = new TrialRecords(request, dataHash, PassPrices.read(files));
    FileUtils.deleteDirectoryQuietly(folder.resolve("trials").toFile());
    Files.createDirectories(folder.resolve("trials"));
    Files.createDirectories(folder.resolve("rows"));
    for (ResultTable table : BacktestJob.TABLES) {
      files.join(table, rows(table));
    }
    RowPartFiles together =
        new RowPartFiles(FlinkTrialRunner.sharedParts(FlinkTrialRunner.parts(work)));
    for (ResultTable table : BacktestJob.SHARED_TABLES) {
      if (shared.contains(table)) {
        together.join(table, rows(table));
      } else {
        Files.deleteIfExists(rows(table));
      }
    }
    List<Line> lines = lines(records, results, walk);
    for (Line line : lines) {
      if (line.run() != null) {
        Files.write(trial(line.trial()), RunFile.write(line.run()));
      }
    }
    text("trials.csv", csv(request, results, lines));
    text("returns.csv", ReturnsCsv.of(lines));
    about.put("format", FORMAT).put("run", request.run()).put("dataHash", dataHash);
    about.put("equityIntervalNs", request.equityIntervalNs());
    if (shared.contains(ResultTable.FEATURES)) {
      FeatureCatalogue features =
          FeatureCatalogue.of(new EngineParts(request.shared()).pipelines().get().features());
      ArrayNode names = about.putObject("features").putArray(features.setId());
      features.definitions().forEach(definition -> names.add(definition.id()));
    }
    about.set("settings", JSON.valueToTree(request.base()));
    about.set("trials", JSON.valueToTree(request.trials()));
    text("run.json", about.toPrettyString() + "\n");
    return lines;
  }

  private void text(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
  }

  private static List<Line> lines(
      TrialRecords records, List<TrialResult> results, @Nullable WalkForward walk) {
    List<Line> lines = new ArrayList<>();
    Map<String, TrialResult> byId = new LinkedHashMap<>();
    Map<String, TrialFigures> figures = new LinkedHashMap<>();
    for (TrialResult result : results) {
      String id = result.trial().id();
      byId.put(id, result);
      if (result.equity().isEmpty()) {
        lines.add(new Line(id, null, TrialFigures.NONE));
      } else {
        RunRecord run = records.of(result);
        TrialFigures own = TrialFigures.of(run, result.summary().maxDrawdown());
        figures.put(id, own);
        lines.add(new Line(id, run, own));
      }
    }
    RunRecord joined = walk == null ? null : walk.join(records, byId, figures);
    if (joined != null) {
      lines.add(new Line(WalkForward.ID, joined, TrialFigures.of(joined)));
    }
    return lines;
  }

  private static String csv(BacktestRequest request, List<TrialResult> results, List<Line> lines) {
    TreeSet<String> keys = new TreeSet<>();
    request.trials().forEach(trial -> keys.addAll(trial.settings().keySet()));
    StringBuilder csv =
        new StringBuilder(
            "trial,from_ns,to_ns,trades,net_profit,return,sharpe,max_drawdown,win_rate,"
                + "profit_factor,fees,digest,liquidations");
    keys.forEach(key -> csv.append(',').append(TrialRecords.PARAMETER).append(key));
    csv.append('\n');
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      TrialFigures of = line.figures();
      RunRecord run = line.run();
      csv.append(quoted(line.trial())).append(',');
      csv.append(run == null ? "" : run.fromNs()).append(',');
      csv.append(run == null ? "" : run.toNs()).append(',').append(of.trades());
      for (double value :
          new double[] {
            of.netProfit(),
            of.totalReturn(),
            of.sharpe(),
            of.maxDrawdown(),
            of.winRate(),
            of.profitFactor(),
            of.fees()
          }) {
        csv.append(',').append(Double.isFinite(value) ? Double.toString(value) : "");
      }
      boolean own = i < results.size();
      csv.append(',').append(own ? Long.toHexString(results.get(i).summary().digest()) : "");
      csv.append(',').append(own ? results.get(i).summary().liquidations() : "");
      for (String key : keys) {
        String value = own ? results.get(i).trial().settings().get(key) : null;
        csv.append(',').append(value == null ? "" : quoted(value));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String quoted(String text) {
    return text.contains(",") ? '"' + text + '"' : text;
  }
}
