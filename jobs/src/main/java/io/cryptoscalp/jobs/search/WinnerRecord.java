package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.backtest.ClosedTrade;
import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.models.promotion.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The winner on the held-out data, as reports and gates read runs. */
public final class WinnerRecord {
  private static final String CURRENCY = "USDT";

  private WinnerRecord() {}

  /** Makes it. */
  public static RunRecord of(StudySpec spec, TrialOutcome winner, HeldOut heldOut) {
    TreeMap<String, String> configuration = new TreeMap<>(spec.base());
    winner.settings().forEach((key, value) -> configuration.put(Evidence.PARAMETER + key, value));
    configuration.put("study", spec.study());
    configuration.put("study.trial", Integer.toString(winner.number()));
    List<EquityPoint> points = heldOut.result().equity();
    return new RunRecord(
        HeldOut.runId(spec),
        spec.strategy(),
        RunRecord.Kind.BACKTEST,
        configuration,
        spec.dataHash(),
        CURRENCY,
        spec.splitNs(),
        spec.toNs(),
        heldOut.result().summary().startEquity(),
        new RunRecord.Curve(
            points.stream().mapToLong(EquityPoint::timeNs).toArray(),
            points.stream().mapToDouble(EquityPoint::equity).toArray()),
        null,
        trades(spec, heldOut.result().trades()),
        List.of(),
        List.of());
  }

  private static List<TradeOutcome> trades(StudySpec spec, List<ClosedTrade> closed) {
    InstrumentCatalogue catalogue =
        InstrumentsFile.of(BacktestRequest.job(spec.base()).instrumentsFile()).get();
    List<TradeOutcome> trades = new ArrayList<>();
    for (ClosedTrade trade : closed) {
      Instrument instrument = catalogue.find(trade.instrument());
      if (instrument == null) {
        throw new StudyException("INSTRUMENT_UNKNOWN: id=" + trade.instrument());
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
