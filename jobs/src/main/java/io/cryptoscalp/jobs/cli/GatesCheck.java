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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges what was brought for a strategy, records the verdicts and says them. */
final class GatesCheck {
  private GatesCheck() {}

  /**
   * Judges and records.
   *
   * @param json gets the verdicts and is emitted
   * @return true when all gates are green
   */
  static boolean record(
      Main main, Evidence evidence, GatesFile wanted, String by, ObjectNode json) {
    String strategy = evidence.strategy();
    List<Gate.Verdict> verdicts = new ArrayList<>();
    for (Gate gate : wanted.gates()) {
      verdicts.add(gate.judge(evidence));
    }
    LedgerEntry.Check check =
        new LedgerEntry.Check(wanted.name(), wanted.hash(), verdicts, evidence.parameters());
    LedgerEntry entry =
        GatesCommand.signing(main.settings())
            .check(strategy, ChangeArguments.who(by), Instant.now(), check);
    for (Gate.Verdict verdict : verdicts) {
      main.say(line(verdict));
    }
    main.say(check.green() ? "All gates are green." : strategy + " may not trade for real.");
    json.put("strategy", strategy).put("number", entry.number()).put("green", check.green());
    ArrayNode all = json.putArray("verdicts");
    verdicts.forEach(verdict -> all.add(Json.MAPPER.valueToTree(verdict)));
    PromotionMirror.afterChange(main, json);
    main.emit(json);
    return check.green();
  }

  /** A file of {@code validate}. */
  static void addValidation(Evidence evidence, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    JsonNode node = parse(file, content);
    JsonNode refusals = node.path("refusals");
    if (!refusals.isIntegralNumber() || refusals.asLong() < 0) {
      throw new ModelException("GATE_EVIDENCE_INVALID", "file=" + file + " cause=no refusals");
    }
    String of = node.path("strategy").asText();
    if (!of.equals(evidence.strategy())) {
      throw new ModelException(
          "GATE_EVIDENCE_FOREIGN",
          "file=" + file + " strategy=" + of + " expected=" + evidence.strategy());
    }
    evidence.addValidation(
        refusals.asLong(), node.path("runId").asText(), node.path("dataHash").asText());
  }

  private static JsonNode parse(Path file, byte[] content) throws IOException {
    try {
      return Json.MAPPER.readTree(content);
    } catch (JsonProcessingException e) {
      throw new ModelException("GATE_EVIDENCE_INVALID", "file=" + file + " cause=no JSON", e);
    }
  }

  /** A file of {@code parity}. */
  static void addParity(Evidence evidence, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    JsonNode node = parse(file, content);
    JsonNode differences = node.path("differences");
    if (!differences.isIntegralNumber() || differences.asLong() < 0) {
      throw new ModelException(
          "GATE_EVIDENCE_INVALID", "file=" + file + " cause=no whole number of differences");
    }
    JsonNode compared = node.path("strategies");
    if (!compared.isEmpty()) {
      boolean own = false;
      for (JsonNode each : compared) {
        own |= List.of(evidence.strategy().split("[+,]")).contains(each.asText());
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
