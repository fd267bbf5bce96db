package io.cryptoscalp.engine.barsim;

import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run. */
final class BarRun {
  private final BarTerms terms;
  private final BarSpan span;
  private final int count;
  private final BarSeries[] series;
  private final FundingSeries[] funding;
  private final int[] next;
  private final int[] end;
  private final int[] nextFunding;
  private final BarAccount account;
  private final BarContext context;
  private final BarFloor floor;
  private final EquityCurve curve;
  private long bars;
  private long exposed;

  BarRun(BarBacktest backtest, BarSpan span, @Nullable DecisionLog decisions) {
    terms = backtest.terms();
    this.span = span;
    count = backtest.markets().size();
    series = new BarSeries[count];
    funding = new FundingSeries[count];
    next = new int[count];
    end = new int[count];
    nextFunding = new int[count];
    account = new BarAccount(backtest.markets(), terms);
    context = new BarContext(account, decisions);
    floor = new BarFloor(account);
    curve = new EquityCurve(terms.startEquity(), terms.equityPeriodNs());
    long any = 0;
    for (int i = 0; i < count; i++) {
      series[i] = backtest.markets().get(i).series();
      funding[i] = backtest.markets().get(i).funding();
      int begin = series[i].indexAt(span.fromNs());
      next[i] = Math.max(0, begin - span.warmUp());
      end[i] = series[i].indexAt(span.toNs());
      any += Math.max(0, end[i] - begin);
      int settled =
          Arrays.binarySearch(
              funding[i].timeNs(), next[i] < end[i] ? series[i].openNs[next[i]] : 0);
      nextFunding[i] = settled >= 0 ? settled : -settled - 1;
    }
    if (any == 0) {
      throw new IllegalArgumentException(
          "BARS_MISSING: from=" + span.fromNs() + " to=" + span.toNs());
    }
  }

  BarResult play(BarStrategy strategy) {
    long fromNs = Long.MAX_VALUE;
    for (long now = next(); now != Long.MAX_VALUE; now = next()) {
      boolean trading = now >= span.fromNs();
      account.trading = trading;
      boolean ruined = false;
      for (int i = 0; i < count; i++) {
        account.fresh[i] = next[i] < end[i] && series[i].openNs[next[i]] == now;
        if (account.fresh[i]) {
          ruined |= bar(i, trading);
        }
      }
      if (trading) {
        fromNs = Math.min(fromNs, now);
        curve.add(account.nowNs, account.equity());
        ruined |= account.equity() <= 0;
      }
      if (ruined) {
        break;
      }
      strategy.onBar(context);
    }
    return result(fromNs);
  }

  private long next() {
    long now = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      if (next[i] < end[i]) {
        now = Math.min(now, series[i].openNs[next[i]]);
      }
    }
    return now;
  }

  /** Walks the next bar of an instrument; true when the account is lost. */
  private boolean bar(int i, boolean trading) {
    int at = next[i]++;
    Holding held = account.holdings[i];
    long openNs = series[i].openNs[at];
    long closeNs = series[i].closeNs(at);
    if (trading) {
      if (held.quantity != 0 || nextFunding[i] < funding[i].timeNs().length) {
        settle(i, held, at, closeNs);
      }
      if (held.orders.count > 0 || held.quantity != 0) {
        floor.trade(i, at, openNs, closeNs);
      }
      bars++;
      exposed += account.holdings[i].quantity != 0 ? 1 : 0;
    }
    account.marks[i] = series[i].close[at];
    account.views[i].advance(Math.max(-1, at - terms.delayBars()));
    account.fresh[i] = account.views[i].closed() > 0;
    account.nowNs = closeNs;
    return account.balance <= 0;
  }

  private void settle(int i, Holding held, int at, long closeNs) {
    long[] times = funding[i].timeNs();
    while (nextFunding[i] < times.length && times[nextFunding[i]] < closeNs) {
      double rate = funding[i].rate()[nextFunding[i]];
      // Settlements of a gap lie before the bar, and are booked at its open as well.
      double received = -held.quantity * series[i].open[at] * rate;
      nextFunding[i]++;
      account.balance += received;
      floor.onFunding(i, received);
    }
  }

  private BarResult result(long fromNs) {
    for (int i = 0; i < count; i++) {
      if (account.holdings[i].quantity != 0) {
        floor.closeAll(i, account.nowNs);
      }
    }
    double last = Math.max(0, account.balance);
    curve.end(account.nowNs, last);
    List<TradeOutcome> trades = new ArrayList<>(floor.trades());
    trades.sort((a, b) -> Long.compare(a.exitNs(), b.exitNs()));
    return new BarResult(
        fromNs,
        account.nowNs,
        bars,
        terms.startEquity(),
        last,
        curve.largestFall(),
        new RunRecord.Curve(curve.timeNs(), curve.values()),
        trades,
        floor.fills(),
        context.orders,
        floor.refused,
        floor.cut,
        floor.liquidations,
        floor.fees,
        floor.funding,
        exposed,
        floor.ambiguous,
        floor.decided);
  }
}
