package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.backtest.Trial;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import io.cryptoscalp.engine.matching.MarketColumns;
import io.cryptoscalp.engine.matching.MarketFeed;
import io.cryptoscalp.engine.matching.SimulatedExecutor;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.jobs.trading.EngineParts;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.operators.backtest.TrialMarkets;
import io.cryptoscalp.operators.backtest.TrialSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.function.SerializableFunction;

/** The trials of a request, made of the parts that the live job is made of. */
final class ConfiguredTrials implements TrialSet {
  private static final long serialVersionUID = 1L;

  private final BacktestRequest request;

  ConfiguredTrials(BacktestRequest request) {
    this.request = request;
  }

  @Override
  public int size() {
    return request.trials().size();
  }

  @Override
  public String id(int index) {
    return request.trials().get(index).id();
  }

  @Override
  public String parameters(int index) {
    return request.trials().get(index).parameters();
  }

  @Override
  public long gridNs() {
    return request.equityIntervalNs();
  }

  @Override
  public Trial create(int index, TrialMarkets markets) {
    EngineParts parts = new EngineParts(request.config(index));
    SerializableFunction<String, List<Strategy>> strategies = parts.strategies();
    InstrumentLookup instruments = parts.catalogue().get();
    return new Trial(
        request.trials().get(index).window(),
        request.equityIntervalNs(),
        account(index, parts, markets, instruments),
        strategies,
        instruments);
  }

  private AccountEngine account(
      int index, EngineParts parts, TrialMarkets markets, InstrumentLookup instruments) {
    TradingJobConfig config = request.config(index);
    VenueSettings venue = request.venue(index);
    if (!venue.simulated()) {
      return parts.accounts().apply(config.account());
    }
    MarketFeed feed = markets.feed(venue.feedWords(), () -> venue.markets(instruments));
    List<MarketColumns> traded = new ArrayList<>();
    List<VenueOptions> options = new ArrayList<>();
    for (String id : config.tradedInstruments()) {
      Instrument instrument = instruments.find(id);
      if (instrument == null) {
        throw new BacktestException("BACKTEST_INSTRUMENT_UNKNOWN: instrument=" + id);
      }
      traded.add(feed.market(id));
      options.add(venue.options(instrument));
    }
    return parts.account(positions -> new SimulatedExecutor(traded, options, config.equity()));
  }
}
