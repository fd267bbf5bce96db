package io.cryptoscalp.engine.regime.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Are the variances those of the model, and is the fitted model the likeliest one? */
class GarchTest {
  /** A path of the model from its long-run variance. */
  static double[] path(long seed, GarchModel model, int length) {
    Random random = new Random(seed);
    double[] returns = new double[length];
    double variance = model.longRunVariance();
    for (int i = 0; i < length; i++) {
      returns[i] = Math.sqrt(variance) * random.nextGaussian();
      variance = model.omega() + model.alpha() * returns[i] * returns[i] + model.beta() * variance;
    }
    return returns;
  }

  /**
   * Maximum likelihood by the Python package arch 8.0.0 on the same paths: {@code arch_model(x,
   * mean='Zero', vol='GARCH', p=1, q=1, rescale=False).fit(tol=1e-14)}, variances of the next and
   * of the fifth return from {@code forecast(horizon=5)}.
   */
  @ParameterizedTest
  @CsvSource({
    "11, 2000, 0.05, 0.10, 0.85, 0.059862959, 0.079328549, 0.857352531, -2740.9409466946345,"
        + " 0.671929033, 0.734891894",
    "12, 3000, 0.02, 0.05, 0.93, 0.035486580, 0.073823702, 0.892084309, -4201.303892361902,"
        + " 1.933391355, 1.817768612",
    "13, 1500, 0.30, 0.25, 0.60, 0.261414779, 0.256261019, 0.606675025, -2477.0926536672214,"
        + " 1.223481896, 1.528087870",
  })
  void fitsWhatAnotherLibraryFits(
      long seed,
      int length,
      double trueOmega,
      double trueAlpha,
      double trueBeta,
      double omega,
      double alpha,
      double beta,
      double likelihood,
      double next,
      double fifth) {
    double[] returns = path(seed, new GarchModel(trueOmega, trueAlpha, trueBeta), length);
    GarchFit fit = GarchFit.of(returns);
    // A likelihood at least as high as theirs, and by no more than their tolerance.
    assertThat(fit.logLikelihood()).isBetween(likelihood - 1e-7, likelihood + 1e-4);
    assertThat(fit.model().omega()).isCloseTo(omega, within(2e-4));
    assertThat(fit.model().alpha()).isCloseTo(alpha, within(2e-4));
    assertThat(fit.model().beta()).isCloseTo(beta, within(4e-4));
    assertThat(fit.nextVariance()).isCloseTo(next, within(1e-3));
    assertThat(fit.model().variance(fit.nextVariance(), 5)).isCloseTo(fifth, within(1e-3));
    assertThat(fit.returns()).isEqualTo(length);
  }

  /** The same package with the parameters given: {@code fix([omega, alpha, beta])}. */
  @ParameterizedTest
  @CsvSource({
    "11, 2000, 0.05, 0.10, 0.85, -2742.4856425974176, 0.6309337943953229, 0.6993932688712055",
    "12, 3000, 0.02, 0.05, 0.93, -4203.438937149682, 1.8383822192724368, 1.7732970649670345",
    "13, 1500, 0.30, 0.25, 0.60, -2477.8824394485982, 1.287813122722796, 1.6282339988933163",
  })
  void filtersWhatAnotherLibraryFilters(
      long seed,
      int length,
      double omega,
      double alpha,
      double beta,
      double likelihood,
      double next,
      double fifth) {
    GarchModel model = new GarchModel(omega, alpha, beta);
    double[] returns = path(seed, model, length);
    double before = GarchFit.backcast(returns);
    Offset<Double> exact = within(1e-9 * length);
    assertThat(GarchFit.logLikelihood(model, returns, before)).isCloseTo(likelihood, exact);
    GarchFilter filter = new GarchFilter(model, omega + model.persistence() * before);
    double sum = 0;
    for (double value : returns) {
      sum += filter.update(value);
    }
    assertThat(sum).isCloseTo(likelihood, exact);
    assertThat(filter.nextVariance()).isCloseTo(next, within(1e-10));
    assertThat(model.variance(filter.nextVariance(), 5)).isCloseTo(fifth, within(1e-10));
  }

  @Test
  void noPointOfAGridIsLikelier() {
    Properties.forSeeds(
        4,
        (random, seed) -> {
          double alpha = 0.02 + 0.3 * random.nextDouble();
          double beta = (0.98 - alpha) * random.nextDouble();
          double[] returns = path(seed, new GarchModel(1e-8, alpha, beta), 500);
          GarchFit fit = GarchFit.of(returns);
          double longRun = fit.model().longRunVariance();
          double before = GarchFit.backcast(returns);
          for (double a = 0; a < 1; a += 0.05) {
            for (double b = 0; a + b < 0.999; b += 0.05) {
              for (double part = 0.4; part < 2.5; part *= 1.2) {
                GarchModel model = new GarchModel(part * longRun * (1 - a - b), a, b);
                assertThat(GarchFit.logLikelihood(model, returns, before))
                    .isLessThanOrEqualTo(fit.logLikelihood() + 1e-6);
              }
            }
          }
        });
  }

  @Test
  void theUnitScalesTheModelAndMissingReturnsAreLeftOut() {
    double[] returns = path(5, new GarchModel(0.05, 0.1, 0.85), 1000);
    GarchFit fit = GarchFit.of(returns);
    double[] small = new double[1010];
    Arrays.fill(small, Double.NaN);
    for (int i = 0; i < 1000; i++) {
      small[i + i / 100] = returns[i] / 1024;
    }
    GarchFit other = GarchFit.of(small);
    assertThat(other.returns()).isEqualTo(1000);
    assertThat(other.model().alpha()).isCloseTo(fit.model().alpha(), within(1e-9));
    assertThat(other.model().beta()).isCloseTo(fit.model().beta(), within(1e-9));
    assertThat(other.model().omega() * 1024 * 1024).isCloseTo(fit.model().omega(), within(1e-9));
    assertThat(GarchFit.of(returns)).isEqualTo(fit);
  }

  @Test
  void returnsWithoutClustersPersistInNothing() {
    Random random = new Random(6);
    double[] returns = new double[4000];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = 0.01 * random.nextGaussian();
    }
    GarchFit fit = GarchFit.of(returns);
    assertThat(fit.model().alpha()).isLessThan(0.03);
    assertThat(Math.sqrt(fit.model().longRunVariance())).isCloseTo(0.01, within(3e-4));
  }

  @Test
  void forecastsAreSumsOfTheRecursion() {
    GarchModel model = new GarchModel(0.05, 0.1, 0.85);
    GarchFilter filter = new GarchFilter(model);
    filter.update(3);
    double variance = filter.nextVariance();
    double sum = 0;
    for (int step = 1; step <= 50; step++) {
      assertThat(model.variance(filter.nextVariance(), step)).isCloseTo(variance, within(1e-12));
      sum += variance;
      assertThat(filter.deviation(step)).isCloseTo(Math.sqrt(sum), within(1e-12));
      variance = model.omega() + model.persistence() * variance;
    }
    assertThat(model.halfLife()).isCloseTo(13.5134, within(1e-4));
    double next = filter.nextVariance();
    assertThat(filter.update(Double.NaN)).isNaN();
    assertThat(filter.nextVariance()).isCloseTo(model.variance(next, 2), within(1e-12));
    assertThat(filter.updates()).isEqualTo(2);
    StateWriter out = new StateWriter();
    filter.write(out);
    GarchFilter restored = new GarchFilter(model);
    restored.read(new StateReader(out.toByteArray()));
    assertThat(restored.update(0.5)).isEqualTo(filter.update(0.5));
    assertThat(restored.nextVariance()).isEqualTo(filter.nextVariance());
  }

  @Test
  void ewmaWeighsAsPublished() {
    double[] returns = path(8, new GarchModel(0.05, 0.1, 0.85), 400);
    EwmaVariance ewma = new EwmaVariance(EwmaVariance.RISK_METRICS);
    assertThat(ewma.nextVariance()).isNaN();
    for (int n = 1; n <= returns.length; n++) {
      ewma.update(returns[n - 1]);
      ewma.update(Double.NaN);
      double plain = 0;
      double weighted = 0;
      for (int i = 0; i < n; i++) {
        plain += returns[i] * returns[i] / n;
        weighted += 0.06 * Math.pow(0.94, n - 1 - i) * returns[i] * returns[i];
      }
      if (n <= 16) {
        assertThat(ewma.nextVariance()).isCloseTo(plain, within(1e-12));
      } else if (n == 400) {
        assertThat(ewma.nextVariance()).isCloseTo(weighted, within(1e-9));
      }
    }
  }

  @Test
  void refusesWhatCannotBeAModel() {
    assertThatThrownBy(() -> new GarchModel(0, 0.1, 0.8))
        .hasMessageStartingWith("GARCH_MODEL_INVALID");
    assertThatThrownBy(() -> new GarchModel(1, 0.2, 0.8))
        .hasMessageStartingWith("GARCH_MODEL_INVALID");
    assertThatThrownBy(() -> GarchFit.of(new double[1000]))
        .hasMessageStartingWith("GARCH_FIT_IMPOSSIBLE");
    assertThatThrownBy(() -> GarchFit.of(path(1, new GarchModel(1, 0, 0), 99)))
        .hasMessageStartingWith("GARCH_FIT_IMPOSSIBLE: returns=99");
    assertThatThrownBy(() -> new EwmaVariance(1)).hasMessageStartingWith("EWMA_DECAY_INVALID");
  }
}
