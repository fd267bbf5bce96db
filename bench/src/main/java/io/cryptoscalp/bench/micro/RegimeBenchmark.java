package io.cryptoscalp.bench.micro;

import io.cryptoscalp.engine.regime.changepoint.ChangePointDetector;
import io.cryptoscalp.engine.regime.changepoint.ChangePointOptions;
import io.cryptoscalp.engine.regime.correlation.CorrelationDetector;
import io.cryptoscalp.engine.regime.correlation.CorrelationOptions;
import io.cryptoscalp.engine.regime.drawdown.DrawdownDetector;
import io.cryptoscalp.engine.regime.drawdown.DrawdownOptions;
import io.cryptoscalp.engine.regime.hmm.HmmFilter;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.liquidity.LiquidityDetector;
import io.cryptoscalp.engine.regime.liquidity.LiquidityOptions;
import io.cryptoscalp.engine.regime.markov.MarkovDetector;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.engine.regime.trend.TrendClassifier;
import io.cryptoscalp.engine.regime.trend.TrendOptions;
import io.cryptoscalp.engine.regime.volatility.VolatilityClassifier;
import io.cryptoscalp.engine.regime.volatility.VolatilityOptions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one bar costs each detector of regimes, with all its windows full. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RegimeBenchmark {
  private static final long BAR_NS = 1_000_000_000L;
  private static final int STATES = 6;
  private static final int INSTRUMENTS = 10;

  private final RegimeWalk walk = new RegimeWalk(1);
  private final double[] rows = new double[2 * RegimeWalk.BARS];
  private final double[][] returns = new double[RegimeWalk.BARS][INSTRUMENTS];
  private final DrawdownDetector drawdown = new DrawdownDetector(DrawdownOptions.standard());
  private final VolatilityClassifier volatility =
      new VolatilityClassifier(VolatilityOptions.minuteBars());
  private final TrendClassifier trend = new TrendClassifier(TrendOptions.minuteBars());
  private final LiquidityDetector liquidity = new LiquidityDetector(LiquidityOptions.minuteBars());
  private final ChangePointDetector changePoint =
      new ChangePointDetector(ChangePointOptions.standard());
  private final CorrelationDetector correlation =
      new CorrelationDetector(CorrelationOptions.minuteBars(INSTRUMENTS));
  private final HmmFilter filter = new HmmFilter(chain());
  private final MarkovDetector markov =
      new MarkovDetector(
          MarkovModel.of("BENCH", "1", new ObservationSpec(BAR_NS, true, 1), chain()));
  private int bar;
  private long timeNs;

  /** Six states of two features, the most of both that a fitted model of bars has. */
  private static HmmModel chain() {
    double[] initial = new double[STATES];
    double[] transition = new double[STATES * STATES];
    double[] means = new double[2 * STATES];
    double[] covariances = new double[4 * STATES];
    for (int i = 0; i < STATES; i++) {
      double deviation = 0.0002 * StrictMath.pow(1.8, i);
      initial[i] = 1.0 / STATES;
      for (int j = 0; j < STATES; j++) {
        transition[i * STATES + j] = i == j ? 0.95 : 0.05 / (STATES - 1);
      }
      means[2 * i + 1] = StrictMath.log(deviation);
      covariances[4 * i] = deviation * deviation;
      covariances[4 * i + 3] = 0.1;
    }
    return new HmmModel(STATES, 2, initial, transition, means, covariances);
  }

  /** Fills all windows. */
  @Setup
  public void fill() {
    for (int i = 0; i < RegimeWalk.BARS; i++) {
      rows[2 * i] = walk.change[i];
      rows[2 * i + 1] = StrictMath.log(0.6 * StrictMath.log(walk.high[i] / walk.low[i]) + 1e-6);
      for (int j = 0; j < INSTRUMENTS; j++) {
        returns[i][j] = walk.change[(i + j * 7) % RegimeWalk.BARS] + walk.change[i];
      }
    }
    for (int i = 0; i < RegimeWalk.BARS; i++) {
      drawdown();
      volatility();
      trend();
      liquidity();
      changePoint();
      correlation();
      hmmFilter();
      markov();
    }
  }

  private int next() {
    bar = (bar + 1) & (RegimeWalk.BARS - 1);
    timeNs += BAR_NS;
    return bar;
  }

  /** Falls, rebounds and rises. */
  @Benchmark
  public boolean drawdown() {
    int i = next();
    return drawdown.update(timeNs, walk.high[i], walk.low[i], walk.close[i]);
  }

  /** Volatility against its own past, and its forecast. */
  @Benchmark
  public boolean volatility() {
    return volatility.update(walk.change[next()]);
  }

  /** Strength and direction of a trend. */
  @Benchmark
  public boolean trend() {
    int i = next();
    return trend.update(walk.high[i], walk.low[i], walk.close[i]);
  }

  /** Spread, depth and impact. */
  @Benchmark
  public boolean liquidity() {
    int i = next();
    return liquidity.update(
        walk.spread[i], walk.depth[i], walk.change[i], walk.flow[i], walk.volume[i]);
  }

  /** Run lengths since the last change, of returns in deviations as the consensus gives them. */
  @Benchmark
  public double changePoint() {
    double value = walk.change[next()] / 0.0004;
    return changePoint.update(Math.max(-6, Math.min(6, value)));
  }

  /** Correlation of ten instruments and the share of the first eigenvalue. */
  @Benchmark
  public CorrelationDetector correlation() {
    correlation.update(returns[next()]);
    return correlation;
  }

  /** Six states, two features: one observation. */
  @Benchmark
  public double hmmFilter() {
    return filter.update(rows, 2 * next());
  }

  /** The same from the bar on. */
  @Benchmark
  public boolean markov() {
    int i = next();
    return markov.update(timeNs - BAR_NS, timeNs, walk.high[i], walk.low[i], walk.close[i]);
  }
}
