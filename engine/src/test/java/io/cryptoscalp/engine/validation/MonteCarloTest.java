package io.cryptoscalp.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.performance.Drawdowns;
import io.cryptoscalp.engine.performance.Normal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Do resampled histories spread as they must? */
class MonteCarloTest {
  private static final MonteCarlo PATHS = new MonteCarlo(2_000, 42);

  private static double[] logs(double[] returns) {
    return Arrays.stream(returns).map(Math::log1p).toArray();
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  @Test
  void shuffledReturnsEndAlikeAndFallDifferently() {
    double[] returns = Luck.returns(new SplittableRandom(1), 400, 0.00003, 0.001);
    PathDistribution paths = PATHS.shuffledReturns(returns);
    double end = Math.exp(sum(logs(returns)));
    assertThat(paths.finals()[0]).isCloseTo(end, within(1e-9));
    assertThat(paths.finals()[1_999]).isCloseTo(end, within(1e-9));
    assertThat(paths.drawdownAt(0.05)).isLessThan(paths.drawdownAt(0.5));
    assertThat(paths.drawdownAt(0.5)).isLessThan(paths.drawdownAt(0.95));
    assertThat(paths.fan()[2][0]).isEqualTo(1);
    assertThat(paths.fan()[2][100]).isCloseTo(end, within(1e-9));
  }

  /** Wins and losses in turn hide how far the same trades may fall. */
  @Test
  void aLuckyOrderIsFoundOut() {
    double[] returns = new double[200];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = i % 2 == 0 ? 0.12 : -0.1;
    }
    double shown = Drawdowns.of(new double[] {-0.1}).deepest();
    PathDistribution paths = PATHS.shuffledReturns(returns);
    assertThat(paths.drawdownAt(0.5)).isLessThan(4 * shown);
  }

  /** Sums of independent logarithms: the quantiles of the end are those of a normal. */
  @Test
  void resampledReturnsSpreadByTheSquareRoot() {
    double[] returns = Luck.returns(new SplittableRandom(2), 1_000, 0.00001, 0.0005);
    PathDistribution paths =
        new MonteCarlo(4_000, 7).resampledReturns(returns, Resampling.independent());
    double[] logs = logs(returns);
    double mean = sum(logs) / 1_000;
    double variance = Arrays.stream(logs).map(l -> (l - mean) * (l - mean)).sum() / 1_000;
    double deviation = Math.sqrt(variance * 1_000);
    for (double p : new double[] {0.05, 0.5, 0.95}) {
      double expected = sum(logs) + Normal.quantile(p) * deviation;
      assertThat(Math.log(paths.finalAt(p))).isCloseTo(expected, within(0.1 * deviation));
    }
  }

  /** Returns that follow each other vary more in sum; only blocks keep that. */
  @Test
  void blocksKeepWhatNeighboursShare() {
    double[] series = Luck.autoregressive(new SplittableRandom(3), 2_000, 0.6);
    double[] returns = Arrays.stream(series).map(value -> 0.001 * value).toArray();
    PathDistribution single = PATHS.resampledReturns(returns, Resampling.independent());
    PathDistribution blocks = PATHS.resampledReturns(returns, Resampling.automatic(returns));
    double wide = Math.log(blocks.finalAt(0.84) / blocks.finalAt(0.16));
    double narrow = Math.log(single.finalAt(0.84) / single.finalAt(0.16));
    // By theory sqrt((1 + rho) / (1 - rho)) = 2, less the bias of finite blocks.
    assertThat(wide / narrow).isBetween(1.6, 2.2);
  }

  @Test
  void pathsDoNotDependOnHowManyThereAre() {
    double[] returns = Luck.returns(new SplittableRandom(1), 50, 0.00003, 0.001);
    double[] few = new MonteCarlo(1, 5).shuffledReturns(returns).drawdowns();
    double[] many = new MonteCarlo(200, 5).shuffledReturns(returns).drawdowns();
    assertThat(many).contains(few[0]);
    assertThat(new MonteCarlo(200, 5).shuffledReturns(returns).drawdowns()).isEqualTo(many);
    assertThat(new MonteCarlo(200, 6).shuffledReturns(returns).drawdowns()).isNotEqualTo(many);
    assertThatThrownBy(() -> new MonteCarlo(0, 1)).hasMessageContaining("MONTE_CARLO_INVALID");
  }

  @Test
  void ruinStays() {
    double[] returns = {-1, 0.5, 0.5};
    PathDistribution paths = PATHS.resampledReturns(returns, Resampling.independent());
    // Three draws of three miss the first in 8 of 27 cases.
    assertThat(paths.lossProbability()).isCloseTo(19 / 27.0, within(0.05));
    assertThat(paths.ruin(0)).isCloseTo(19 / 27.0, within(0.05));
    assertThat(paths.finals()[0]).isZero();
    assertThat(paths.finalAt(0.95)).isEqualTo(1.5 * 1.5 * 1.5);
  }

  @Test
  void worseExecutionCostsAsMuchAsItShould() {
    ExecutionStress.Run run =
        (stress, random) -> {
          double[] returns = Luck.returns(random, 500, 0.001, 0.005);
          for (int i = 0; i < returns.length; i++) {
            returns[i] -= 0.0005 * stress.slippage() + 0.0002 * stress.latency();
          }
          return returns;
        };
    List<ExecutionStress.Outcome> grid =
        ExecutionStress.grid(run, new double[] {0, 1, 3}, new double[] {1, 2}, 6);
    assertThat(grid).hasSize(6);
    assertThat(grid.get(0).sharpe()).isGreaterThan(grid.get(2).sharpe());
    assertThat(grid.get(2).sharpe()).isGreaterThan(grid.get(3).sharpe());
    assertThat(grid.get(5).wealth()).isLessThan(1);
    PathDistribution paths =
        ExecutionStress.paths(new MonteCarlo(500, 1), run, new ExecutionStress.Stress(3, 2));
    assertThat(paths.finalAt(0.5)).isLessThan(Math.exp(500 * 0.0003));
    assertThat(paths.lossProbability()).isBetween(0.5, 1.0);
  }

  @Test
  void shuffledReturnsOfGrowingSizesEndAlikeAndAreNeverRuined() {
    double[] returns = new double[200];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = i % 2 == 0 ? 0.06 : -0.04;
    }
    PathDistribution paths = new MonteCarlo(500, 3).shuffledReturns(returns);
    double end = StrictMath.pow(1.06 * 0.96, 100);
    assertThat(paths.finalAt(0.05)).isCloseTo(end, within(1e-9));
    assertThat(paths.finalAt(0.95)).isCloseTo(end, within(1e-9));
    assertThat(paths.drawdownAt(0.05)).isBetween(-0.8, -0.2);
    assertThat(paths.ruin(0)).isZero();
  }
}
