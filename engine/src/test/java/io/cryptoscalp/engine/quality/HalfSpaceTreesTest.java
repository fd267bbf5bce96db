package io.cryptoscalp.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Do points unlike those before score low, the same way on every run? */
class HalfSpaceTreesTest {
  private static double[] usual(Random random) {
    double[] point = new double[5];
    for (int d = 0; d < point.length; d++) {
      point[d] = Math.min(1, Math.max(0, 0.5 + 0.07 * random.nextGaussian()));
    }
    return point;
  }

  /** Each coordinate is usual, their combination is not: two of them move against each other. */
  private static double[] strange(Random random) {
    double[] point = usual(random);
    point[random.nextInt(5)] = 0.95;
    point[random.nextInt(5)] = 0.05;
    return point;
  }

  @Test
  void isSilentDuringTheFirstWindow() {
    HalfSpaceTrees trees = new HalfSpaceTrees(5, 1);
    Random random = new Random(1);
    for (int i = 0; i < HalfSpaceTrees.WINDOW; i++) {
      assertThat(trees.update(usual(random))).isNaN();
    }
    assertThat(trees.update(usual(random))).isPositive();
  }

  @Test
  void ranksStrangePointsBelowUsualOnes() {
    HalfSpaceTrees trees = new HalfSpaceTrees(5, 42);
    Random random = new Random(2);
    for (int i = 0; i < 2 * HalfSpaceTrees.WINDOW; i++) {
      trees.update(usual(random));
    }
    long below = 0;
    long pairs = 0;
    double[] usual = new double[400];
    for (int i = 0; i < usual.length; i++) {
      usual[i] = trees.update(usual(random));
      double strange = i % 10 == 0 ? trees.update(strange(random)) : Double.NaN;
      for (int j = 0; j <= i && i % 10 == 0; j++) {
        below += strange < usual[j] ? 1 : 0;
        pairs++;
      }
    }
    assertThat((double) below / pairs).as("area under the ROC curve").isGreaterThan(0.97);
  }

  @Test
  void theSeedDecidesTheTreesAndStateTheRest() {
    HalfSpaceTrees one = new HalfSpaceTrees(5, 7);
    HalfSpaceTrees same = new HalfSpaceTrees(5, 7);
    HalfSpaceTrees other = new HalfSpaceTrees(5, 8);
    Random random = new Random(4);
    boolean differs = false;
    for (int i = 0; i < 1200; i++) {
      double[] point = i % 50 == 49 ? strange(random) : usual(random);
      double score = one.update(point);
      assertThat((Double) same.update(point)).isEqualTo((Double) score);
      double otherScore = other.update(point);
      differs |= i > HalfSpaceTrees.WINDOW && otherScore != score;
      if (i % 333 == 332) {
        StateWriter out = new StateWriter();
        same.write(out);
        same = new HalfSpaceTrees(5, 7);
        same.read(new StateReader(out.toByteArray()));
      }
    }
    assertThat(differs).isTrue();
  }
}
