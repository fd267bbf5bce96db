package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.backtest.Trial;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.jobs.trading.EngineParts;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.operators.backtest.TrialSet;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

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
  public Trial create(int index) {
    TradingJobConfig config = request.config(index);
    EngineParts parts = new EngineParts(config);
    AccountEngine account = parts.accounts().apply(config.account());
    SerializableFunction<String, List<Strategy>> strategies = parts.strategies();
    Function<String, @Nullable Instrument> instruments = parts.catalogue().get()::find;
    return new Trial(
        request.trials().get(index).window(),
        request.equityIntervalNs(),
        account,
        strategies,
        instruments);
  }
}
