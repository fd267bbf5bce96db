package io.cryptoscalp.engine.validation;

import io.cryptoscalp.engine.performance.SharpeEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A strategy under worse execution than was assumed. */
public final class ExecutionStress {
  private ExecutionStress() {}

  /**
   * How much worse.
   *
   * @param slippage factor of the assumed slippage, 0 or more
   * @param latency factor of the assumed latencies, 0 or more
   */
  public record Stress(double slippage, double latency) {}

  /**
   * A run under stress.
   *
   * @param stress how much worse
   * @param sharpe Sharpe ratio of a period; NaN without spread
   * @param wealth last wealth by that at the start
   */
  public record Outcome(Stress stress, double sharpe, double wealth) {}

  /** A strategy that can be run under stress. */
  @FunctionalInterface
  public interface Run {
    /**
     * Runs it.
     *
     * @return simple returns of its periods, at least 2
     */
    double[] returns(Stress stress, SplittableRandom random);
  }

  /** Runs every pair of factors once, slippage outermost; each with the same chance. */
  public static List<Outcome> grid(Run run, double[] slippage, double[] latency, long seed) {
    List<Outcome> outcomes = new ArrayList<>();
    for (double s : slippage) {
      for (double l : latency) {
        Stress stress = new Stress(s, l);
        double[] returns = run.returns(stress, new SplittableRandom(seed));
        double wealth = 1;
        for (double value : returns) {
          wealth *= 1 + value;
        }
        outcomes.add(new Outcome(stress, SharpeEvidence.of(returns).sharpe(), wealth));
      }
    }
    return outcomes;
  }

  /**
   * Paths whose factors are drawn evenly on a logarithmic scale.
   *
   * @param most largest factors; the smallest are 1
   */
  public static PathDistribution paths(MonteCarlo monteCarlo, Run run, Stress most) {
    return monteCarlo.runs(
        random -> {
          double slippage = StrictMath.pow(most.slippage(), random.nextDouble());
          double latency = StrictMath.pow(most.latency(), random.nextDouble());
          return run.returns(new Stress(slippage, latency), random);
        });
  }
}
