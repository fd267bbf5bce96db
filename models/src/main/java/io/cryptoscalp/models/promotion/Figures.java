package io.cryptoscalp.models.promotion;

import io.cryptoscalp.engine.performance.Metric;
import io.cryptoscalp.engine.performance.TradeMetric;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The figures that gates may name. */
public final class Figures {
  private static final SortedSet<String> ALL = all();

  private Figures() {}

  private static SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>();
    for (String run : new String[] {"backtest", "walk-forward", "paper"}) {
      for (Metric metric : Metric.values()) {
        all.add(run + "." + metric.key());
      }
      for (TradeMetric metric : TradeMetric.values()) {
        all.add(run + ".trades." + metric.key());
      }
      all.add(run + ".days");
    }
    all.add("walk-forward.windows");
    all.add("walk-forward.window-win-rate");
    for (String name : new String[] {"paths", "final-5", "drawdown-5", "loss-probability"}) {
      all.add("monte-carlo." + name);
    }
    for (String name :
        new String[] {
          "count", "deflated-sharpe", "overfitting", "plateau", "reality-check", "spa"
        }) {
      all.add("trials." + name);
    }
    for (String name : new String[] {"sharpe-probability", "total-return", "trades", "uses"}) {
      all.add("held-out." + name);
    }
    all.add("parity.differences");
    all.add("validation.refusals");
    return Collections.unmodifiableSortedSet(all);
  }

  /** Their keys, sorted. */
  public static SortedSet<String> keys() {
    return ALL;
  }

  /** True for a figure that evidence can bring. */
  public static boolean known(String figure) {
    return ALL.contains(figure);
  }
}
