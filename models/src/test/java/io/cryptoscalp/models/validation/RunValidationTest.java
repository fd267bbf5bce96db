package io.cryptoscalp.models.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.testing.PlantedRuns;
import io.cryptoscalp.engine.validation.Capacity;
import io.cryptoscalp.engine.validation.ExecutionStress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Is a strategy that should not be believed caught, and one with skill let through? */
class RunValidationTest {
  private static final ValidationOptions OPTIONS = ValidationOptions.defaults();
  private static final Proof CLEAN = new Proof(Proof.State.PASSED, "no difference");

  private final PlantedRuns planted = new PlantedRuns(180, 11);

  private static Validation validate(List<RunRecord> runs, Proof lookahead, Proof freeFills) {
    return RunValidation.of(
        runs.get(0), runs, OPTIONS, new Reruns(lookahead, freeFills, null, null, null));
  }

  private static List<Finding.Code> refusals(Validation validation) {
    return validation.findings().stream()
        .filter(Finding::refuses)
        .map(Finding::code)
        .distinct()
        .toList();
  }

  @Test
  void theBestOfManyTrialsWithoutSkillIsLuck() {
    Validation validation = validate(planted.lucky(200), CLEAN, CLEAN);
    assertThat(validation.figure("total-return")).isPositive();
    assertThat(validation.figure("sharpe")).isGreaterThan(1.2);
    assertThat(validation.passed()).isFalse();
    assertThat(refusals(validation)).contains(Finding.Code.LUCK);
    assertThat(validation.figure("deflated-sharpe")).isLessThan(0.9);
    assertThat(validation.figure("spa")).isGreaterThan(0.05);
    assertThat(validation.figure("overfitting")).isGreaterThan(0.3);
  }

  @Test
  void itIsLuckToItsOwnFileToo() {
    RunRecord best = planted.lucky(200).get(0);
    ValidationOptions told = new ValidationOptions(1_000, 1, 200, false, 0.5, 0, Map.of());
    Validation validation = RunValidation.of(best, List.of(best), told, Reruns.NONE);
    assertThat(refusals(validation)).contains(Finding.Code.LUCK);
  }

  @Test
  void skillPassesOnAPlateau() {
    Validation validation = validate(planted.skilled(), CLEAN, CLEAN);
    assertThat(refusals(validation)).isEmpty();
    assertThat(validation.passed()).isTrue();
    assertThat(validation.figure("deflated-sharpe")).isGreaterThan(0.95);
    assertThat(validation.figure("spa")).isLessThan(0.01);
    assertThat(validation.figure("timing-chance")).isLessThan(0.01);
    assertThat(validation.figure("plateau")).isGreaterThan(0.5);
    assertThat(validation.figure("cpcv.loss-share")).isZero();
    assertThat(validation.walkForward()).hasSize(2);
    assertThat(validation.figure("walk-forward.rolling.win-rate")).isGreaterThan(0.6);
    RunRecord walked = validation.walkForwardRun();
    assertThat(walked).isNotNull();
    assertThat(walked.windows().size()).isGreaterThanOrEqualTo(10);
    double[] equity = walked.equity().value();
    assertThat(equity[equity.length - 1] / walked.startEquity() - 1)
        .isCloseTo(
            validation.figure("walk-forward.anchored.total-return"),
            org.assertj.core.api.Assertions.offset(1e-9));
  }

  @Test
  void fillsForFreeAreRefused() {
    RunRecord free = planted.freeFills();
    Validation validation = RunValidation.of(free, List.of(free), OPTIONS, Reruns.NONE);
    assertThat(validation.figure("sharpe")).isGreaterThan(10);
    assertThat(refusals(validation)).containsExactly(Finding.Code.FREE_FILLS);
    assertThat(validation.findings().get(0).text()).contains("since it paid no fee");
    ExecutionStress.Outcome worst = validation.stress().get(validation.stress().size() - 1);
    assertThat(worst.wealth()).isLessThan(1);
  }

  @Test
  void proofsOfOthersCount() {
    Proof failed = new Proof(Proof.State.FAILED, "decision at 12:00 changes with prices of 12:05");
    Validation knew = validate(planted.skilled(), failed, CLEAN);
    assertThat(refusals(knew)).containsExactly(Finding.Code.LOOKAHEAD);
    Validation filled = validate(planted.skilled(), Proof.MISSING, failed);
    assertThat(refusals(filled)).containsExactly(Finding.Code.FREE_FILLS);
    assertThat(filled.findings().toString()).contains("LOOKAHEAD was not checked");
  }

  @Test
  void aMonthIsTooShortForSmallSkill() {
    Validation validation = validate(new PlantedRuns(20, 4).skilled(), CLEAN, CLEAN);
    assertThat(validation.figure("minimum-track-record"))
        .isGreaterThan(validation.figure("periods"));
    assertThat(refusals(validation)).contains(Finding.Code.TOO_SHORT);
  }

  @Test
  void capacityNeedsMarkets() {
    List<RunRecord> runs = planted.skilled();
    assertThat(validate(runs, CLEAN, CLEAN).capacity()).isNull();
    ValidationOptions told =
        new ValidationOptions(
            1_000,
            1,
            0,
            true,
            0.5,
            0,
            Map.of("BTCUSDT-PERP.BINANCE", new Capacity.Market(1e9, 0.02)));
    Validation validation = RunValidation.of(runs.get(0), runs, told, Reruns.NONE);
    assertThat(validation.figure("capacity")).isGreaterThan(10_000);
  }

  @Test
  void equalInputsGiveEqualFigures() {
    assertThat(validate(planted.lucky(20), CLEAN, CLEAN).figures())
        .isEqualTo(validate(planted.lucky(20), CLEAN, CLEAN).figures());
  }
}
