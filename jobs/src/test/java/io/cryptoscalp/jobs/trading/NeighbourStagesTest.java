package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetBuilder;
import io.cryptoscalp.models.dataset.DatasetOptions;
import io.cryptoscalp.models.dataset.DatasetSplits;
import io.cryptoscalp.models.dataset.FeatureRow;
import io.cryptoscalp.models.dataset.LabelRule;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.graph.GraphFamily;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.models.training.FamilyTraining;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import io.cryptoscalp.operators.stream.StreamKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Is a graph model given in the stream what it learnt from, at every parallelism? */
@Timeout(300)
class NeighbourStagesTest {
  private static final long STEP_NS = 10_000_000_000L;
  private static final long START_NS = 1_700_000_000_000_000_000L;
  private static final int STEPS = 90;
  private static final List<String> READ = List.of("realised_vol_10s", "spread_bps");
  private static final TradingJobConfig CONFIG =
      TradingJobConfig.fromMap(
          Map.of(
              "features", "spread_bps,realised_vol_10s,imbalance_l1",
              "neighbours.count", "3",
              "neighbours.window", "30",
              "neighbours.lags", "2",
              "neighbours.step", "10s"));
  private static final EngineParts PARTS = new EngineParts(CONFIG);
  private static final FeatureLayout LAYOUT = PARTS.layout();

  @TempDir private Path folder;

  /** Four instruments of one market, four vectors a step, never at the very time of a step. */
  private static List<FeatureSnapshot> snapshots() {
    List<FeatureSnapshot> snapshots = new ArrayList<>();
    Random random = new Random(5);
    double common = 0;
    for (int part = 0; part < 4 * STEPS; part++) {
      common += 0.0005 * random.nextGaussian();
      for (String instrument : List.of("D", "A", "C", "B")) {
        long timeNs = START_NS + part * STEP_NS / 4 + 1 + random.nextInt(900_000_000);
        double own = 0.0002 * random.nextGaussian() * (instrument.charAt(0) - 'A' + 1);
        snapshots.add(snapshot(instrument, timeNs, part, 1e7 * Math.exp(common + own), random));
      }
    }
    snapshots.sort(Comparator.comparingLong(FeatureSnapshot::receiveTimeNs));
    return snapshots;
  }

  private static FeatureSnapshot snapshot(
      String instrument, long timeNs, long sequence, double price, Random random) {
    double[] values = new double[LAYOUT.names().size()];
    long[] valid = new long[(values.length + 63) / 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
      valid[i >>> 6] |= random.nextInt(60) == 0 ? 0 : 1L << (i & 63);
    }
    return new FeatureSnapshot(
            instrument,
            timeNs,
            timeNs + 1_000_000,
            sequence,
            LAYOUT.featureSet(),
            values,
            valid,
            (long) price - 5,
            (long) price + 5,
            Regime.NORMAL,
            1,
            true)
        .withContext(new ModelContext(null, new float[] {1, 0, 0, 0, 0, 0}));
  }

  private static List<FeatureSnapshot> told(List<FeatureSnapshot> snapshots, int parallelism)
      throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
    List<StreamEvent> events = new ArrayList<>(snapshots);
    SingleOutputStreamOperator<StreamEvent> instruments =
        env.fromData(events, StreamEventSerializer.TYPE)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<StreamEvent>forMonotonousTimestamps()
                    .withTimestampAssigner(
                        (event, before) -> ((FeatureSnapshot) event).receiveTimeNs() / 1_000_000))
            .keyBy(StreamKeys::instrument, Types.STRING)
            .map(event -> event)
            .returns(StreamEventSerializer.TYPE);
    List<FeatureSnapshot> told = new ArrayList<>();
    try (CloseableIterator<StreamEvent> out =
        NeighbourStages.told(instruments, PARTS, CONFIG).executeAndCollect()) {
      out.forEachRemaining(event -> told.add((FeatureSnapshot) event));
    }
    assertThat(told).hasSize(snapshots.size());
    return told;
  }

  /** Examples with two of the three neighbours, and two of the three features. */
  private static Dataset dataset(List<FeatureSnapshot> snapshots) {
    NeighbourOptions found = new NeighbourOptions(30, 2, 2, STEP_NS, 2 * STEP_NS);
    DatasetOptions options =
        DatasetOptions.of(LabelRule.fixedHorizon(STEP_NS), STEP_NS / 4)
            .withSteps(1, 0)
            .withFeatures(READ)
            .withNeighbours(found);
    DatasetBuilder builder = new DatasetBuilder(LAYOUT.featureSet(), LAYOUT.names(), options);
    for (FeatureSnapshot snapshot : snapshots) {
      builder.add(
          new FeatureRow(
              snapshot.instrument(),
              snapshot.eventTimeNs(),
              snapshot.sequence(),
              (snapshot.bestBid() + snapshot.bestAsk()) / 2.0,
              snapshot.values(),
              snapshot.valid()));
    }
    return builder.build().dataset();
  }

  @Test
  void theStreamAnswersAsTheTrainerDoesAtEveryParallelism() throws Exception {
    List<FeatureSnapshot> snapshots = snapshots();
    Dataset data = dataset(snapshots);
    GraphFamily family = new GraphFamily();
    FamilyTraining.Result result =
        FamilyTraining.run(
            family,
            family.defaults().with(Map.of("epochs", "2")),
            data,
            TrainingRun.quiet(1),
            null,
            new ModelRegistry(folder),
            new FamilyTraining.Request(
                STEP_NS, STEP_NS, 0, "test", "Apache-2.0", Instant.EPOCH, "test"));
    Map<String, Float> expected = expected(family, data);
    for (int parallelism : new int[] {1, 2}) {
      TreeMap<String, Double> answers = new TreeMap<>();
      int unanswered = 0;
      try (ScoringSession session =
          ScoringSession.open(result.folder(), Sha256.hex(result.folder().onnx()), LAYOUT, 1)) {
        for (FeatureSnapshot snapshot : told(snapshots, parallelism)) {
          if (session.put(0, snapshot)) {
            session.run(1);
            answers.put(
                key(snapshot.instrument(), snapshot.eventTimeNs()), session.probabilityUp(0));
          } else {
            unanswered++;
          }
        }
      }
      assertThat(unanswered).as("before the window is full").isBetween(100, 700);
      int compared = 0;
      for (Map.Entry<String, Double> answer : answers.entrySet()) {
        Float trained = expected.get(answer.getKey());
        if (trained != null) {
          assertThat(answer.getValue()).isCloseTo(trained, within(1.1e-5));
          compared++;
        }
      }
      assertThat(compared).isGreaterThan(700);
    }
  }

  /** The trainer's answers to examples that have a neighbour, by instrument and time. */
  private static Map<String, Float> expected(GraphFamily family, Dataset data) {
    DatasetSplits.Split split = DatasetSplits.single(data, 0.7, 0.15, STEP_NS);
    Map<String, Float> expected = new HashMap<>();
    try (TrainedModel model =
        family.train(
            split.train(),
            split.validation(),
            family.defaults().with(Map.of("epochs", "2")),
            TrainingRun.quiet(1))) {
      float[] answers = model.predict(data);
      for (int i = 0; i < answers.length; i++) {
        expected.put(key(data.instrument(i), data.eventTimeNs(i)), answers[i]);
      }
    }
    return expected;
  }

  private static String key(String instrument, long timeNs) {
    return instrument + "@" + timeNs;
  }

  @Test
  void snapshotsAreTheSameAtEveryParallelism() throws Exception {
    List<FeatureSnapshot> snapshots = snapshots();
    assertThat(texts(told(snapshots, 2))).isEqualTo(texts(told(snapshots, 1)));
  }

  private static List<String> texts(List<FeatureSnapshot> snapshots) {
    List<String> texts = new ArrayList<>();
    for (FeatureSnapshot snapshot : snapshots) {
      var told = snapshot.context() == null ? null : snapshot.context().neighbours();
      texts.add(
          key(snapshot.instrument(), snapshot.eventTimeNs())
              + (told == null
                  ? ""
                  : told.stepNs()
                      + java.util.Arrays.toString(told.values())
                      + java.util.Arrays.toString(told.edges())));
    }
    texts.sort(Comparator.naturalOrder());
    assertThat(texts).anySatisfy(text -> assertThat(text).contains("["));
    return texts;
  }
}
