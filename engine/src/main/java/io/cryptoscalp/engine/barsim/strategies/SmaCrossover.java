package io.cryptoscalp.engine.barsim.strategies;

import io.cryptoscalp.engine.barsim.BarStrategy;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import io.cryptoscalp.engine.barsim.BarView;
import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.List;

/**
 * Long when the mean of the last {@code fast} closes crosses above that of the last {@code slow}
 * ones, flat or short when it crosses below. Equal means are no crossing.
 */
public final class SmaCrossover implements BarStrategyProvider {
  /** For the service loader. */
  public SmaCrossover() {}

  @Override
  public String id() {
    return "sma-crossover";
  }

  @Override
  public String title() {
    return "two moving averages of the close crossing";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return SignalStrategy.with(
        new StrategyParameter("fast", 10, 1, 100_000, true, "bars of the fast mean"),
        new StrategyParameter("slow", 30, 2, 100_000, true, "bars of the slow mean"));
  }

  @Override
  public int warmUp(StrategyParameters parameters) {
    return parameters.whole("slow");
  }

  @Override
  public BarStrategy create(StrategyParameters parameters) {
    if (parameters.whole("fast") >= parameters.whole("slow")) {
      throw new IllegalArgumentException(
          "STRATEGY_PARAMETER_INVALID: fast="
              + parameters.whole("fast")
              + " slow="
              + parameters.whole("slow")
              + " expected=fast below slow");
    }
    return new Running(parameters);
  }

  private static final class Running extends SignalStrategy {
    private static final double EQUAL = 1e-12;

    private final int fast;
    private final int slow;
    private RollingMean[] fasts = {};
    private RollingMean[] slows = {};
    private double[] side = {};

    Running(StrategyParameters parameters) {
      super(parameters);
      fast = parameters.whole("fast");
      slow = parameters.whole("slow");
    }

    @Override
    void begin(int instruments) {
      fasts = new RollingMean[instruments];
      slows = new RollingMean[instruments];
      side = new double[instruments];
      for (int i = 0; i < instruments; i++) {
        fasts[i] = new RollingMean(fast);
        slows[i] = new RollingMean(slow);
      }
    }

    @Override
    Signal onBar(int i, BarView bars, double position) {
      double quick = fasts[i].update(bars);
      double mean = slows[i].update(bars);
      double difference = quick - mean;
      if (!(Math.abs(difference) > EQUAL * mean)) {
        return Signal.STAY;
      }
      double before = side[i];
      side[i] = Math.signum(difference);
      if (before * side[i] >= 0) {
        return Signal.STAY;
      }
      return side[i] > 0 ? Signal.LONG : Signal.SHORT;
    }
  }
}
