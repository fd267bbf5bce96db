package io.cryptoscalp.operators.backtest;

import io.cryptoscalp.engine.backtest.ClosedTrade;
import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.TrialOutput;
import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.engine.backtest.TrialWindow;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.operators.results.BacktestRows;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import java.util.EnumSet;

/** Turns what a trial says into rows. */
final class TrialEmitter implements TrialOutput {
  private final BacktestRows rows;
  private final EnumSet<ResultTable> tables;
  private final InstrumentCatalogue catalogue;
  private final BlockRows block = new BlockRows();
  private String trial = "";

  TrialEmitter(String run, EnumSet<ResultTable> tables, InstrumentCatalogue catalogue) {
    this.rows = new BacktestRows(run);
    this.tables = tables;
    this.catalogue = catalogue;
  }

  /** What follows is of a trial. */
  TrialEmitter of(String id) {
    trial = id;
    return this;
  }

  /** Where in the block the trial is. */
  BlockRows block() {
    return block;
  }

  private void emit(ResultRow row) {
    block.add(row);
  }

  /** Tells what a trial came to. */
  void summary(String parameters, TrialWindow window, TrialSummary summary) {
    if (tables.contains(ResultTable.BACKTEST_TRIALS)) {
      emit(rows.summary(trial, parameters, window, summary));
    }
  }

  @Override
  public void order(Order order) {
    if (tables.contains(ResultTable.BACKTEST_ORDERS)) {
      emit(rows.order(trial, order, catalogue.get(order.instrument())));
    }
  }

  @Override
  public void report(ExecutionReport report) {
    if (tables.contains(ResultTable.BACKTEST_FILLS)) {
      emit(rows.fill(trial, report, catalogue.get(report.instrument())));
    }
  }

  @Override
  public void decision(Decision decision) {
    if (tables.contains(ResultTable.BACKTEST_DECISIONS)) {
      emit(rows.decision(trial, decision, catalogue));
    }
  }

  @Override
  public void position(PositionSnapshot position) {
    // Trades and equity say it; a row for each mark of each trial would say little more.
  }

  @Override
  public void equity(EquityPoint point) {
    if (tables.contains(ResultTable.BACKTEST_EQUITY)) {
      emit(rows.equity(trial, point));
    }
  }

  @Override
  public void trade(ClosedTrade trade) {
    if (tables.contains(ResultTable.BACKTEST_TRADES)) {
      emit(rows.trade(trial, trade, catalogue.get(trade.instrument())));
    }
  }

  /** A price of the grid, which belongs to no trial. */
  void price(String instrument, long timeNs, double price) {
    emit(rows.price(instrument, timeNs, price));
  }
}
