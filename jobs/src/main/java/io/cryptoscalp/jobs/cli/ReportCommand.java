package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.performance.Metric;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.validation.MonteCarlo;
import io.cryptoscalp.models.promotion.Clearance;
import io.cryptoscalp.models.promotion.LedgerEntry;
import io.cryptoscalp.models.tearsheet.RunFile;
import io.cryptoscalp.models.tearsheet.SheetData;
import io.cryptoscalp.models.tearsheet.SheetJson;
import io.cryptoscalp.models.tearsheet.TearSheet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A tear sheet of a run. */
@Command(
    name = "report",
    description =
        "A tear sheet of a run: one page that needs nothing else, and the same as JSON beside it."
            + " FILE is a run as JSON, or CSV of returns (time,return[,benchmark]) or of trades"
            + " (instrument,side,entry_time,exit_time,quantity,entry_price,exit_price,...).")
final class ReportCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", paramLabel = "FILE", description = "A run, or CSV.")
  private Path file = Path.of(".");

  @Option(names = "--out", paramLabel = "DIR", description = "Default: reports in the data folder.")
  private @Nullable Path out;

  @Option(
      names = "--paths",
      paramLabel = "N",
      description = "Monte Carlo paths (${DEFAULT-VALUE}).")
  private int paths = MonteCarlo.PATHS;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the paths (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Override
  public Integer call() throws IOException {
    RunRecord run = RunFile.read(file);
    SheetData data = SheetData.of(run, paths, seed);
    Path folder = out == null ? main.settings().dataDir().resolve("reports") : out;
    Files.createDirectories(folder);
    String name = run.runId().replaceAll("[^A-Za-z0-9._-]", "_");
    List<LedgerEntry> entries = GatesCommand.ledger(main.settings()).entries();
    boolean known = entries.stream().anyMatch(e -> e.strategy().equals(run.strategy()));
    Path page = folder.resolve(name + ".html");
    String html =
        TearSheet.html(data, known ? Clearance.of(run.strategy(), entries) : null, validation(run));
    Files.writeString(page, html, StandardCharsets.UTF_8);
    ObjectNode json = SheetJson.of(data);
    Path figures = folder.resolve(name + ".json");
    Files.writeString(figures, json.toPrettyString() + "\n", StandardCharsets.UTF_8);
    main.say(
        String.format(
            Locale.ROOT,
            "%s: return %.2f %%, Sharpe %.2f, largest drawdown %.2f %% over %d %ss",
            run.strategy(),
            100 * figure(data, Metric.TOTAL_RETURN),
            figure(data, Metric.SHARPE),
            100 * figure(data, Metric.MAX_DRAWDOWN),
            data.series().size(),
            data.period()));
    main.say("Written: " + page + " and " + figures);
    main.emit(json.put("page", page.toString()));
    return ExitCodes.OK;
  }

  /** What {@code validate} wrote of this run, beside it or in the folder of its backtest. */
  private @Nullable JsonNode validation(RunRecord run) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    for (int up = 0; up < 2 && folder != null; up++) {
      Path beside = folder.resolve("validation.json");
      if (Files.isRegularFile(beside)) {
        JsonNode node = Json.MAPPER.readTree(Files.readAllBytes(beside));
        return node.path("runId").asText().equals(run.runId()) ? node : null;
      }
      folder = folder.getParent();
    }
    return null;
  }

  private static double figure(SheetData data, Metric metric) {
    return data.metrics().getOrDefault(metric, Double.NaN);
  }
}
