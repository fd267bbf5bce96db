package io.cryptoscalp.models.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Are labels those of the definition, and is no price on both sides, whatever the rows? */
class TrainingSetPropertiesTest {
  private static List<FeatureRow> rows(Random random, String instrument) {
    List<FeatureRow> rows = new ArrayList<>();
    long time = random.nextInt(20);
    double mid = 100;
    for (int i = 0; i < 400; i++) {
      time += random.nextInt(30) == 0 ? 40 : random.nextInt(4);
      mid += random.nextInt(3) - 1;
      double shown = random.nextInt(15) == 0 ? 0 : mid;
      rows.add(new FeatureRow(instrument, time, i, shown, new double[] {mid, i}, new long[] {3}));
    }
    return rows;
  }

  private static TrainingSet build(List<FeatureRow> rows, LabelOptions options) {
    TrainingSetBuilder builder = new TrainingSetBuilder("v1", List.of("mid", "row"), options);
    rows.forEach(builder::add);
    return builder.build();
  }

  /** The forward row of each row by search over all rows, the definition to the letter. */
  private static List<String> expected(List<FeatureRow> rows, LabelOptions options) {
    List<String> labels = new ArrayList<>();
    FeatureRow taken = null;
    for (FeatureRow row : rows) {
      if (row.mid() <= 0
          || (taken != null && row.eventTimeNs() - taken.eventTimeNs() < options.spacingNs())) {
        continue;
      }
      taken = row;
      for (FeatureRow later : rows) {
        long ahead = later.eventTimeNs() - row.eventTimeNs();
        if (later.mid() > 0 && ahead >= options.horizonNs()) {
          double forward = later.mid() / row.mid() - 1;
          if (ahead <= options.horizonNs() + options.toleranceNs()
              && forward != 0
              && Math.abs(forward) >= options.minReturn()) {
            labels.add(
                row.sequence()
                    + "@"
                    + row.eventTimeNs()
                    + "->"
                    + later.eventTimeNs()
                    + forward(forward));
          }
          break;
        }
      }
    }
    return labels;
  }

  private static String forward(double value) {
    return value > 0 ? " up" : " down";
  }

  @Test
  void everyLabelIsTheSignOfTheReturnToTheFirstRowPastTheHorizon() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      LabelOptions options =
          new LabelOptions(
              1 + random.nextInt(20),
              random.nextInt(6),
              random.nextInt(3) * 0.01,
              random.nextInt(8),
              0.5);
      List<FeatureRow> rows = rows(random, "X");
      TrainingSet set = build(rows, options);
      List<String> actual = new ArrayList<>();
      for (int i = 0; i < set.rows(); i++) {
        actual.add(
            (long) set.features()[i][1]
                + "@"
                + set.eventTimeNs()[i]
                + "->"
                + set.labelTimeNs()[i]
                + (set.up()[i] ? " up" : " down"));
      }
      assertThat(actual).as("seed %s", seed).containsExactlyElementsOf(expected(rows, options));
    }
  }

  @Test
  void noTrainingLabelReachesIntoTheTestWhateverHorizonAndEmbargo() {
    int compared = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      LabelOptions options = new LabelOptions(1 + random.nextInt(60), 50, 0, 0, 0);
      List<FeatureRow> rows = rows(random, "X");
      rows.addAll(rows(random, "Y"));
      TrainingSet set = build(rows, options);
      int embargo = random.nextInt(30);
      TrainingSet.Split split = set.split(0.2 + random.nextDouble() * 0.6, embargo);
      for (long labelTime : split.train().labelTimeNs()) {
        for (long time : split.test().eventTimeNs()) {
          // [event, label] of train and test never overlap, over all instruments.
          assertThat(labelTime).isLessThan(time);
          assertThat(labelTime).isLessThan(split.cutNs());
          assertThat(time - split.cutNs()).isGreaterThanOrEqualTo(embargo);
          compared++;
        }
      }
      // Nothing is lost but what the purge and the embargo take.
      for (int i = 0; i < set.rows(); i++) {
        boolean trains = set.labelTimeNs()[i] < split.cutNs();
        boolean tests = set.eventTimeNs()[i] >= split.cutNs() + embargo;
        assertThat(trains && tests).isFalse();
      }
      assertThat(split.train().rows() + split.test().rows() + split.purged()).isEqualTo(set.rows());
    }
    assertThat(compared).isGreaterThan(100_000);
  }
}
