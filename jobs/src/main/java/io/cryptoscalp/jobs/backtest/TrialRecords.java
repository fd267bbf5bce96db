package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.RunRecord.Curve;
import io.cryptoscalp.engine.performance.RunRecord.Prices;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes records, as reports and gates read them, of what trials came to. */
final class TrialRecords {
  /** Before the keys of what a strategy was set to. */
  static final String PARAMETER = "parameter.";

  private static final String CURRENCY = "USDT";

  private final BacktestRequest request;
  private final String dataHash;
  private final PassPrices prices;
  private final InstrumentCatalogue catalogue;

  TrialRecords(BacktestRequest request, String dataHash, PassPrices prices) {
    this.request = request;
    this.dataHash = dataHash;
    this.prices = prices;
    this.catalogue = InstrumentsFile.of(request.shared().instrumentsFile()).get();
  }

  /** Strategies and settings of a trial. */
  TradingJobConfig config(TrialSpec trial) {
    Map<String, String> values = new TreeMap<>(request.base());
    values.putAll(trial.settings());
    return BacktestRequest.job(values);
  }

  /** A record of a trial that saw a market. */
  RunRecord of(TrialResult result) {
    List<EquityPoint> points = result.equity();
    Curve equity =
        new Curve(
            points.stream().mapToLong(EquityPoint::timeNs).toArray(),
            points.stream().mapToDouble(EquityPoint::equity).toArray());
    TrialSpec trial = result.trial();
    return record(
        trial,
        RunRecord.Kind.BACKTEST,
        configuration(trial),
        result.summary().startEquity(),
        equity,
        trades(result),
        List.of());
  }

  /** Puts a record together, with the prices of its time. */
  RunRecord record(
      TrialSpec trial,
      RunRecord.Kind kind,
      SortedMap<String, String> configuration,
      double startEquity,
      Curve equity,
      List<TradeOutcome> trades,
      List<RunRecord.Window> windows) {
    TradingJobConfig config = config(trial);
    long from = equity.timeNs()[0];
    long to = equity.timeNs()[equity.timeNs().length - 1];
    List<Prices> traded = prices.of(config.tradedInstruments(), from, to);
    return new RunRecord(
        request.run() + "." + trial.id(),
        String.join("+", config.strategies()),
        kind,
        configuration,
        dataHash,
        CURRENCY,
        from,
        to,
        startEquity,
        equity,
        PassPrices.held(traded),
        trades,
        traded,
        windows);
  }

  /** Settings by key, those of strategies and those that trials differ in as parameters. */
  SortedMap<String, String> configuration(TrialSpec trial) {
    SortedMap<String, String> configuration = new TreeMap<>();
    request
        .base()
        .forEach(
            (key, value) ->
                configuration.put(key.startsWith("strategy.") ? PARAMETER + key : key, value));
    trial
        .settings()
        .forEach(
            (key, value) -> {
              configuration.remove(key);
              configuration.put(PARAMETER + key, value);
            });
    return configuration;
  }

  /** Trades by exit; those that were still open count at their last marks. */
  List<TradeOutcome> trades(TrialResult result) {
    return TradeOutcomes.of(result.trades(), catalogue);
  }
}
