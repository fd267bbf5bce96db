package io.cryptoscalp.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.SyntheticMarket;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.LabelOptions;
import io.cryptoscalp.models.dataset.TrainingSet;
import io.cryptoscalp.models.dataset.TrainingSetBuilder;
import io.cryptoscalp.models.onnx.LogisticModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does training find the coefficients that others have published, and do its figures agree? */
class PublishedFitsTest {
  /** Weak enough to leave the published, unpenalised coefficients as they are. */
  private static final double NO_PENALTY = 1e-12;

  private static double[] fit(double[] x, int[] outcome) {
    double[][] inputs = new double[x.length][1];
    boolean[] up = new boolean[x.length];
    for (int i = 0; i < x.length; i++) {
      inputs[i][0] = x[i];
      up[i] = outcome[i] == 1;
    }
    return new LogisticNewton(inputs, up, NO_PENALTY, 1, 1).fit();
  }

  /** O-ring incidents of 23 Space Shuttle flights (Dalal, Fowlkes and Hoadley, JASA 84, 1989). */
  @Test
  void fitsTheShuttlesRings() {
    double[] fahrenheit = {
      66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58
    };
    int[] incident = {0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1};
    double[] fit = fit(fahrenheit, incident);
    assertThat(fit[0]).isCloseTo(-0.2322, within(5e-5));
    assertThat(fit[1]).isCloseTo(15.0429, within(5e-5));
  }

  /** Hours of study and passing an exam, the textbook example: 1.5046 and -4.0777. */
  @Test
  void fitsTheHoursOfStudy() {
    double[] hours = {
      0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5,
      5.5
    };
    int[] passed = {0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1};
    double[] fit = fit(hours, passed);
    assertThat(fit[0]).isCloseTo(1.5046, within(5e-5));
    assertThat(fit[1]).isCloseTo(-4.0777, within(5e-5));
  }

  @Test
  void aWeightOfThreeIsARowSeenThreeTimes() {
    Random random = new Random(4);
    List<double[]> once = new ArrayList<>();
    List<double[]> thrice = new ArrayList<>();
    List<Boolean> onceUp = new ArrayList<>();
    List<Boolean> thriceUp = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double[] row = {random.nextGaussian(), random.nextGaussian()};
      boolean up = random.nextDouble() < 1 / (1 + Math.exp(2 - row[0]));
      once.add(row);
      onceUp.add(up);
      for (int copy = 0; copy < (up ? 3 : 1); copy++) {
        thrice.add(row);
        thriceUp.add(up);
      }
    }
    double l2 = 0.05;
    double[] weighted = newton(once, onceUp, l2, 3);
    // The penalty is per row, and there are more of them now.
    double[] repeated = newton(thrice, thriceUp, l2 * once.size() / thrice.size(), 1);
    for (int i = 0; i < 3; i++) {
      assertThat(weighted[i]).isCloseTo(repeated[i], within(1e-7));
    }
  }

  private static double[] newton(List<double[]> rows, List<Boolean> up, double l2, double weight) {
    boolean[] labels = new boolean[up.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = up.get(i);
    }
    return new LogisticNewton(rows.toArray(new double[0][]), labels, l2, weight, 1).fit();
  }

  @Test
  void balancedClassesHaveEqualSayWhateverTheirShare() {
    LabelOptions labels =
        new LabelOptions(10 * SyntheticMarket.SECOND, 0, 0, 10 * SyntheticMarket.SECOND, 0.9);
    TrainingSet all =
        TrainingSetBuilder.read(
            new SyntheticMarket(3000, 1, false, 5), FeatureQuery.all("v1"), labels);
    // Leaves one rise in six.
    int[] rows = new int[all.rows()];
    int kept = 0;
    int rises = 0;
    for (int i = 0; i < rows.length; i++) {
      if (!all.up()[i] || rises++ % 5 == 0) {
        rows[kept++] = i;
      }
    }
    TrainingSet rare = all.select(java.util.Arrays.copyOf(rows, kept));
    BaselineOptions natural = BaselineOptions.DEFAULT;
    BaselineOptions balanced =
        new BaselineOptions(
            natural.l2(),
            true,
            natural.clip(),
            natural.trainFraction(),
            natural.embargoNs(),
            natural.minRows(),
            natural.minClassRows());
    TrainingSet train = rare.split(natural.trainFraction(), natural.embargoNs()).train();
    double share = (double) train.upRows() / train.rows();
    assertThat(share).isBetween(0.14, 0.2);
    // At the minimum the bias has no gradient: mean forecasts equal the (weighted) share of rises.
    double[] plain = meanForecasts(rare, natural, train);
    assertThat(share * plain[1] + (1 - share) * plain[0]).isCloseTo(share, within(1e-5));
    double[] even = meanForecasts(rare, balanced, train);
    assertThat((even[0] + even[1]) / 2).isCloseTo(0.5, within(1e-5));
  }

  /** Mean forecast on the falls and on the rises of the training part. */
  private static double[] meanForecasts(
      TrainingSet data, BaselineOptions options, TrainingSet train) {
    LogisticModel model = new BaselineTrainer(options).fit(data).model();
    double[] sum = new double[2];
    for (int r = 0; r < train.rows(); r++) {
      float[] row = new float[model.featureNames().size()];
      for (int c = 0; c < row.length; c++) {
        int column = train.featureNames().indexOf(model.featureNames().get(c));
        row[c] = train.features()[r][column];
      }
      sum[train.up()[r] ? 1 : 0] += model.probabilityUp(row);
    }
    return new double[] {sum[0] / (train.rows() - train.upRows()), sum[1] / train.upRows()};
  }

  /** Hanley and McNeil, Radiology 143, 1982, table of the worked example: 0.893 with 0.032. */
  @Test
  void theErrorOfTheAucIsThatOfItsPaper() {
    assertThat(BinaryMetrics.aucError(0.893, 51, 58)).isCloseTo(0.032, within(6e-4));
  }

  @Test
  void theAucIsTheShareOfPairsRankedRightly() {
    Random random = new Random(6);
    for (int round = 0; round < 50; round++) {
      double[] scores = new double[2 + random.nextInt(80)];
      boolean[] up = new boolean[scores.length];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextInt(10) / 10.0;
        up[i] = i == 0 || (i > 1 && random.nextBoolean());
      }
      double won = 0;
      double pairs = 0;
      for (int i = 0; i < scores.length; i++) {
        for (int j = 0; j < scores.length; j++) {
          if (up[i] && !up[j]) {
            pairs++;
            won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          }
        }
      }
      assertThat(BinaryMetrics.auc(scores, up)).isCloseTo(won / pairs, within(1e-12));
    }
  }

  @Test
  void shuffledLabelsLeaveNoSkillWhateverTheSeed() {
    LabelOptions labels =
        new LabelOptions(10 * SyntheticMarket.SECOND, 0, 0, 10 * SyntheticMarket.SECOND, 0.9);
    TrainingSet data =
        TrainingSetBuilder.read(
            new SyntheticMarket(1500, 2, false, 7), FeatureQuery.all("v1"), labels);
    double sum = 0;
    int skilled = 0;
    for (int seed = 0; seed < 30; seed++) {
      boolean[] up = data.up().clone();
      Random random = new Random(seed);
      for (int i = up.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        boolean swapped = up[i];
        up[i] = up[j];
        up[j] = swapped;
      }
      TrainingSet shuffled = SyntheticMarket.relabelled(data, up);
      BinaryMetrics test = new BaselineTrainer(BaselineOptions.DEFAULT).fit(shuffled).test();
      assertThat(test.auc()).isCloseTo(0.5, within(4 * test.aucError()));
      sum += test.auc();
      skilled += test.hasSkill() ? 1 : 0;
    }
    assertThat(sum / 30).isCloseTo(0.5, within(0.01));
    assertThat(skilled).as("taken for skill by chance").isLessThanOrEqualTo(2);
  }
}
