package io.cryptoscalp.engine.barsim.strategies;

import io.cryptoscalp.engine.barsim.BarContext;
import io.cryptoscalp.engine.barsim.BarStrategy;
import io.cryptoscalp.engine.barsim.BarView;
import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns signals into market orders, with brackets where they are asked for. Each instrument gets
 * the same share of the account.
 */
abstract class SignalStrategy implements BarStrategy {
  /** What a bar asks for. */
  enum Signal {
    STAY,
    LONG,
    FLAT,
    SHORT
  }

  private final double share;
  private final double quantity;
  private final boolean shorts;
  private final double target;
  private final double stop;
  private final double trail;

  SignalStrategy(StrategyParameters parameters) {
    share = parameters.get("share");
    quantity = parameters.get("quantity");
    shorts = parameters.get("short") != 0;
    target = parameters.get("target");
    stop = parameters.get("stop");
    trail = parameters.get("trail");
  }

  /** A strategy's own parameters and those that all have. */
  static List<StrategyParameter> with(StrategyParameter... own) {
    List<StrategyParameter> all = new ArrayList<>(List.of(own));
    all.add(
        new StrategyParameter(
            "share", 0.99, 0, 1, false, "share of equity times leverage to hold"));
    all.add(
        new StrategyParameter(
            "quantity", 0, 0, 1e15, false, "base units to hold instead of a share; 0 = the share"));
    all.add(new StrategyParameter("short", 0, 0, 1, true, "1 to sell short as well"));
    all.add(
        new StrategyParameter(
            "target", 0, 0, 10, false, "take-profit from entry, fraction; 0 none"));
    all.add(
        new StrategyParameter(
            "stop", 0, 0, 0.99, false, "stop-loss from entry, fraction; 0 = none"));
    all.add(new StrategyParameter("trail", 0, 0, 0.99, false, "trailing stop, fraction; 0 = none"));
    return List.copyOf(all);
  }

  /** Called once, before the first bar. */
  abstract void begin(int instruments);

  /** What the bar that just closed asks for. */
  abstract Signal onBar(int instrument, BarView bars, double position);

  private boolean begun;

  @Override
  public final void onBar(BarContext context) {
    if (!begun) {
      begun = true;
      begin(context.instruments());
    }
    for (int i = 0; i < context.instruments(); i++) {
      if (context.isNew(i)) {
        act(context, i, onBar(i, context.bars(i), context.position(i)));
      }
    }
  }

  private void act(BarContext context, int i, Signal signal) {
    switch (signal) {
      case STAY -> {}
      case FLAT -> hold(context, i, 0);
      case LONG -> hold(context, i, 1);
      case SHORT -> hold(context, i, shorts ? -1 : 0);
    }
  }

  private void hold(BarContext context, int i, int direction) {
    double position = context.position(i);
    if (direction == Math.signum(position) && (direction != 0 || context.openOrders(i) == 0)) {
      return;
    }
    context.cancelAll(i);
    if (direction == 0) {
      context.close(i);
      return;
    }
    double size = quantity > 0 ? quantity : context.sizeByEquity(i, share / context.instruments());
    long entry = context.market(i, direction * size - position);
    if (entry != 0 && target + stop + trail > 0) {
      context.bracket(i, entry, target, stop, trail);
    }
  }
}
