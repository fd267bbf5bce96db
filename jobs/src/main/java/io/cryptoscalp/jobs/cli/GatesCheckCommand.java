package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.promotion.Evidence;
import io.cryptoscalp.models.promotion.Gate;
import io.cryptoscalp.models.promotion.GatesFile;
import io.cryptoscalp.models.promotion.LedgerEntry;
import io.cryptoscalp.models.tearsheet.RunFile;
import io.cryptoscalp.models.tearsheet.TrialsCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Judges a strategy by all gates and records the verdicts. */
@Command(
    name = "check",
    description =
        "Hold what a strategy has shown to every gate and record the verdicts; exit code 9 unless"
            + " all are green. A new check makes earlier overrides void.")
final class GatesCheckCommand implements Callable<Integer> {
  @ParentCommand private GatesCommand gates = new GatesCommand();

  @Parameters(index = "0", paramLabel = "STRATEGY", description = "The strategy's id.")
  private String strategy = "";

  @Option(
      names = "--run",
      paramLabel = "FILE",
      description = "A run as JSON: backtest, walk-forward or paper; one of each kind.")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = "--trials",
      paramLabel = "FILE",
      description = "CSV of the returns of every trial of the search, a column a trial.")
  private @Nullable Path trials;

  @Option(
      names = "--parity",
      paramLabel = "FILE",
      description = "JSON of a comparison of two runs, with its number of differences.")
  private @Nullable Path parity;

  @Option(names = "--gates", paramLabel = "FILE", description = "Default: the built-in gates.")
  private @Nullable Path file;

  @Option(names = "--by", description = "Who asks for it; default the user of this command.")
  private String by = "";

  @Override
  public Integer call() throws IOException {
    GatesFile wanted = file == null ? GatesFile.defaults() : GatesFile.read(file);
    Evidence evidence = new Evidence(strategy);
    for (Path run : runs) {
      evidence.addRun(RunFile.read(run), wanted.paths(), wanted.seed());
    }
    Path searched = trials;
    if (searched != null) {
      TrialsCsv.Trials read = TrialsCsv.read(searched);
      evidence.addTrials(
          read.returns(), searched.getFileName().toString(), read.hash(), wanted.seed());
    }
    Path compared = parity;
    if (compared != null) {
      addParity(evidence, compared);
    }
    List<Gate.Verdict> verdicts = new ArrayList<>();
    for (Gate gate : wanted.gates()) {
      verdicts.add(gate.judge(evidence));
    }
    LedgerEntry.Check check = new LedgerEntry.Check(wanted.name(), wanted.hash(), verdicts);
    LedgerEntry entry =
        gates.ledger().check(strategy, ChangeArguments.who(by), Instant.now(), check);
    Main main = gates.main();
    for (Gate.Verdict verdict : verdicts) {
      main.say(line(verdict));
    }
    main.say(check.green() ? "All gates are green." : strategy + " may not trade for real.");
    ObjectNode json =
        Json.object()
            .put("strategy", strategy)
            .put("number", entry.number())
            .put("green", check.green());
    ArrayNode all = json.putArray("verdicts");
    verdicts.forEach(verdict -> all.add(Json.MAPPER.valueToTree(verdict)));
    PromotionMirror.afterChange(main, json);
    main.emit(json);
    return check.green() ? ExitCodes.OK : ExitCodes.NOT_ACTIVATED;
  }

  private static void addParity(Evidence evidence, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(content);
    } catch (JsonProcessingException e) {
      throw new ModelException("GATE_EVIDENCE_INVALID", "file=" + file + " cause=no JSON", e);
    }
    JsonNode differences = node.path("differences");
    if (!differences.isIntegralNumber() || differences.asLong() < 0) {
      throw new ModelException(
          "GATE_EVIDENCE_INVALID", "file=" + file + " cause=no whole number of differences");
    }
    JsonNode compared = node.path("strategies");
    if (!compared.isEmpty()) {
      boolean own = false;
      for (JsonNode each : compared) {
        own |= List.of(evidence.strategy().split(",")).contains(each.asText());
      }
      if (!own) {
        throw new ModelException(
            "GATE_EVIDENCE_FOREIGN",
            "file=" + file + " strategies=" + compared + " expected=" + evidence.strategy());
      }
    }
    String hash = node.path("dataHash").asText("");
    evidence.addParity(
        differences.asLong(),
        node.path("runId").asText(file.getFileName().toString()) + leniency(node),
        hash.isEmpty() ? Sha256.hex(content) : hash);
  }

  /** What the comparison was not strict about, for the record. */
  private static String leniency(JsonNode node) {
    double tolerance = node.path("tolerance").asDouble();
    JsonNode ignored = node.path("ignored");
    return (tolerance > 0 ? " (tolerance " + tolerance + ")" : "")
        + (ignored.isEmpty() ? "" : " (without " + ignored + ")");
  }

  /** A verdict for people. */
  static String line(Gate.Verdict verdict) {
    Double value = verdict.value();
    return String.format(
        Locale.ROOT,
        "%-8s %-24s %12s %2s %-8.4g %s%s",
        verdict.status().text(),
        verdict.gate().id(),
        value == null ? "-" : String.format(Locale.ROOT, "%.4g", value),
        verdict.gate().comparison().sign(),
        verdict.gate().limit(),
        verdict.gate().figure(),
        verdict.runId().isEmpty() ? "" : ", run " + verdict.runId());
  }
}
