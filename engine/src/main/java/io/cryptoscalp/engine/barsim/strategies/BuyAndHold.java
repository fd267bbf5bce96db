package io.cryptoscalp.engine.barsim.strategies;

import io.cryptoscalp.engine.barsim.BarParameter;
import io.cryptoscalp.engine.barsim.BarParameters;
import io.cryptoscalp.engine.barsim.BarStrategy;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import io.cryptoscalp.engine.barsim.BarView;
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
  public List<BarParameter> parameters() {
    return SignalStrategy.with();
  }

  @Override
  public BarStrategy create(BarParameters parameters) {
    return new Running(parameters);
  }

  private static final class Running extends SignalStrategy {
    private boolean[] bought = {};

    Running(BarParameters parameters) {
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
