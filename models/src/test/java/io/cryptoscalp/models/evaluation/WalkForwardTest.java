package io.cryptoscalp.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Families;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.PlantedDataset;
import io.cryptoscalp.models.family.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WalkForwardTest {
  private static final List<ModelFamily> FAMILIES =
      Families.of(List.of("logistic", "random-forest", "xgboost"));

  private static final Map<String, Hyperparameters> SETTINGS =
      Map.of(
          "random-forest", FAMILIES.get(1).defaults().with(Map.of("trees", "40")),
          "xgboost", FAMILIES.get(2).defaults().with(Map.of("learning_rate", "0.2")));

  private static EvaluationRun run(Dataset data, long seed) {
    return new WalkForward(data, EvaluationOptions.DEFAULT)
        .run(FAMILIES, SETTINGS, TrainingRun.quiet(seed), (family, fold, folds) -> {}, () -> 0);
  }

  private static Map<String, Contender> byId(EvaluationRun run) {
    Map<String, Contender> byId = new TreeMap<>();
    run.contenders().forEach(contender -> byId.put(contender.id(), contender));
    return byId;
  }

  @Test
  void skillIsFoundInWhatIsPlanted() {
    EvaluationRun run = run(PlantedDataset.of(5000, 1, 2), 1);
    Map<String, Contender> found = byId(run);
    assertThat(run.failures()).isEmpty();
    assertThat(run.contenders()).hasSize(4 + 3 + 2);
    for (String id : List.of("logistic", "random-forest", "xgboost", "ensemble-mean")) {
      assertThat(found.get(id).verdict()).as(id).isEqualTo("SKILL");
      assertThat(found.get(id).tradingVerdict()).as(id).isNotEqualTo("LOSS");
    }
    // a product of features is nothing to a linear model
    assertThat(found.get("xgboost").metrics().gain())
        .isGreaterThan(1.5 * found.get("logistic").metrics().gain());
    assertThat(found.get("momentum").metrics().hasSkill()).isFalse(); // labels come independently
    assertThat(found.get("base-rate").metrics().gain()).isEqualTo(0);
  }

  @Test
  void noSkillIsFoundInLabelsOfOtherExamples() {
    Dataset data = PlantedDataset.of(4000, 1, 1);
    Map<String, Contender> found = byId(run(PlantedDataset.shuffled(data, 9), 1));
    for (String id : List.of("logistic", "random-forest", "xgboost", "ensemble-weighted")) {
      assertThat(found.get(id).verdict()).as(id).isEqualTo("NO_SKILL");
    }
  }

  @Test
  void testPartsFollowEachOtherAndLearnFromThePastOnly() {
    Dataset data = PlantedDataset.of(4000, 1, 1);
    EvaluationRun run = run(data, 1);
    JudgedExamples examples = run.examples();
    List<Integer> counts = new ArrayList<>();
    for (EvaluationRun.Fold fold : run.folds()) {
      counts.add(fold.test());
      assertThat(fold.train() + fold.validation() + fold.test() + fold.left())
          .isEqualTo(data.size());
    }
    assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(examples.size());
    for (int i = 1; i < examples.size(); i++) {
      assertThat(examples.timeNs()[i]).isGreaterThan(examples.timeNs()[i - 1]);
    }
  }
}
