package io.cryptoscalp.operators.results;

import io.cryptoscalp.engine.backtest.ClosedTrade;
import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.engine.backtest.TrialWindow;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import java.util.EnumMap;
import java.util.Map;

/**
 * Turns what trials of one run say into rows. Their ids are those of the run, the trial and the
 * event, so that a repeated run repeats its rows. One instance per operator; not thread-safe.
 */
public final class BacktestRows {
  private final String run;
  private final RowFormat format;
  private final Map<ResultTable, RowWriter> writers = new EnumMap<>(ResultTable.class);

  /** Creates one of JSON rows of a run. */
  public BacktestRows(String run) {
    this(run, RowFormat.JSON);
  }

  /**
   * Creates it.
   *
   * @param run id of the run
   * @param format JSON for topics and files, binary for inserts
   */
  public BacktestRows(String run, RowFormat format) {
    this.run = run;
    this.format = format;
  }

  private RowWriter begin(ResultTable table, String trial) {
    return writers
        .computeIfAbsent(table, made -> RowWriter.of(made, format))
        .begin()
        .text(run)
        .text(trial);
  }

  /** An order. */
  public ResultRow order(String trial, Order order, Instrument instrument) {
    return TradingColumns.order(begin(ResultTable.BACKTEST_ORDERS, trial), order, instrument)
        .end(trial);
  }

  /** An execution report. */
  public ResultRow fill(String trial, ExecutionReport report, Instrument instrument) {
    return TradingColumns.fill(begin(ResultTable.BACKTEST_FILLS, trial), report, instrument)
        .end(trial);
  }

  /** A risk decision; the catalogue knows its instrument, if it is about one. */
  public ResultRow decision(String trial, Decision decision, InstrumentCatalogue catalogue) {
    return TradingColumns.decision(
            begin(ResultTable.BACKTEST_DECISIONS, trial), decision, catalogue)
        .end(trial);
  }

  /** A round trip. */
  public ResultRow trade(String trial, ClosedTrade trade, Instrument instrument) {
    return begin(ResultTable.BACKTEST_TRADES, trial)
        .text(trade.tradeId())
        .text(trade.strategy())
        .text(trade.instrument())
        .text(trade.side().name())
        .decimal(trade.quantity(), instrument.quantityDecimals())
        .whole(trade.entryTimeNs())
        .whole(trade.exitTimeNs())
        .real(trade.entryPrice())
        .real(trade.exitPrice())
        .real(trade.grossPnl())
        .real(trade.fees())
        .real(trade.funding())
        .real(trade.netPnl())
        .real(trade.adverse())
        .real(trade.favourable())
        .whole(trade.fills())
        .real(trade.makerShare())
        .text(trade.intentId())
        .real(trade.probabilityUp())
        .real(trade.confidence())
        .text(trade.modelVersion())
        .text(trade.regime())
        .text(trade.entryReason())
        .text(trade.exitReason())
        .bool(trade.closed())
        .end(trial);
  }

  /** A point of an equity curve. */
  public ResultRow equity(String trial, EquityPoint point) {
    return begin(ResultTable.BACKTEST_EQUITY, trial)
        .whole(point.timeNs())
        .real(point.equity())
        .real(point.grossNotional())
        .real(point.netNotional())
        .whole(point.openPositions())
        .end(trial);
  }

  /** A price of the pass, the same for all trials. */
  public ResultRow price(String instrument, long timeNs, double price) {
    return writers
        .computeIfAbsent(ResultTable.BACKTEST_PRICES, made -> RowWriter.of(made, format))
        .begin()
        .text(run)
        .text(instrument)
        .whole(timeNs)
        .real(price)
        .end(instrument);
  }

  /**
   * What a trial came to.
   *
   * @param parameters its own settings, {@code key=value} by semicolons
   */
  public ResultRow summary(
      String trial, String parameters, TrialWindow window, TrialSummary summary) {
    return begin(ResultTable.BACKTEST_TRIALS, trial)
        .text(parameters)
        .whole(window.fromNs())
        .whole(window.toNs())
        .whole(summary.ticks())
        .whole(summary.snapshots())
        .whole(summary.intents())
        .whole(summary.accepted())
        .whole(summary.orders())
        .whole(summary.fills())
        .whole(summary.trades())
        .real(summary.turnover())
        .real(summary.fees())
        .real(summary.funding())
        .real(summary.startEquity())
        .real(summary.equity())
        .real(summary.maxDrawdown())
        .whole(summary.firstNs())
        .whole(summary.lastNs())
        .text(Long.toHexString(summary.digest()))
        .whole(summary.liquidations())
        .end(trial);
  }
}
