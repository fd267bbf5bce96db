package io.cryptoscalp.engine.barsim.strategies;

import io.cryptoscalp.engine.barsim.BarStrategy;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import io.cryptoscalp.engine.barsim.BarView;
import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.List;

/**
 * Long when the relative strength index (J. W. Wilder, New Concepts in Technical Trading Systems,
 * 1978) falls below {@code low}, short when it rises above {@code high}, flat when it is back at
 * {@code middle}.
 */
public final class RsiReversion implements BarStrategyProvider {
  /** For the service loader. */
  public RsiReversion() {}

  @Override
  public String id() {
    return "rsi-reversion";
  }

  @Override
  public String title() {
    return "against moves that the relative strength index calls overdone";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return SignalStrategy.with(
        new StrategyParameter("length", 14, 2, 10_000, true, "bars of Wilder's averages"),
        new StrategyParameter("low", 30, 0, 100, false, "index to buy below"),
        new StrategyParameter("high", 70, 0, 100, false, "index to sell above"),
        new StrategyParameter("middle", 50, 0, 100, false, "index to leave at"));
  }

  @Override
  public int warmUp(StrategyParameters parameters) {
    // Wilder's average forgets its start by 1/e in its length.
    return 10 * parameters.whole("length");
  }

  @Override
  public BarStrategy create(StrategyParameters parameters) {
    return new Running(parameters);
  }

  private static final class Running extends SignalStrategy {
    private final int length;
    private final double low;
    private final double high;
    private final double middle;
    private double[] gain = {};
    private double[] loss = {};
    private int[] seen = {};

    Running(StrategyParameters parameters) {
      super(parameters);
      length = parameters.whole("length");
      low = parameters.get("low");
      high = parameters.get("high");
      middle = parameters.get("middle");
    }

    @Override
    void begin(int instruments) {
      gain = new double[instruments];
      loss = new double[instruments];
      seen = new int[instruments];
    }

    @Override
    Signal onBar(int i, BarView bars, double position) {
      if (bars.closed() < 2) {
        return Signal.STAY;
      }
      double change = bars.close(0) - bars.close(1);
      seen[i]++;
      // The first average is a plain mean, then each bar has a weight of one by the length.
      int weight = Math.min(seen[i], length);
      gain[i] += (Math.max(change, 0) - gain[i]) / weight;
      loss[i] += (Math.max(-change, 0) - loss[i]) / weight;
      if (seen[i] < length) {
        return Signal.STAY;
      }
      double sum = gain[i] + loss[i];
      double index = sum == 0 ? 50 : 100 * gain[i] / sum;
      if (position <= 0 && index < low) {
        return Signal.LONG;
      }
      if (position >= 0 && index > high) {
        return Signal.SHORT;
      }
      boolean leaves = position > 0 ? index >= middle : position < 0 && index <= middle;
      return leaves ? Signal.FLAT : Signal.STAY;
    }
  }
}
