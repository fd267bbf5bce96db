package io.cryptoscalp.engine.regime.changepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Are the functions of the inner loop those of StrictMath? */
class ElementaryTest {
  @Test
  void logarithmIsWithinThreeUlp() {
    Random random = new Random(1);
    for (int i = 0; i < 300_000; i++) {
      double spread = i % 3 == 0 ? 200 : i % 3 == 1 ? 2 : 1e-3;
      double x = StrictMath.exp(spread * random.nextGaussian());
      if (x > 1e-300 && x < 1e300) {
        double expected = StrictMath.log(x);
        assertThat(Elementary.log(x)).isCloseTo(expected, within(3 * Math.ulp(expected)));
      }
    }
    assertThat(Elementary.log(1)).isZero();
    assertThat(Elementary.log(Math.nextUp(1.0))).isEqualTo(Math.ulp(1.0));
    assertThat(Elementary.log(Double.MIN_NORMAL))
        .isCloseTo(StrictMath.log(Double.MIN_NORMAL), within(1e-12));
    assertThat(Elementary.log(Double.MAX_VALUE))
        .isCloseTo(StrictMath.log(Double.MAX_VALUE), within(1e-12));
  }

  @Test
  void exponentialIsWithinTwoUlp() {
    Random random = new Random(2);
    for (int i = 0; i < 300_000; i++) {
      double x = -random.nextDouble() * (i % 3 == 0 ? 699 : i % 3 == 1 ? 10 : 1e-3);
      double expected = StrictMath.exp(x);
      assertThat(Elementary.exp(x)).isCloseTo(expected, within(2 * Math.ulp(expected)));
    }
    assertThat(Elementary.exp(0)).isEqualTo(1);
    assertThat(Elementary.exp(-1e9)).isZero();
    assertThat(Elementary.exp(Double.NEGATIVE_INFINITY)).isZero();
  }

  @Test
  void logGammaIsThatOfFactorialsAndHalves() {
    double factorial = 0;
    for (int n = 1; n < 300; n++) {
      assertThat(LogGamma.of(n)).isCloseTo(factorial, within(1e-13 * Math.max(1, factorial)));
      factorial += StrictMath.log(n);
    }
    // gamma(x + 1/2) by the duplication formula, gamma(x) gamma(x + 1/2) = 2^(1 - 2x) sqrt(pi)
    // gamma(2x), Abramowitz and Stegun 6.1.18.
    for (double x = 0.05; x < 100; x += 0.37) {
      double expected =
          (1 - 2 * x) * Math.log(2) + 0.5 * Math.log(Math.PI) + LogGamma.of(2 * x) - LogGamma.of(x);
      assertThat(LogGamma.of(x + 0.5))
          .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
    }
    assertThat(LogGamma.of(0.5)).isCloseTo(0.5 * Math.log(Math.PI), within(1e-14));
  }
}
