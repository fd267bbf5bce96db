package io.cryptoscalp.models.family.linear;

import static io.cryptoscalp.models.family.PlantedDataset.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Exports;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.PlantedDataset;
import io.cryptoscalp.models.family.TrainingChecks;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogisticFamilyTest {
  private final Dataset all = PlantedDataset.of(3000, 1, 1);
  private final Dataset train = part(all, 0, 2000);
  private final Dataset validation = part(all, 2000, 2500);
  private final Dataset test = part(all, 2500, 3000);
  private final LogisticFamily family = new LogisticFamily();

  private LogisticTrained train(Hyperparameters settings) {
    return family.train(train, validation, settings, TrainingRun.quiet(1));
  }

  @Test
  void theFileAnswersAsTheTrainer() {
    Exports.assertEqual(train(family.defaults()), test);
  }

  @Test
  void learnsWhatIsLinear() {
    LogisticTrained model = train(family.defaults());
    float[] probabilities = model.predict(test);
    double[] logOdds = new double[probabilities.length];
    for (int i = 0; i < logOdds.length; i++) {
      logOdds[i] = Math.log(probabilities[i] / (1 - probabilities[i]));
    }
    assertThat(TrainingChecks.logLoss(logOdds, test)).isLessThan(0.67);
    assertThat(model.figures()).containsEntry("columns", 7.0); // one is constant
  }

  @Test
  void equalRunsGiveEqualBytesAndOtherSettingsOtherBytes() {
    byte[] first = train(family.defaults()).onnx(Exports.header("logistic", all));
    byte[] second = train(family.defaults()).onnx(Exports.header("logistic", all));
    Hyperparameters strong = family.defaults().with(Map.of("l2", "10"));
    assertThat(second).isEqualTo(first);
    assertThat(train(strong).onnx(Exports.header("logistic", all))).isNotEqualTo(first);
  }

  @Test
  void refusesDataThatCarryNoModel() {
    assertThatThrownBy(
            () ->
                family.train(part(all, 0, 10), validation, family.defaults(), TrainingRun.quiet(1)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("TRAINING_TOO_FEW_ROWS");
    Hyperparameters negative = family.defaults().with(Map.of("l2", "-1"));
    assertThatThrownBy(() -> train(negative)).hasMessageContaining("TRAINING_OPTION_INVALID");
  }
}
