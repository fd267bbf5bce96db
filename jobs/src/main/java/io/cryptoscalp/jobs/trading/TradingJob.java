package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.jobs.JobArguments;
import io.cryptoscalp.jobs.SystemWallClock;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.CudaSessions;
import io.cryptoscalp.operators.account.AccountOperator;
import io.cryptoscalp.operators.account.Ordering;
import io.cryptoscalp.operators.cross.CrossBarOperator;
import io.cryptoscalp.operators.cross.CrossRoutes;
import io.cryptoscalp.operators.explain.ExplainOperator;
import io.cryptoscalp.operators.instrument.InstrumentOperator;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.results.RowFormat;
import io.cryptoscalp.operators.scoring.ScoringOperator;
import io.cryptoscalp.operators.strategy.StrategyOperator;
import io.cryptoscalp.operators.stream.AccountEvent;
import io.cryptoscalp.operators.stream.KeyedOperators;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import io.cryptoscalp.operators.stream.StreamKeys;
import io.cryptoscalp.operators.stream.WallClock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Raw exchange frames in; orders, fills and rows out.
 *
 * <pre>
 * market.raw.*  frames --keyBy(instrument)--> instrument -> scoring -> strategies --keyBy(account)--> account -> orders, fills
 * control       commands ---broadcast----------^                                                         ^ fills (gateway mode)
 *                                              '-> rows           '-> rows     '-> explain -> rows       '-> rows
 * </pre>
 *
 * When features across instruments are selected, the frames of the instruments that they look at go
 * through one more stage, {@code cross-bars}, whose closes join the frames before the first keyBy.
 * It holds up nobody's own frames unless accounts are in order of event time.
 *
 * <p>When instruments are told of their neighbours, snapshots wait between {@code instrument} and
 * {@code scoring} to be joined with what the stage {@code neighbours} tells; see {@link
 * NeighbourStages}.
 *
 * <p>Two network shuffles lie between a frame and an order. See docs/architecture.md.
 */
public final class TradingJob {
  /** Name shown by Flink. */
  public static final String NAME = "cryptoscalp-trading";

  /**
   * How long rows may wait in a network buffer: their sink batches them anyway. It is set on the
   * operators whose outputs are chained but for the rows; events keep the job's own time-out.
   */
  private static final long ROWS_BUFFER_MS = 50;

  private TradingJob() {}

  /**
   * Submits the job to the cluster this is run by.
   *
   * @param args {@code --key value} pairs of {@link TradingJobConfig}
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> values = JobArguments.parse(args);
    TradingJobConfig config = TradingJobConfig.fromMap(values);
    LiveGate.requireParameters(values, config);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build(env, config);
    env.execute(NAME);
  }

  /**
   * Builds the job on Kafka.
   *
   * @throws io.cryptoscalp.models.ModelException {@code GATES_NOT_GREEN}, {@code STRATEGY_NOT_LIVE}
   *     or {@code CLEARANCE_...} when a gateway is to execute a strategy that may not trade for
   *     real
   */
  public static void build(StreamExecutionEnvironment env, TradingJobConfig config) {
    LiveGate.require(config, System.getenv());
    TradingDefaults.apply(env);
    TradingEdges edges = new TradingEdges(config);
    graph(edges.inputs(env), edges, config, new SystemWallClock());
  }

  /** What the job reads from Kafka, for other jobs over the same topics. */
  public static TradingInputs inputs(StreamExecutionEnvironment env, TradingJobConfig config) {
    return new TradingEdges(config).inputs(env);
  }

  /**
   * Builds the graph between given inputs and outputs.
   *
   * @param in frames, commands and, in gateway mode, reports
   * @param out takes the two row streams
   * @param config what to compute
   * @param clock stamps latencies
   */
  public static void graph(
      TradingInputs in, TradingOutputs out, TradingJobConfig config, WallClock clock) {
    EngineParts engine = new EngineParts(config);
    Signals signals =
        signals(in.frames(), in.commands(), config, EnumSet.allOf(ResultTable.class), clock);
    SingleOutputStreamOperator<StreamEvent> instruments = signals.instruments();
    SingleOutputStreamOperator<StreamEvent> scored = signals.scored();

    KeyedStream<StreamEvent, String> scoredByInstrument =
        DataStreamUtils.reinterpretAsKeyedStream(scored, StreamKeys::instrument, Types.STRING);
    SingleOutputStreamOperator<AccountEvent> intents =
        scoredByInstrument
            .transform(
                "strategies",
                AccountEvent.TYPE,
                new StrategyOperator(engine.strategies(), config.account(), config.explain()))
            .uid("strategies");

    DataStream<AccountEvent> told = intents.union(in.riskCommands());
    DataStream<AccountEvent> events = in.reports() == null ? told : told.union(in.reports());
    SingleOutputStreamOperator<ResultRow> account =
        events
            .keyBy(AccountEvent::account, Types.STRING)
            .transform(
                "account",
                ResultRow.TYPE,
                new AccountOperator(
                    engine.catalogue(),
                    engine.accounts(),
                    config.ordering(),
                    config.edgeTimeoutMs(),
                    clock))
            .uid("account")
            .setBufferTimeout(ROWS_BUFFER_MS);

    out.orders(account);
    out.measures(instruments.getSideOutput(InstrumentOperator.MEASURES));
    out.rows(
        instruments
            .getSideOutput(InstrumentOperator.ROWS)
            .union(scored.getSideOutput(ScoringOperator.ROWS))
            .union(in.controlRows())
            .union(account.getSideOutput(AccountOperator.ROWS))
            .union(explained(intents, engine, config, clock)));
  }

  private static ScoringOperator scoring(
      EngineParts engine, TradingJobConfig config, WallClock clock) {
    ScoringOperator scoring =
        new ScoringOperator(
                engine.layout(),
                config.scoring().batchSize(),
                config.scoring().maxDelayMs(),
                config.scoring().ensembles(),
                config.scoring().guards(),
                ModelTrust.ofPaths(config.scoringTrustedKeys()),
                config.scoring().provider(),
                new CudaSessions(),
                clock)
            .withModels(config.scoring().models());
    return config.explain().isOn() ? scoring.withEvidence() : scoring;
  }

  /**
   * What decisions were made of. One task, in a chain of its own, so that orders do not wait for it
   * and its work is bounded for the whole job.
   */
  private static DataStream<ResultRow> explained(
      SingleOutputStreamOperator<AccountEvent> strategies,
      EngineParts engine,
      TradingJobConfig config,
      WallClock clock) {
    return strategies
        .getSideOutput(StrategyOperator.TO_EXPLAIN)
        .transform(
            "explain",
            ResultRow.TYPE,
            new ExplainOperator(
                engine.layout(),
                ModelTrust.ofPaths(config.scoringTrustedKeys()),
                config.explain(),
                clock))
        .uid("explain")
        .setParallelism(1)
        .disableChaining();
  }

  /**
   * What the strategies of any job look at.
   *
   * @param instruments the instrument stage, with its rows and measures beside
   * @param scored market states and scored snapshots, by instrument, with rows beside
   */
  public record Signals(
      SingleOutputStreamOperator<StreamEvent> instruments,
      SingleOutputStreamOperator<StreamEvent> scored) {}

  /**
   * Builds the stages that trading, backtests and backfills share: from raw frames to scored
   * snapshots.
   *
   * @param inputs raw frames with watermarks on receive time
   * @param commands model commands and directives
   * @param config what to compute
   * @param rows tables whose rows the instrument stage writes
   * @param clock stamps latencies
   */
  public static Signals signals(
      DataStream<RawFrame> inputs,
      DataStream<StreamEvent> commands,
      TradingJobConfig config,
      Set<ResultTable> rows,
      WallClock clock) {
    EngineParts engine = new EngineParts(config);

    boolean inOrder = config.ordering() == Ordering.EVENT_TIME;
    SingleOutputStreamOperator<StreamEvent> instruments =
        instruments(inputs, commands, engine, inOrder, RowFormat.JSON, rows, clock)
            .setBufferTimeout(ROWS_BUFFER_MS);
    SingleOutputStreamOperator<StreamEvent> scored =
        DataStreamUtils.reinterpretAsKeyedStream(
                NeighbourStages.told(instruments, engine, config),
                StreamKeys::instrument,
                Types.STRING)
            .transform("scoring", StreamEventSerializer.TYPE, scoring(engine, config, clock))
            .uid("scoring")
            .setBufferTimeout(ROWS_BUFFER_MS);
    return new Signals(instruments, scored);
  }

  /**
   * Builds the instrument stage, which a job that goes on from another's savepoint shares with it.
   *
   * @param frames raw frames with watermarks on receive time
   * @param commands model commands and directives
   * @param inOrder whether closes of other instruments come in the order of event time
   * @param format format of the stage's rows
   * @param rows tables whose rows are wanted
   * @param clock stamps latencies
   */
  public static SingleOutputStreamOperator<StreamEvent> instruments(
      DataStream<RawFrame> frames,
      DataStream<StreamEvent> commands,
      EngineParts engine,
      boolean inOrder,
      RowFormat format,
      Set<ResultTable> rows,
      WallClock clock) {
    SerializableSupplier<CrossRoutes> routes = engine.crossRoutes();
    DataStream<RawFrame> inputs = engine.books().complete(frames, "quote-books");
    DataStream<RawFrame> all =
        routes == null ? inputs : inputs.union(closes(inputs, engine, routes));
    return KeyedOperators.keyedWithBroadcast(
            "instrument",
            all.keyBy(RawFrame::key, Types.STRING),
            commands,
            new InstrumentOperator(
                    engine.catalogue(),
                    engine.pipelines(),
                    clock,
                    routes != null && inOrder,
                    format)
                .withRows(rows),
            StreamEventSerializer.TYPE)
        .uid("instrument");
  }

  /** Closes of the instruments that others' features look at, a record for each that does. */
  private static DataStream<RawFrame> closes(
      DataStream<RawFrame> frames, EngineParts engine, SerializableSupplier<CrossRoutes> routes) {
    Set<String> sources = engine.crossSources();
    return frames
        .filter(frame -> sources.contains(frame.key()))
        .name("frames that others look at")
        .uid("cross-frames")
        .keyBy(RawFrame::key, Types.STRING)
        .transform(
            "cross-bars",
            RawFrame.TYPE,
            new CrossBarOperator(engine.catalogue(), engine.pipelines(), routes))
        .uid("cross-bars");
  }
}
