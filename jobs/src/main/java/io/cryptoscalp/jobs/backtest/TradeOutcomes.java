package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.backtest.ClosedTrade;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Trades of trials as reports and gates read them. */
public final class TradeOutcomes {
  private TradeOutcomes() {}

  /**
   * Trades by exit; those that were still open count at their last marks.
   *
   * @throws BacktestException {@code INSTRUMENT_UNKNOWN} for a trade of an instrument that the
   *     catalogue lacks
   */
  public static List<TradeOutcome> of(List<ClosedTrade> closed, InstrumentCatalogue catalogue) {
    List<TradeOutcome> trades = new ArrayList<>();
    for (ClosedTrade trade : closed) {
      Instrument instrument = catalogue.find(trade.instrument());
      if (instrument == null) {
        throw new BacktestException("INSTRUMENT_UNKNOWN: id=" + trade.instrument());
      }
      trades.add(outcome(trade, instrument));
    }
    trades.sort(Comparator.comparingLong(TradeOutcome::exitNs));
    return trades;
  }

  private static TradeOutcome outcome(ClosedTrade trade, Instrument instrument) {
    return new TradeOutcome(
        trade.instrument(),
        trade.side(),
        trade.entryTimeNs(),
        // One that is open ends at a receive time, which a recorder's clock may put earlier.
        Math.max(trade.entryTimeNs(), trade.exitTimeNs()),
        instrument.quantity(trade.quantity()),
        trade.entryPrice(),
        trade.exitPrice(),
        instrument.notional(instrument.scalePrice(trade.entryPrice()), trade.quantity()),
        trade.grossPnl(),
        trade.fees(),
        0,
        0,
        trade.funding(),
        trade.regime(),
        trade.exitReason());
  }
}
