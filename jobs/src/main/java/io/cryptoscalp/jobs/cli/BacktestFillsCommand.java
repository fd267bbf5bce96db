package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.backtest.FreeFills;
import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.jobs.backtest.FreeFillsCheck;
import io.cryptoscalp.jobs.backtest.LocalTrialRunner;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what of a profit is made of fills that no market gives away. */
@Command(
    name = "fills",
    description =
        "Compare the same trial on paper, at a venue without latency, and at a venue with latency,"
            + " behind the queue: a profit that is there on paper alone is made of free fills.")
final class BacktestFillsCommand implements Callable<Integer> {
  @Mixin private RecordedTrialOptions trial = new RecordedTrialOptions();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write what came of it as JSON, which validate --free-fills reads.")
  private @Nullable Path report;

  @Override
  public Integer call() throws Exception {
    Main main = trial.main();
    RecordedTrialOptions.Trial found = trial.find();
    FreeFills compared;
    try (LocalTrialRunner runner = new LocalTrialRunner(found.frames(), 1)) {
      compared = FreeFillsCheck.run(runner, found.keys(), TrialSpec.of("fills", Map.of()));
    }
    main.say(
        String.format(
            Locale.ROOT, "%-10s %12s %8s %8s %12s", "execution", "net", "orders", "fills", "fees"));
    row(main, "paper", compared.paper());
    row(main, "instant", compared.instant());
    row(main, "queued", compared.queued());
    String verdict =
        compared.found()
            ? "FREE_FILLS: " + compared.text()
            : FreeFills.net(compared.paper()) > 0
                ? "The profit is not made of free fills: " + compared.text()
                : "No profit on paper that could be made of free fills: " + compared.text();
    main.say(verdict);
    ObjectNode json = Json.object().put("passed", !compared.found()).put("text", verdict);
    put(json, "paper", compared.paper());
    put(json, "instant", compared.instant());
    put(json, "queued", compared.queued());
    main.emit(json);
    if (report != null) {
      Files.writeString(report, Json.line(json));
    }
    return compared.found() ? ExitCodes.UNSOUND : ExitCodes.OK;
  }

  private static void row(Main main, String name, TrialSummary summary) {
    main.say(
        String.format(
            Locale.ROOT,
            "%-10s %12.2f %8d %8d %12.2f",
            name,
            FreeFills.net(summary),
            summary.orders(),
            summary.fills(),
            summary.fees()));
  }

  private static void put(ObjectNode json, String name, TrialSummary summary) {
    json.putObject(name)
        .put("net", FreeFills.net(summary))
        .put("orders", summary.orders())
        .put("fills", summary.fills())
        .put("fillRatio", FreeFills.fillRatio(summary))
        .put("fees", summary.fees());
  }
}
