package io.cryptoscalp.bench.scoring;

import io.cryptoscalp.engine.ensemble.EnsembleOptions;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.CudaSessions;
import io.cryptoscalp.models.scoring.ProviderChoice;
import io.cryptoscalp.operators.scoring.ScoringGuards;
import io.cryptoscalp.operators.scoring.ScoringOperator;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import io.cryptoscalp.operators.stream.StreamKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** The scoring operator in a job of one task: commands and snapshots in, predictions counted. */
final class ScoringStream {
  private static final int RING = 256;
  private static final Object LOCK = new Object();
  private static long firstNs;
  private static long lastNs;
  private static long seen;
  private static long invalid;
  private static long outOfOrder;
  private static final Histogram LATENCY = new Histogram(60_000_000_000L, 3);
  private static final List<ModelCommand> COMMANDS = new ArrayList<>(); // of the run under way
  private static final List<String> VERSIONS = new ArrayList<>();

  private ScoringStream() {}

  /** What came out. */
  record Result(
      long decisions, long invalid, long outOfOrder, long ns, Histogram latency, int versions) {}

  /**
   * Runs it. A command with an effective time is sent half a second ahead of it.
   *
   * @param decisions snapshots; venue times are their numbers, from 1
   * @param batch rows of a call; 1 scores at once
   * @param perSecond pace; 0 as fast as it goes
   */
  static Result run(List<ModelCommand> commands, int decisions, int batch, int perSecond)
      throws Exception {
    return run(commands, decisions, batch, perSecond, false);
  }

  /**
   * The same.
   *
   * @param evidence whether what decisions were made of is sent on, for the stage that explains
   */
  static Result run(
      List<ModelCommand> commands, int decisions, int batch, int perSecond, boolean evidence)
      throws Exception {
    synchronized (LOCK) {
      firstNs = 0;
      seen = 0;
      invalid = 0;
      outOfOrder = 0;
      LATENCY.reset();
      VERSIONS.clear();
      COMMANDS.clear();
      COMMANDS.addAll(commands);
    }
    Configuration config = new Configuration();
    config.set(PipelineOptions.OBJECT_REUSE, true);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
    env.setParallelism(1);
    var events =
        env.fromSource(
                new NumberSequenceSource(1, decisions), WatermarkStrategy.noWatermarks(), "numbers")
            .flatMap(new Events(perSecond))
            .returns(StreamEventSerializer.TYPE);
    ScoringOperator scoring =
        new ScoringOperator(
            BenchModels.layout(),
            batch,
            batch > 1 ? 5 : 0,
            EnsembleOptions.DEFAULT,
            ScoringGuards.REPEATABLE,
            ModelTrust.ANYONE,
            ProviderChoice.CPU,
            new CudaSessions(),
            System::nanoTime);
    DataStreamUtils.reinterpretAsKeyedStream(events, StreamKeys::instrument, Types.STRING)
        .transform(
            "scoring", StreamEventSerializer.TYPE, evidence ? scoring.withEvidence() : scoring)
        .map(new Count(perSecond > 0))
        .sinkTo(new DiscardingSink<>());
    env.execute("bench scoring");
    synchronized (LOCK) {
      return new Result(
          seen, invalid, outOfOrder, lastNs - firstNs, LATENCY.copy(), VERSIONS.size());
    }
  }

  /** Commands and snapshots, at a pace; the receive time is when a snapshot was due. */
  private static final class Events implements FlatMapFunction<Long, StreamEvent> {
    private static final long serialVersionUID = 1L;
    private final int perSecond;
    private transient List<FeatureSnapshot> ring;
    private transient int next;
    private transient long startNs;

    Events(int perSecond) {
      this.perSecond = perSecond;
    }

    @Override
    public void flatMap(Long number, Collector<StreamEvent> out) {
      if (ring == null) {
        ring = BenchModels.snapshots(RING);
        startNs = System.nanoTime() + 1_000_000_000L;
      }
      long due = System.nanoTime();
      if (perSecond > 0) {
        due = startNs + number * 1_000_000_000L / perSecond;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(Math.max(1, (due - System.nanoTime()) / 2));
        }
      }
      while (next < COMMANDS.size()
          && COMMANDS.get(next).effectiveFromNs() <= number + perSecond / 2) {
        out.collect(COMMANDS.get(next++));
      }
      FeatureSnapshot of = ring.get((int) (number % RING));
      out.collect(
          new FeatureSnapshot(
              of.instrument(),
              number,
              due,
              number,
              of.featureSet(),
              of.values(),
              of.valid(),
              of.bestBid(),
              of.bestAsk(),
              of.regime(),
              1,
              true,
              null,
              of.terms(),
              of.context()));
    }
  }

  /** Counts what comes out. */
  private static final class Count implements MapFunction<StreamEvent, Long> {
    private static final long serialVersionUID = 1L;
    private final boolean paced;

    Count(boolean paced) {
      this.paced = paced;
    }

    @Override
    public Long map(StreamEvent event) {
      ScoredSnapshot scored = (ScoredSnapshot) event;
      long now = System.nanoTime();
      synchronized (LOCK) {
        if (seen == 0) {
          firstNs = now; // after models have loaded
        }
        lastNs = now;
        seen++;
        outOfOrder += scored.snapshot().sequence() == seen ? 0 : 1;
        invalid += scored.prediction().valid() ? 0 : 1;
        if (paced) {
          LATENCY.recordValue(Math.max(0, now - scored.snapshot().receiveTimeNs()));
          String version = scored.prediction().modelVersion();
          if (VERSIONS.isEmpty() || !VERSIONS.get(VERSIONS.size() - 1).equals(version)) {
            VERSIONS.add(version);
          }
        }
        return seen;
      }
    }
  }

  /** A latency as text, us. */
  static String micros(Histogram ns) {
    return String.format(
        Locale.ROOT,
        "p50 %.0f us, p99 %.0f us, p99.9 %.0f us, worst %.0f us",
        ns.getValueAtPercentile(50) / 1e3,
        ns.getValueAtPercentile(99) / 1e3,
        ns.getValueAtPercentile(99.9) / 1e3,
        ns.getMaxValue() / 1e3);
  }
}
