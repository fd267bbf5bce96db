package io.cryptoscalp.engine.barsim;

import java.util.List;

/** The account of a run: what it holds by instrument, and where the bars stand. */
final class BarAccount {
  final List<BarMarket> markets;
  final BarTerms terms;
  final BarView[] views;
  final TickGrid[] grids;
  final boolean[] fresh;
  final Holding[] holdings;

  /** Last close by instrument; 0 before the first. */
  final double[] marks;

  /** Start equity and everything realised, account currency. */
  double balance;

  long nowNs;
  boolean trading;

  BarAccount(List<BarMarket> markets, BarTerms terms) {
    this.markets = markets;
    this.terms = terms;
    int n = markets.size();
    views = new BarView[n];
    grids = new TickGrid[n];
    holdings = new Holding[n];
    for (int i = 0; i < n; i++) {
      views[i] = new BarView(markets.get(i).series());
      grids[i] = markets.get(i).grid();
      holdings[i] = new Holding();
    }
    fresh = new boolean[n];
    marks = new double[n];
    balance = terms.startEquity();
  }

  double unrealised(int instrument) {
    Holding held = holdings[instrument];
    return held.quantity == 0 ? 0 : held.quantity * (marks[instrument] - held.average);
  }

  double notional(int instrument) {
    return Math.abs(holdings[instrument].quantity) * marks[instrument];
  }

  double equity() {
    double equity = balance;
    for (int i = 0; i < marks.length; i++) {
      equity += unrealised(i);
    }
    return equity;
  }

  /** Sets a matcher to an instrument with the rest of the account as it stands. */
  void bind(BarMatcher matcher, int instrument) {
    double base = balance;
    double notional = 0;
    double maintenance = 0;
    for (int i = 0; i < marks.length; i++) {
      if (i != instrument) {
        base += unrealised(i);
        notional += notional(i);
        maintenance += notional(i) * markets.get(i).maintenanceRate();
      }
    }
    matcher.bind(markets.get(instrument), grids[instrument], base, notional, maintenance);
  }
}
