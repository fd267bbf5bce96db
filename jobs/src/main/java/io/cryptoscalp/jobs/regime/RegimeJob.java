package io.cryptoscalp.jobs.regime;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.Thresholds;
import io.cryptoscalp.jobs.JobArguments;
import io.cryptoscalp.operators.regime.MarketMeasureSerializer;
import io.cryptoscalp.operators.regime.MarketOperator;
import io.cryptoscalp.operators.regime.MeasureParser;
import io.cryptoscalp.operators.regime.PatternStage;
import io.cryptoscalp.operators.regime.RegimeDirectiveSerializer;
import io.cryptoscalp.operators.regime.SignalEventSerializer;
import io.cryptoscalp.operators.regime.SignalOperator;
import io.cryptoscalp.operators.regime.ThresholdParser;
import io.cryptoscalp.operators.regime.VenueGapOperator;
import io.cryptoscalp.operators.regime.pattern.SignalPattern;
import io.cryptoscalp.operators.regime.pattern.SignalPatterns;
import io.cryptoscalp.operators.source.IdleWatermarks;
import io.cryptoscalp.operators.stream.KeyedOperators;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Measures of instruments in; matches of patterns and directives out.
 *
 * <pre>
 * market.measures --keyBy(instrument)--> signals --> patterns of an instrument   -+
 *        |                                  '--keyBy(MARKET)--> patterns of all  -+--> market.regimes
 *        '---------keyBy(underlying)--> venue gaps --> patterns of an underlying -+'-> rows
 * market.measures --keyBy(MARKET)--> market: correlation and regime of venue groups and of all -> market.regimes, rows
 * regime.parameters --> thresholds --broadcast--> signals, venue gaps
 * </pre>
 *
 * Everything is in event time on the heap: state is small, and CEP reads and writes all of a key's
 * with every signal. What reaches the patterns are threshold crossings only.
 */
public final class RegimeJob {
  /** Name shown by Flink. */
  public static final String NAME = "cryptoscalp-regime";

  private RegimeJob() {}

  /**
   * Submits the job to the cluster this is run by.
   *
   * @param args {@code --key value} pairs of {@link RegimeJobConfig}
   */
  public static void main(String[] args) throws Exception {
    RegimeJobConfig config = RegimeJobConfig.fromMap(JobArguments.parse(args));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build(env, config);
    env.execute(NAME);
  }

  /** Builds the job on Kafka. */
  public static void build(StreamExecutionEnvironment env, RegimeJobConfig config) {
    RegimeDefaults.apply(env, config);
    RegimeEdges edges = new RegimeEdges(config);
    graph(edges.inputs(env), edges, config);
  }

  /** Builds the graph between given inputs and outputs. */
  public static void graph(RegimeInputs in, RegimeOutputs out, RegimeJobConfig config) {
    SingleOutputStreamOperator<MarketMeasure> measures =
        in.measures()
            .process(new MeasureParser(config.catalogue()), MarketMeasureSerializer.TYPE)
            .uid("measures-parsed")
            .name("measures");
    SingleOutputStreamOperator<Map<String, Double>> thresholds =
        in.parameters()
            .process(
                new ThresholdParser(config.thresholds()), Types.MAP(Types.STRING, Types.DOUBLE))
            .uid("thresholds")
            .name("thresholds")
            .setParallelism(1);
    DataStream<Map<String, Double>> changes =
        thresholds
            .assignTimestampsAndWatermarks(IdleWatermarks.strategy())
            .uid("threshold-changes")
            .name("threshold changes")
            .setParallelism(1);

    PatternStage.Output patterns =
        patterns(signals(measures, changes, config), gaps(measures, changes, config));
    SingleOutputStreamOperator<RegimeDirective> market =
        measures
            .filter(measure -> measure.odds() != null)
            .uid("measures-with-odds")
            .name("measures with odds")
            .keyBy(measure -> SignalEvent.MARKET, Types.STRING)
            .transform(
                "market",
                RegimeDirectiveSerializer.TYPE,
                new MarketOperator(config.marketOptions()))
            .uid("market");
    out.directives(patterns.directives().union(market));
    out.rows(
        patterns
            .rows()
            .union(
                market.getSideOutput(MarketOperator.ROWS),
                measures.getSideOutput(MeasureParser.ROWS),
                thresholds.getSideOutput(ThresholdParser.ROWS)));
  }

  /**
   * Puts every pattern behind its signals.
   *
   * @param signals of instruments, partitioned by instrument as {@code keyBy} does
   * @param gaps of underlyings, partitioned by underlying
   */
  public static PatternStage.Output patterns(
      DataStream<SignalEvent> signals, DataStream<SignalEvent> gaps) {
    Patterns patterns = new Patterns(signals, gaps);
    for (SignalPattern pattern : SignalPatterns.all()) {
      patterns.add(pattern);
    }
    return new PatternStage.Output(patterns.directives(), patterns.rows());
  }

  private static SerializableSupplier<Thresholds> initial(RegimeJobConfig config) {
    Map<String, Double> changed = config.thresholds();
    return () -> Thresholds.STANDARD.with(changed);
  }

  private static DataStream<SignalEvent> signals(
      DataStream<MarketMeasure> measures,
      DataStream<Map<String, Double>> changes,
      RegimeJobConfig config) {
    return KeyedOperators.keyedWithBroadcast(
            "signals",
            measures.keyBy(MarketMeasure::instrument, Types.STRING),
            changes,
            new SignalOperator(config.catalogue(), initial(config)),
            SignalEventSerializer.TYPE)
        .uid("signals");
  }

  private static DataStream<SignalEvent> gaps(
      DataStream<MarketMeasure> measures,
      DataStream<Map<String, Double>> changes,
      RegimeJobConfig config) {
    VenueGapOperator.ByUnderlying underlying =
        new VenueGapOperator.ByUnderlying(config.catalogue());
    return KeyedOperators.keyedWithBroadcast(
            "venue-gaps",
            measures.keyBy(underlying, Types.STRING),
            changes,
            new VenueGapOperator(underlying, initial(config)),
            SignalEventSerializer.TYPE)
        .uid("venue-gaps");
  }
}
