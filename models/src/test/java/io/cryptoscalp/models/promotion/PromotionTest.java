package io.cryptoscalp.models.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.tearsheet.SampleRuns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does only what was shown get through, and is every decision kept? */
class PromotionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private static double[][] trials(double skill) {
    double[][] trials = new double[20][];
    for (int t = 0; t < trials.length; t++) {
      trials[t] = SampleRuns.returns(200, t == 7 ? skill : 0, 0.01, 100 + t);
    }
    return trials;
  }

  private static Evidence evidence(double mean, long differences) {
    GatesFile gates = GatesFile.defaults();
    Evidence evidence = new Evidence("s");
    evidence.addValidation(0, "v1", "hash");
    evidence.addRun(
        SampleRuns.run(RunRecord.Kind.BACKTEST, "s", 300, mean, 1), gates.paths(), gates.seed());
    evidence.addRun(
        SampleRuns.run(RunRecord.Kind.WALK_FORWARD, "s", 300, mean, 2), gates.paths(), 1);
    evidence.addRun(SampleRuns.run(RunRecord.Kind.PAPER, "s", 30, mean, 3), gates.paths(), 1);
    evidence.addTrials(trials(mean), "search-1", "cd34", 1);
    evidence.addParity(differences, "parity-1", "cd34");
    return evidence;
  }

  private static LedgerEntry.Check check(Evidence evidence) {
    GatesFile gates = GatesFile.defaults();
    return new LedgerEntry.Check(
        gates.name(),
        gates.hash(),
        gates.gates().stream().map(gate -> gate.judge(evidence)).collect(Collectors.toList()),
        evidence.parameters());
  }

  @Test
  void skillPassesAndLuckDoesNot() {
    LedgerEntry.Check good = check(evidence(0.004, 0));
    assertThat(good.verdicts()).allMatch(verdict -> verdict.status() == Gate.Status.GREEN);
    assertThat(good.verdicts().get(0).runId()).isEqualTo("BACKTEST-1");
    assertThat(good.verdicts().get(0).dataHash()).isEqualTo("ab12");
    LedgerEntry.Check luck = check(evidence(0, 0));
    assertThat(luck.verdicts())
        .filteredOn(verdict -> verdict.status() == Gate.Status.RED)
        .extracting(verdict -> verdict.gate().id())
        .contains("backtest-sharpe", "deflated-sharpe");
    LedgerEntry.Check differs = check(evidence(0.004, 1));
    assertThat(differs.green()).isFalse();
    LedgerEntry.Check nothing = check(new Evidence("s"));
    assertThat(nothing.verdicts()).allMatch(verdict -> verdict.status() == Gate.Status.MISSING);
  }

  @Test
  void evidenceOfAnotherStrategyOrOtherParametersIsRefused() {
    Evidence evidence = new Evidence("s");
    assertThatThrownBy(
            () ->
                evidence.addRun(SampleRuns.run(RunRecord.Kind.PAPER, "other", 30, 0, 3), 1_000, 1))
        .hasMessageContaining("GATE_EVIDENCE_FOREIGN");
    RunRecord run = SampleRuns.run(RunRecord.Kind.BACKTEST, "s", 100, 0, 3);
    evidence.addRun(run, 1_000, 1);
    assertThatThrownBy(() -> evidence.addRun(run, 1_000, 1))
        .hasMessageContaining("GATE_EVIDENCE_TWICE");
    RunRecord paper = SampleRuns.run(RunRecord.Kind.PAPER, "s", 30, 0, 3);
    var settings = new java.util.TreeMap<>(paper.configuration());
    settings.put("parameter.fast", "13");
    RunRecord other =
        new RunRecord(
            "p",
            "s",
            paper.kind(),
            settings,
            "",
            "USDT",
            paper.fromNs(),
            paper.toNs(),
            1e5,
            paper.equity(),
            null,
            List.of(),
            List.of(),
            List.of());
    assertThatThrownBy(() -> evidence.addRun(other, 1_000, 1))
        .hasMessageContaining("GATE_EVIDENCE_DIFFERS");
  }

  @Test
  void onlyGreenGatesLeadToLive() {
    PromotionLedger ledger = new PromotionLedger(folder);
    assertThatThrownBy(() -> ledger.move("s", LedgerEntry.Stage.LIVE, "ann", NOW, "go"))
        .hasMessageContaining("GATES_NOT_GREEN")
        .hasMessageContaining("never checked");
    ledger.check("s", "ann", NOW, check(evidence(0.004, 2)));
    assertThatThrownBy(() -> ledger.move("s", LedgerEntry.Stage.LIVE, "ann", NOW, "go"))
        .hasMessageContaining("gates=parity=red");
    assertThatThrownBy(() -> ledger.override("s", "parity", "ann", NOW, " "))
        .hasMessageContaining("GATE_REASON_INVALID");
    assertThatThrownBy(() -> ledger.override("s", "nothing", "ann", NOW, "x"))
        .hasMessageContaining("GATE_UNKNOWN");
    ledger.override("s", "parity", "ann", NOW, "both differences are rounding");
    ledger.move("s", LedgerEntry.Stage.LIVE, "ann", NOW, "go");
    Clearance clearance = Clearance.of("s", ledger.entries());
    clearance.requireLive();
    assertThat(clearance.overrides().get("parity").who()).isEqualTo("ann");
    String extract = Clearance.extract(List.of("s"), ledger.entries());
    Clearance.requireLive(List.of("s"), extract);
    assertThatThrownBy(() -> Clearance.requireLive(List.of("s", "t"), extract))
        .hasMessageContaining("strategy=t");
    assertThatThrownBy(() -> Clearance.requireLive(List.of("s"), ""))
        .hasMessageContaining("GATES_NOT_GREEN");
    assertThatThrownBy(() -> Clearance.requireLive(List.of("s"), "?"))
        .hasMessageContaining("CLEARANCE_INVALID");

    // A new check makes the override void, and the strategy stops being clear.
    ledger.check("s", "ann", NOW, check(evidence(0.004, 2)));
    assertThatThrownBy(() -> Clearance.extract(List.of("s"), ledger.entries()))
        .hasMessageContaining("gates=parity=red");
    ledger.check("s", "ann", NOW, check(evidence(0.004, 0)));
    Clearance.requireLive(List.of("s"), Clearance.extract(List.of("s"), ledger.entries()));
    ledger.move("s", LedgerEntry.Stage.PAPER, "ann", NOW, "watch it");
    assertThatThrownBy(() -> Clearance.of("s", ledger.entries()).requireLive())
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("STRATEGY_NOT_LIVE");
  }

  @Test
  void aChangedLineIsNoticed() throws IOException {
    PromotionLedger ledger = new PromotionLedger(folder);
    ledger.check("s", "ann", NOW, check(evidence(0, 1)));
    ledger.override("s", "parity", "ann", NOW, "because");
    ledger.move("s", LedgerEntry.Stage.PAPER, "ann", NOW, "begin");
    assertThat(ledger.entries()).hasSize(3);
    Path file = folder.resolve("ledger.jsonl");
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"red\"|\"RED\"", "\"GREEN\""));
    assertThatThrownBy(ledger::entries).hasMessageContaining("LEDGER_CORRUPT");
    Files.writeString(file, text.substring(text.indexOf('\n') + 1));
    assertThatThrownBy(ledger::entries).hasMessageContaining("LEDGER_CORRUPT");
    Files.writeString(file, text);
    assertThat(ledger.entries()).hasSize(3);
  }

  @Test
  void gatesFilesAreChecked() {
    assertThat(GatesFile.defaults().gates()).hasSizeGreaterThan(8);
    String head = "format = 1\nname = n\n";
    String[][] wrong = {
      {"name = n\ngate.a = backtest.sharpe > 1", "format"},
      {head, "gates=0"},
      {head + "gate.a = backtest.sharp > 1", "unknown figure backtest.sharp"},
      {head + "gate.a = backtest.sharpe = 1", "line=3"},
      {head + "gate.a = backtest.sharpe > x", "no number"},
      {head + "gate.a = backtest.sharpe > 1\ngate.a = backtest.sharpe > 2", "second gate.a"},
      {head + "monte-carlo.paths = 10", "not from 1000"},
      {head + "colour = red", "unknown key colour"}
    };
    for (String[] each : wrong) {
      assertThatThrownBy(() -> GatesFile.parse(each[0].getBytes(StandardCharsets.UTF_8)))
          .hasMessageContaining("GATES_FILE_INVALID")
          .hasMessageContaining(each[1]);
    }
  }
}
