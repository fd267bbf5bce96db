package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.jobs.StateContract;
import io.cryptoscalp.jobs.SystemWallClock;
import io.cryptoscalp.jobs.trading.EngineParts;
import io.cryptoscalp.jobs.trading.TradingJob;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import io.cryptoscalp.operators.backtest.MarketFeedOperator;
import io.cryptoscalp.operators.backtest.TrialOperator;
import io.cryptoscalp.operators.backtest.TrialShards;
import io.cryptoscalp.operators.instrument.InstrumentOperator;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.scoring.ScoringOperator;
import io.cryptoscalp.operators.stream.AccountEvent;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import io.cryptoscalp.operators.stream.WallClock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * One pass over recorded frames, many trials:
 *
 * <pre>
 * frames --keyBy(instrument)--> instrument -> scoring --to every shard--> trials -> rows
 *        --keyBy(instrument)--> markets -------------to every shard-->
 * </pre>
 *
 * The second way is there only when a trial is executed at a simulated venue.
 *
 * <p>Everything up to the scored snapshot is built by the trading job, and trials are made of its
 * strategies and accounts, which see events in its order of event time. So a trial with the
 * settings of a live paper account orders and fills what that account did.
 *
 * <p>It runs in streaming mode over bounded input: watermarks order the events of several
 * instruments, and checkpoints let a killed run go on.
 */
public final class BacktestJob {
  /** Name shown by Flink. */
  public static final String NAME = "cryptoscalp-backtest";

  /** Tables that it writes. */
  public static final Set<ResultTable> TABLES =
      Set.of(
          ResultTable.BACKTEST_ORDERS,
          ResultTable.BACKTEST_FILLS,
          ResultTable.BACKTEST_DECISIONS,
          ResultTable.BACKTEST_TRADES,
          ResultTable.BACKTEST_EQUITY,
          ResultTable.BACKTEST_TRIALS,
          ResultTable.BACKTEST_PRICES);

  /** Tables of what its trials share, which it writes when they are wanted. */
  public static final Set<ResultTable> SHARED_TABLES =
      Set.of(
          ResultTable.TRADES,
          ResultTable.BARS,
          ResultTable.FEATURES,
          ResultTable.REGIMES,
          ResultTable.PREDICTIONS,
          ResultTable.MODEL_ANSWERS);

  private BacktestJob() {}

  /**
   * What a pass gives.
   *
   * @param ofTrials rows of what trials did
   * @param shared rows of what they share; null when none are wanted
   */
  public record Rows(DataStream<ResultRow> ofTrials, @Nullable DataStream<ResultRow> shared) {}

  /** Builds the graph with the rows of all tables of trials. */
  public static DataStream<ResultRow> graph(
      DataStream<RawFrame> frames,
      DataStream<StreamEvent> commands,
      BacktestRequest request,
      WallClock clock) {
    return graph(frames, commands, request, clock, TABLES).ofTrials();
  }

  /** Builds the graph of a run whose models are those of the request from begin to end. */
  static Rows rows(DataStream<RawFrame> frames, BacktestRequest request, Set<ResultTable> tables) {
    DataStream<StreamEvent> noCommands =
        frames
            .getExecutionEnvironment()
            .fromSequence(1, 1)
            .uid("no-commands")
            .setParallelism(1)
            .<StreamEvent>flatMap((number, out) -> {})
            .returns(StreamEventSerializer.TYPE)
            .name("nothing")
            .uid("nothing")
            .setParallelism(1);
    return graph(frames, noCommands, request, new SystemWallClock(), tables);
  }

  /**
   * Builds the graph.
   *
   * @param frames bounded frames with watermarks on receive time
   * @param commands bounded model commands
   * @param request what to run
   * @param clock stamps latency traces, which no trial sees
   * @param tables whose rows are wanted; what is not wanted costs nothing
   * @return rows of these tables
   */
  public static Rows graph(
      DataStream<RawFrame> frames,
      DataStream<StreamEvent> commands,
      BacktestRequest request,
      WallClock clock,
      Set<ResultTable> tables) {
    TradingJobConfig shared = request.shared();
    EngineParts parts = new EngineParts(shared);
    int parallelism = frames.getExecutionEnvironment().getParallelism();
    int shards = Math.min(parallelism, request.trials().size());
    List<String> keys = TrialShards.keys(shards, parallelism, StateContract.MAX_PARALLELISM);
    Set<ResultTable> kept = EnumSet.noneOf(ResultTable.class);
    tables.stream().filter(SHARED_TABLES::contains).forEach(kept::add);
    TradingJob.Signals signals = TradingJob.signals(frames, commands, shared, kept, clock);
    SingleOutputStreamOperator<AccountEvent> told =
        signals
            .scored()
            .flatMap(new TrialShards(keys))
            .returns(AccountEvent.TYPE)
            .name("to every shard")
            .uid("trial-shards");
    DataStream<AccountEvent> all = told;
    Set<String> simulated = request.simulatedInstruments();
    if (!simulated.isEmpty()) {
      all = told.union(markets(frames, parts, request, simulated, keys));
    }
    DataStream<ResultRow> trials =
        all.keyBy(AccountEvent::account, Types.STRING)
            .transform(
                "trials",
                ResultRow.TYPE,
                new TrialOperator(
                    parts.catalogue(),
                    request.run(),
                    new ConfiguredTrials(request),
                    shards,
                    tables))
            .uid("trials");
    return new Rows(trials, kept.isEmpty() ? null : shared(signals, kept));
  }

  /** Rows as the trading job writes them. */
  private static DataStream<ResultRow> shared(TradingJob.Signals signals, Set<ResultTable> kept) {
    return signals
        .instruments()
        .getSideOutput(InstrumentOperator.ROWS)
        .union(signals.scored().getSideOutput(ScoringOperator.ROWS))
        .filter(row -> kept.contains(row.table()))
        .name("rows that are kept")
        .uid("kept-rows");
  }

  /** The whole market of instruments, for simulated venues. */
  private static DataStream<AccountEvent> markets(
      DataStream<RawFrame> frames,
      EngineParts parts,
      BacktestRequest request,
      Set<String> instruments,
      List<String> keys) {
    TreeSet<String> wanted = new TreeSet<>(instruments);
    return parts
        .books()
        .complete(frames, "venue-quote-books")
        .filter(frame -> wanted.contains(frame.key()))
        .name("frames for venues")
        .uid("venue-frames")
        .keyBy(RawFrame::key, Types.STRING)
        .transform(
            "markets",
            StreamEventSerializer.TYPE,
            new MarketFeedOperator(parts.catalogue(), request.venueTickers()))
        .uid("markets")
        .flatMap(new TrialShards(keys))
        .returns(AccountEvent.TYPE)
        .name("markets to every shard")
        .uid("market-shards");
  }
}
