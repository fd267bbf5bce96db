package io.cryptoscalp.engine.barsim.strategies;

import io.cryptoscalp.engine.barsim.BarStrategy;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import io.cryptoscalp.engine.barsim.BarView;
import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.List;

/**
 * Long when a bar closes above the highest price of the {@code entry} bars before it, until one
 * closes below the lowest price of the {@code exit} bars before it; short the other way round.
 */
public final class DonchianBreakout implements BarStrategyProvider {
  /** For the service loader. */
  public DonchianBreakout() {}

  @Override
  public String id() {
    return "donchian-breakout";
  }

  @Override
  public String title() {
    return "closes beyond the range of the bars before";
  }

  @Override
  public List<StrategyParameter> parameters() {
    return SignalStrategy.with(
        new StrategyParameter("entry", 20, 1, 100_000, true, "bars of the range to enter"),
        new StrategyParameter("exit", 10, 1, 100_000, true, "bars of the range to leave"));
  }

  @Override
  public int warmUp(StrategyParameters parameters) {
    return Math.max(parameters.whole("entry"), parameters.whole("exit")) + 1;
  }

  @Override
  public BarStrategy create(StrategyParameters parameters) {
    return new Running(parameters);
  }

  private static final class Running extends SignalStrategy {
    private final int entry;
    private final int exit;

    Running(StrategyParameters parameters) {
      super(parameters);
      entry = parameters.whole("entry");
      exit = parameters.whole("exit");
    }

    @Override
    void begin(int instruments) {}

    @Override
    Signal onBar(int i, BarView bars, double position) {
      if (bars.closed() <= Math.max(entry, exit)) {
        return Signal.STAY;
      }
      double close = bars.close(0);
      if (position <= 0 && isAbove(bars, close, entry)) {
        return Signal.LONG;
      }
      if (position >= 0 && isBelow(bars, close, entry)) {
        return Signal.SHORT;
      }
      boolean leaves =
          position > 0 ? isBelow(bars, close, exit) : position < 0 && isAbove(bars, close, exit);
      return leaves ? Signal.FLAT : Signal.STAY;
    }

    private static boolean isAbove(BarView bars, double close, int length) {
      for (int back = 1; back <= length; back++) {
        if (bars.high(back) >= close) {
          return false;
        }
      }
      return true;
    }

    private static boolean isBelow(BarView bars, double close, int length) {
      for (int back = 1; back <= length; back++) {
        if (bars.low(back) <= close) {
          return false;
        }
      }
      return true;
    }
  }
}
