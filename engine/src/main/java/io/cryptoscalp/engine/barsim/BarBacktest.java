package io.cryptoscalp.engine.barsim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Backtests on bars of one or several instruments under one account. A run is a function of bars,
 * terms and strategy alone. Immutable: any number of runs at a time may read one.
 *
 * <p>At each moment that a bar of any instrument begins: funding of the bar's time is booked on
 * what is held before it, at its open; orders meet the bar; equity is taken at its close; the
 * strategy is called. Instruments come in their order.
 *
 * @param markets instruments, bars of one length
 * @param terms account and costs
 */
public record BarBacktest(List<BarMarket> markets, BarTerms terms) {
  /**
   * Checks the instruments.
   *
   * @throws IllegalArgumentException {@code BARS_INTERVALS_DIFFER}, {@code BARS_MISSING}
   */
  public BarBacktest {
    markets = List.copyOf(markets);
    if (markets.isEmpty()) {
      throw new IllegalArgumentException("BARS_MISSING: instruments=0");
    }
    for (BarMarket market : markets) {
      if (market.series().intervalNs() != markets.get(0).series().intervalNs()) {
        throw new IllegalArgumentException(
            "BARS_INTERVALS_DIFFER: " + market.series() + " and " + markets.get(0).series());
      }
    }
  }

  /**
   * Runs a strategy over a stretch.
   *
   * @param strategy one that has not run
   * @throws IllegalArgumentException {@code BARS_MISSING} when no bar lies in the stretch
   */
  public BarResult run(BarStrategy strategy, BarSpan span) {
    return run(strategy, span, null);
  }

  BarResult run(BarStrategy strategy, BarSpan span, @Nullable DecisionLog decisions) {
    return new BarRun(this, span, decisions).play(strategy);
  }

  /** The same on other terms. */
  public BarBacktest withTerms(BarTerms other) {
    return new BarBacktest(markets, other);
  }

  /**
   * The same on bars that have closed at a time; instruments without any are left out.
   *
   * @throws IllegalArgumentException {@code BARS_MISSING} when none has
   */
  public BarBacktest until(long timeNs) {
    List<BarMarket> ended = new ArrayList<>();
    for (BarMarket market : markets) {
      BarSeries series = market.series();
      int to = series.closedBy(timeNs);
      if (to > 0) {
        BarSeries finer = market.finer();
        int finerTo = finer == null ? 0 : finer.closedBy(timeNs);
        ended.add(
            market.withSeries(
                series.slice(0, to),
                finer == null || finerTo == 0 ? null : finer.slice(0, finerTo)));
      }
    }
    return new BarBacktest(ended, terms);
  }

  /** Begin of the first bar, ns since the epoch. */
  public long fromNs() {
    long from = Long.MAX_VALUE;
    for (BarMarket market : markets) {
      from = Math.min(from, market.series().openNs(0));
    }
    return from;
  }

  /** End of the last bar. */
  public long toNs() {
    long to = Long.MIN_VALUE;
    for (BarMarket market : markets) {
      to = Math.max(to, market.series().closeNs(market.series().size() - 1));
    }
    return to;
  }
}
