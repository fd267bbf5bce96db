package io.cryptoscalp.engine.barsim.strategies;

import io.cryptoscalp.engine.barsim.BarStrategy;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import io.cryptoscalp.engine.barsim.BarView;
import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.List;

/** Buys at the first open and holds: what others are measured against. */
public final class BuyAndHold implements BarStrategyProvider {
  /** For the service loader. */
  public BuyAndHold() {}

  @Override
  public String id() {
    return "buy-and-hold";
  }

  @Override
  public String title() {
    return "buys once and holds";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return SignalStrategy.with();
  }

  @Override
  public BarStrategy create(StrategyParameters parameters) {
    return new Running(parameters);
  }

  private static final class Running extends SignalStrategy {
    private boolean[] bought = {};

    Running(StrategyParameters parameters) {
      super(parameters);
    }

    @Override
    void begin(int instruments) {
      bought = new boolean[instruments];
    }

    @Override
    Signal onBar(int i, BarView bars, double position) {
      boolean first = !bought[i];
      bought[i] = true;
      return first ? Signal.LONG : Signal.STAY;
    }
  }
}
