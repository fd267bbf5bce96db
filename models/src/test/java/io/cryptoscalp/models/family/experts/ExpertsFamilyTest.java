package io.cryptoscalp.models.family.experts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Exports;
import io.cryptoscalp.models.family.GatedDataset;
import io.cryptoscalp.models.family.PlantedDataset;
import io.cryptoscalp.models.family.TrainingChecks;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.linear.LogisticFamily;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpertsFamilyTest {
  private static final int TRAIN = 3000;
  private static final int VALIDATION = 3600;
  private static final int ALL = 4600;
  private final Dataset all = GatedDataset.of(ALL, true);
  private final Dataset train = PlantedDataset.part(all, 0, TRAIN);
  private final Dataset validation = PlantedDataset.part(all, TRAIN, VALIDATION);
  private final Dataset test = PlantedDataset.part(all, VALIDATION, ALL);
  private final ExpertsFamily family = new ExpertsFamily();

  @Test
  void learnsASignalThatTurnsRoundWithTheRegime() {
    double[] experts = logOdds(train().predict(test));
    TrainingRun run = TrainingRun.quiet(1);
    LogisticFamily linear = new LogisticFamily();
    double[] plain = logOdds(linear.train(train, validation, linear.defaults(), run).predict(test));
    assertThat(TrainingChecks.logLoss(plain, test)).isGreaterThan(0.66);
    assertThat(TrainingChecks.logLoss(experts, test)).isLessThan(0.52);
  }

  @Test
  void theFileAnswersAsTheTrainer() throws OrtException {
    ExpertsTrained model = train();
    byte[] file = model.onnx(Exports.header(model.family(), all));
    assertThat(train().onnx(Exports.header(model.family(), all))).isEqualTo(file);
    float[] expected = model.predict(test);
    for (int batch : new int[] {1, 7, 32}) {
      float[] got = run(file, batch);
      for (int i = 0; i < batch; i++) {
        assertThat(got[i]).isCloseTo(expected[i], within(1e-6f));
      }
    }
  }

  @Test
  void examplesWithoutRegimesAreRefused() {
    Dataset bare = GatedDataset.of(ALL, false);
    assertThatThrownBy(
            () ->
                family.train(
                    PlantedDataset.part(bare, 0, TRAIN),
                    PlantedDataset.part(bare, TRAIN, ALL),
                    family.defaults(),
                    TrainingRun.quiet(1)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("TRAINING_NO_REGIMES: example=0 regimes=none");
  }

  private ExpertsTrained train() {
    return family.train(train, validation, family.defaults(), TrainingRun.quiet(1));
  }

  private static double[] logOdds(float[] probabilities) {
    double[] odds = new double[probabilities.length];
    for (int i = 0; i < odds.length; i++) {
      odds[i] = Math.log(probabilities[i] / (1 - probabilities[i]));
    }
    return odds;
  }

  private float[] run(byte[] file, int batch) throws OrtException {
    float[][] features = new float[batch][];
    float[][] regime = new float[batch][];
    for (int i = 0; i < batch; i++) {
      features[i] = test.vector(i);
      regime[i] = test.regime(i);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file);
        OnnxTensor x = OnnxTensor.createTensor(environment, features);
        OnnxTensor gate = OnnxTensor.createTensor(environment, regime);
        OrtSession.Result result =
            session.run(Map.of(OnnxHeader.FEATURES, x, OnnxHeader.REGIME, gate))) {
      return (float[]) result.get(LogisticOnnx.OUTPUT).orElseThrow().getValue();
    }
  }
}
