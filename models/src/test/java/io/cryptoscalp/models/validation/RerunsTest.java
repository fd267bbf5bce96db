package io.cryptoscalp.models.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.barsim.BarBootstrap;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.testing.PlantedRuns;
import io.cryptoscalp.models.tearsheet.SheetData;
import io.cryptoscalp.models.tearsheet.TearSheet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Does a validation use what was run anew in place of what it can reckon, and say so? */
class RerunsTest {
  private static final long HOUR = 3_600_000_000_000L;

  private final List<RunRecord> runs = new PlantedRuns(180, 11).skilled();
  private final RunRecord run = runs.get(0);

  /** Some paths earn a tenth, the others lose it. */
  private BootstrapReport bootstrap(String runId, int earning, double blockBars) {
    List<BarBootstrap.Path> paths = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      paths.add(new BarBootstrap.Path(new double[] {1, i < earning ? 1.1 : 0.9}, 1));
    }
    BarBootstrap.Path history = new BarBootstrap.Path(new double[] {0.95, 1.2}, 1.1);
    return new BootstrapReport(
        runId, run.dataHash(), 1, blockBars, 50, HOUR, 1, BarBootstrap.of(history, paths));
  }

  private StressReport stress(double market, double first) {
    return new StressReport(
        run.runId(),
        run.dataHash(),
        List.of(
            of("as run", StressReport.Step.AS_RUN, 0.3),
            of("venue", StressReport.Step.MARKET, market),
            of("latency x5", StressReport.Step.FIRST, first),
            of("latency x20", StressReport.Step.FURTHER, -0.5)));
  }

  private static StressReport.Case of(String id, StressReport.Step step, double value) {
    return new StressReport.Case(id, step, value, value == 0 ? Double.NaN : 1, 0.1, 10, 5, 1);
  }

  private Validation validate(Reruns reruns) {
    return RunValidation.of(run, runs, ValidationOptions.defaults(), reruns);
  }

  private static Reruns with(BootstrapReport bootstrap, StressReport stress) {
    return new Reruns(Proof.MISSING, Proof.MISSING, bootstrap, stress, null);
  }

  private static List<Finding.Code> refusals(Validation validation) {
    return validation.findings().stream().filter(Finding::refuses).map(Finding::code).toList();
  }

  @Test
  void whatWasRunAnewStandsInPlaceOfWhatIsReckoned() {
    Validation validation = validate(with(bootstrap(run.runId(), 90, 60), stress(0.2, 0.1)));
    assertThat(refusals(validation)).isEmpty();
    assertThat(validation.stress()).isEmpty();
    assertThat(validation.figure("timing-chance")).isNaN();
    assertThat(validation.figure("bootstrap.loss-share")).isEqualTo(0.1);
    assertThat(validation.figure("bootstrap.chance")).isEqualTo(1 / 101.0);
    // History was 1.2 / 1.1 of holding, and no path more.
    assertThat(validation.figure("bootstrap.chance-over-holding")).isEqualTo(91 / 101.0);
    assertThat(validation.figure("stress.first-return")).isEqualTo(0.1);
    ObjectNode json = ValidationJson.of(validation);
    assertThat(json.path("stressBy").asText()).isEqualTo("rerun");
    assertThat(json.path("candlesBy").asText()).isEqualTo("rerun");
    assertThat(json.path("walkForwardBy").asText()).isEqualTo("joined trials");
    assertThat(TearSheet.html(SheetData.of(run, 1_000, 1), null, json))
        .contains(
            "Candles resampled, the strategy run anew",
            "Part of it lives in the order of prices",
            "latency x20");
    Validation plain = validate(Reruns.NONE);
    assertThat(plain.stress()).hasSize(9);
    assertThat(plain.findings().toString())
        .contains("under the positions that were taken", "reckoned over the trades");
    assertThat(ValidationJson.of(plain).path("stressBy").asText()).isEqualTo("trades");
  }

  @Test
  void whatIsOfAnotherRunIsNotUsed() {
    Validation validation = validate(with(bootstrap("other", 10, 60), stress(0.2, 0.1)));
    assertThat(validation.reruns().bootstrap()).isNull();
    assertThat(validation.figure("timing-chance")).isNotNaN();
  }

  @Test
  void losingOnMostHistoriesIsLuckWhenBlocksHoldWhatItLooksAt() {
    assertThat(refusals(validate(with(bootstrap(run.runId(), 40, 60), null))))
        .containsExactly(Finding.Code.LUCK);
    Validation shorter = validate(with(bootstrap(run.runId(), 40, 20), null));
    assertThat(refusals(shorter)).isEmpty();
    assertThat(shorter.findings().toString()).contains("Blocks are shorter than");
  }

  @Test
  void aFirstStepThatTakesEverythingRefuses() {
    assertThat(refusals(validate(with(null, stress(-0.01, -0.2)))))
        .containsExactly(Finding.Code.FREE_FILLS);
    Validation fragile = validate(with(null, stress(0.01, -0.2)));
    assertThat(refusals(fragile)).containsExactly(Finding.Code.FRAGILE);
    assertThat(fragile.findings().get(0).text())
        .contains("of the 30.00 % it returned nothing is left", "latency x5 (-20.00 %)")
        .doesNotContain("x20");
    assertThat(refusals(validate(with(null, stress(0.01, 0.001))))).isEmpty();
  }

  @Test
  void windowsOfItsOwnArePreferred() {
    RunRecord joined = validate(Reruns.NONE).walkForwardRun();
    assertThat(joined).isNotNull();
    double start = joined.startEquity();
    RunRecord own =
        new RunRecord(
            "own",
            run.strategy(),
            RunRecord.Kind.WALK_FORWARD,
            run.configuration(),
            run.dataHash(),
            run.currency(),
            run.fromNs(),
            run.fromNs() + 4 * HOUR,
            start,
            new RunRecord.Curve(
                new long[] {run.fromNs() + 2 * HOUR, run.fromNs() + 4 * HOUR},
                new double[] {1.1 * start, 0.99 * start}),
            null,
            List.of(),
            List.of(),
            List.of(
                new RunRecord.Window(run.fromNs(), run.fromNs() + 2 * HOUR),
                new RunRecord.Window(run.fromNs() + 2 * HOUR, run.fromNs() + 4 * HOUR)));
    Validation validation = validate(new Reruns(Proof.MISSING, Proof.MISSING, null, null, own));
    assertThat(validation.walkForwardRun()).isSameAs(own);
    assertThat(validation.figure("walk-forward.win-rate")).isEqualTo(0.5);
    assertThat(refusals(validation)).containsExactly(Finding.Code.OVERFIT);
    assertThat(validation.findings().get(0).text())
        .contains("returned -1.00 %, each window run on its own");
    assertThat(validation.findings().toString()).doesNotContain("has no windows of its own");
    assertThat(validate(Reruns.NONE).findings().toString()).contains("has no windows of its own");
  }

  @Test
  void filesAreReadAsTheyWereWritten() throws Exception {
    BootstrapReport bootstrap = bootstrap("a", 40, 60);
    JsonNode json = bootstrap.json();
    assertThat(BootstrapReport.of(json).json()).isEqualTo(json);
    StressReport stress = stress(0.2, 0);
    assertThat(StressReport.of(stress.json())).isEqualTo(stress);
    assertThatThrownBy(() -> BootstrapReport.of(((ObjectNode) json).put("chance", "x")))
        .hasMessageContaining("BOOTSTRAP_FILE_INVALID")
        .hasMessageContaining("field=chance");
    assertThatThrownBy(() -> StressReport.of(stress.json().put("format", 2)))
        .hasMessageContaining("STRESS_FILE_INVALID");
  }

  @Test
  void aCaseWithoutItsReturnDoesNotCountAsOutlived() {
    for (String field : List.of("case", "step", "return", "drawdown", "orders", "trades", "fees")) {
      ObjectNode json = stress(-0.1, -0.1).json();
      ((ObjectNode) json.path("cases").get(1)).remove(field);
      assertThatThrownBy(() -> StressReport.of(json))
          .hasMessageContaining("STRESS_FILE_INVALID")
          .hasMessageContaining("field=" + field);
    }
    ObjectNode json = stress(-0.1, -0.1).json();
    ((ObjectNode) json.path("cases").get(1)).put("step", "WORST");
    assertThatThrownBy(() -> StressReport.of(json))
        .hasMessageContaining("field=step value=\"WORST\"");
  }
}
