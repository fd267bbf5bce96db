package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.dataset.DatasetBuild;
import io.cryptoscalp.models.dataset.DatasetFolder;
import io.cryptoscalp.models.leakage.LeakageCheck;
import io.cryptoscalp.models.leakage.LeakageOptions;
import io.cryptoscalp.models.leakage.LeakageReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Looks for leaks in a dataset. */
@Command(
    name = "check",
    description =
        "Check a dataset for leaks: shuffled labels must give no skill, no feature may know the"
            + " future, and no example may come again after the split.")
final class DatasetsCheckCommand implements Callable<Integer> {
  @ParentCommand private DatasetsCommand datasets = new DatasetsCommand();

  @Parameters(paramLabel = "DIR", description = "Folder of the dataset.")
  private Path folder = Path.of(".");

  @Option(names = "--seed", description = "Seed of everything random (${DEFAULT-VALUE}).")
  private int seed = 1;

  @Option(names = "--examples", description = "Most examples to look at (${DEFAULT-VALUE}).")
  private int examples = 20_000;

  @Override
  public Integer call() {
    DatasetBuild build = DatasetFolder.read(folder);
    LeakageOptions usual = LeakageOptions.usual(build.card().options().label().horizonNs());
    LeakageReport report;
    try {
      report =
          LeakageCheck.run(
              build.dataset(),
              new LeakageOptions(
                  examples,
                  usual.folds(),
                  usual.embargoNs(),
                  usual.shuffles(),
                  usual.suspectAuc(),
                  usual.suspectJump(),
                  seed));
    } catch (LinkageError e) {
      throw new CliException(
          ExitCodes.PREREQUISITE,
          "XGBoost's native library cannot be loaded; it needs libgomp (Debian: libgomp1).",
          e);
    }
    print(report);
    if (!report.warnings().isEmpty()) {
      throw new CliException(ExitCodes.UNSOUND, String.join("\n", report.warnings()));
    }
    return ExitCodes.OK;
  }

  private void print(LeakageReport report) {
    Main main = datasets.main();
    main.say(
        String.format(
            Locale.ROOT,
            "%,d examples: AUC %.4f +- %.4f; with shuffled labels %.4f +- %.4f",
            report.examples(),
            report.auc(),
            report.aucError(),
            report.shuffledAuc(),
            report.shuffledError()));
    Tables.lines(
            List.of("feature", "AUC alone", "AUC lost without"),
            List.of(false, true, true),
            report.features().stream().map(DatasetsCheckCommand::row).toList())
        .forEach(main::say);
    main.say(
        String.format(
            Locale.ROOT,
            "%,d of %,d examples after the split equal one before it",
            report.duplicates(),
            report.judged()));
    ObjectNode node =
        Json.object()
            .put("examples", report.examples())
            .put("auc", report.auc())
            .put("aucError", report.aucError())
            .put("shuffledAuc", report.shuffledAuc())
            .put("shuffledError", report.shuffledError())
            .put("duplicates", report.duplicates());
    ArrayNode warnings = node.putArray("warnings");
    report.warnings().forEach(warnings::add);
    main.emit(node);
  }

  private static List<String> row(LeakageReport.Feature feature) {
    return List.of(
        feature.name(),
        String.format(Locale.ROOT, "%.4f", feature.auc()),
        Double.isNaN(feature.jump()) ? "" : String.format(Locale.ROOT, "%.4f", feature.jump()));
  }
}
