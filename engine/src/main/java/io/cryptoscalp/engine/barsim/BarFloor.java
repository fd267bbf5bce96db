package io.cryptoscalp.engine.barsim;

import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.List;

/** Where orders meet bars: picks the way through each bar, and books what came of it. */
final class BarFloor {
  private final BarAccount account;
  private final BarTerms terms;
  private final BarMatcher matcher;
  private final Holding[] twins;
  private final BarTrades[] logs;
  private final BarSeries[] finer;
  private final int[] nextFiner;
  private final List<TradeOutcome> trades = BarTrades.list();
  private final BarFills fills = new BarFills();

  long ambiguous;
  long decided;
  long refused;
  long cut;
  int liquidations;
  double fees;
  double funding;

  BarFloor(BarAccount account) {
    this.account = account;
    terms = account.terms;
    matcher = new BarMatcher(terms);
    int n = account.holdings.length;
    twins = new Holding[n];
    logs = new BarTrades[n];
    finer = new BarSeries[n];
    nextFiner = new int[n];
    for (int i = 0; i < n; i++) {
      BarMarket market = account.markets.get(i);
      twins[i] = new Holding();
      logs[i] = new BarTrades(market.series().instrument(), trades);
      BarSeries shorter = market.finer();
      finer[i] = shorter == null ? market.series() : shorter;
    }
  }

  List<TradeOutcome> trades() {
    return trades;
  }

  BarFills fills() {
    return fills;
  }

  void onFunding(int i, double received) {
    funding += received;
    logs[i].onFunding(received);
  }

  /** Lets the orders of an instrument meet a bar, or the finer bars inside of it. */
  void trade(int i, int at, long openNs, long closeNs) {
    BarSeries series = account.markets.get(i).series();
    BarSeries shorter = finer[i];
    if (shorter == series) {
      meet(i, series, at, openNs, closeNs);
      return;
    }
    int from = nextFiner[i];
    while (from < shorter.size() && shorter.openNs[from] < openNs) {
      from++;
    }
    int to = from;
    while (to < shorter.size() && shorter.openNs[to] < closeNs) {
      meet(i, shorter, to, shorter.openNs[to], shorter.closeNs(to));
      to++;
    }
    nextFiner[i] = to;
    if (to == from) {
      meet(i, series, at, openNs, closeNs);
    }
  }

  private void meet(int i, BarSeries bars, int at, long openNs, long closeNs) {
    double volume = bars.volume[at];
    if (bars.hasVolumes() && volume == 0) {
      return;
    }
    Holding held = account.holdings[i];
    double high = bars.high[at];
    double low = bars.low[at];
    account.bind(matcher, i);
    boolean capped = terms.volumeShare() > 0 && bars.hasVolumes();
    held.begin(capped ? volume * terms.volumeShare() : Double.POSITIVE_INFINITY);
    if (held.orders.count == 0 && !matcher.inDanger(held, high, low)) {
      return;
    }
    boolean two = matcher.candidates(held, high, low) > 1;
    ambiguous += two ? 1 : 0;
    double open = bars.open[at];
    double close = bars.close[at];
    if (two && terms.rule() == IntrabarRule.PESSIMISTIC) {
      tryBoth(i, open, high, low, close);
    } else if (terms.rule() == IntrabarRule.OLHC) {
      matcher.walk(held, open, low, high, close);
    } else {
      matcher.walk(held, open, high, low, close);
    }
    commit(i, openNs, closeNs);
  }

  private void tryBoth(int i, double open, double high, double low, double close) {
    Holding highFirst = account.holdings[i];
    Holding lowFirst = twins[i];
    lowFirst.copyFrom(highFirst);
    matcher.walk(highFirst, open, high, low, close);
    matcher.walk(lowFirst, open, low, high, close);
    double worthHigh = highFirst.worth(close);
    double worthLow = lowFirst.worth(close);
    decided += worthHigh != worthLow || highFirst.quantity != lowFirst.quantity ? 1 : 0;
    if (worthLow < worthHigh) {
      account.holdings[i] = lowFirst;
      twins[i] = highFirst;
    }
  }

  private void commit(int i, long openNs, long closeNs) {
    Holding held = account.holdings[i];
    for (int k = 0; k < held.fills; k++) {
      long time = held.atOpen[k] ? openNs : closeNs;
      fills.add(i, time, held, k);
      fees += held.fee[k];
      logs[i].onFill(
          time,
          held.price[k],
          held.filled[k],
          held.fee[k],
          held.slipped[k],
          held.reason[k],
          held.left[k]);
    }
    account.balance += held.cash;
    held.cash = 0;
    cut += held.cut;
    refused += held.refused;
    liquidations += held.liquidated ? 1 : 0;
  }

  /** Closes what is open at the last close, as a taker, whatever the volume. */
  void closeAll(int i, long now) {
    Holding held = account.holdings[i];
    account.bind(matcher, i);
    held.begin(Double.POSITIVE_INFINITY);
    held.orders.clear();
    held.orders.add(0, OrderTable.MARKET, BarExit.END, -held.quantity, true);
    matcher.close(held, account.marks[i]);
    commit(i, now, now);
  }
}
