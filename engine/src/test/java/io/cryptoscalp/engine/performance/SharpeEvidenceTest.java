package io.cryptoscalp.engine.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Does a Sharpe ratio get the credit that the papers give it? */
class SharpeEvidenceTest {
  /** The example of Bailey and Lopez de Prado (2014), "A numerical example". */
  @Test
  void publishedDeflatedSharpeRatio() {
    double days = 250;
    double variance = 0.5 / days;
    SharpeEvidence found = new SharpeEvidence(2.5 / Math.sqrt(days), 1250, -3, 10);
    assertThat(SharpeEvidence.expectedMaximum(variance, 100)).isCloseTo(0.1132, within(5e-5));
    assertThat(found.deflated(variance, 100)).isCloseTo(0.9004, within(5e-5));
    // The paper goes on: 46 trials would have left 95 %.
    assertThat(found.deflated(variance, 46)).isCloseTo(0.9505, within(5e-5));
  }

  @Test
  void trackRecordIsJustLongEnough() {
    SharpeEvidence found = new SharpeEvidence(2 / Math.sqrt(250), 500, -0.72, 5.78);
    double needed = found.minimumTrackRecord(1 / Math.sqrt(250), 0.95);
    SharpeEvidence longEnough =
        new SharpeEvidence(found.sharpe(), (int) Math.ceil(needed), -0.72, 5.78);
    SharpeEvidence tooShort =
        new SharpeEvidence(found.sharpe(), (int) Math.floor(needed) - 1, -0.72, 5.78);
    assertThat(longEnough.probabilityAbove(1 / Math.sqrt(250))).isGreaterThanOrEqualTo(0.95);
    assertThat(tooShort.probabilityAbove(1 / Math.sqrt(250))).isLessThan(0.95);
    assertThat(found.minimumTrackRecord(found.sharpe(), 0.95)).isInfinite();
  }

  /** Bailey et al. (2014): after 45 trials on five years, the best is expected to show 1. */
  @Test
  void publishedBacktestLength() {
    assertThat(SharpeEvidence.minimumBacktestYears(45, 1)).isCloseTo(5, within(0.1));
    assertThat(SharpeEvidence.minimumBacktestYears(45, 2)).isCloseTo(1.25, within(0.03));
  }

  @Test
  void expectedMaximumIsWhatLuckShows() {
    SplittableRandom random = new SplittableRandom(5);
    double sum = 0;
    int runs = 4000;
    for (int run = 0; run < runs; run++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int trial = 0; trial < 50; trial++) {
        best = Math.max(best, Normal.quantile(random.nextDouble(1e-12, 1)));
      }
      sum += best;
    }
    assertThat(SharpeEvidence.expectedMaximum(1, 50)).isCloseTo(sum / runs, within(0.03));
    assertThat(SharpeEvidence.expectedMaximum(1, 1)).isZero();
  }

  /** The best of many strategies without skill looks good alone, and not once it is deflated. */
  @Test
  void luckIsDeflated() {
    SplittableRandom random = new SplittableRandom(11);
    int believed = 0;
    int deflated = 0;
    for (int run = 0; run < 200; run++) {
      SharpeEvidence best = null;
      double[] sharpes = new double[40];
      for (int trial = 0; trial < sharpes.length; trial++) {
        double[] returns = new double[250];
        for (int i = 0; i < returns.length; i++) {
          returns[i] = 0.01 * Normal.quantile(random.nextDouble(1e-12, 1));
        }
        SharpeEvidence evidence = SharpeEvidence.of(returns);
        sharpes[trial] = evidence.sharpe();
        best = best == null || evidence.sharpe() > best.sharpe() ? evidence : best;
      }
      double deviation = Moments.of(sharpes).deviation();
      believed += best.probabilityAbove(0) > 0.95 ? 1 : 0;
      deflated += best.deflated(deviation * deviation, sharpes.length) > 0.95 ? 1 : 0;
    }
    assertThat(believed).isGreaterThan(160);
    assertThat(deflated).isLessThan(14);
  }
}
