package io.cryptoscalp.operators.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.features.cross.ForeignClose.Role;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.results.RowFormat;
import io.cryptoscalp.operators.stream.ForeignCloses;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Do frames and closes of others lead to the same whichever comes first, and is nothing held? */
class HeldOrderTest {
  private static final long MS = 1_000_000;
  private static final long MINUTE = 60_000 * MS;
  private static final int SECONDS = 400;
  private static final String OTHER = "ETHUSDT-PERP.BINANCE";

  /** A trade a second. */
  private static List<RawFrame> own() {
    Random random = new Random(4);
    List<RawFrame> frames = new ArrayList<>();
    long price = 600_000;
    for (int i = 0; i < SECONDS; i++) {
      long ms = Messages.START_MS + 1000L * i;
      price += random.nextInt(201) - 100;
      long ns = (ms + 3) * MS;
      frames.add(Messages.frame(FrameKind.TRADE, "trade", ns, i, Messages.trade(i, price, ms)));
    }
    return frames;
  }

  /** Closes of each minute, in two roles; some behind and some ahead of the own bar's. */
  private static List<RawFrame> closes() {
    Random random = new Random(5);
    List<RawFrame> frames = new ArrayList<>();
    long first = (Messages.START_MS * MS / MINUTE + 1) * MINUTE;
    for (long at = first; at < (Messages.START_MS + 1000L * SECONDS) * MS; at += MINUTE) {
      long known = at + (1 + random.nextInt(3000)) * MS;
      for (Role role : Role.values()) {
        double close = 60_000 + random.nextInt(100);
        frames.add(close(new ForeignClose(OTHER, role, "time-1m", at, close, 0, 0, known)));
      }
    }
    return frames;
  }

  private static RawFrame close(ForeignClose close) {
    return ForeignCloses.frame(Messages.ID, Venue.BINANCE_USDM, close);
  }

  /** Both in a random interleaving, with watermarks that are true; nulls where to restore. */
  private static List<Object> interleaved(long seed) {
    Random random = new Random(seed);
    List<RawFrame> own = own();
    List<RawFrame> closes = closes();
    List<Object> all = new ArrayList<>();
    int a = 0;
    int b = 0;
    long mark = Messages.START_MS;
    while (a < own.size() || b < closes.size()) {
      long ownNs = a < own.size() ? own.get(a).receiveTimeNs() : Long.MAX_VALUE;
      long closeNs = b < closes.size() ? closes.get(b).receiveTimeNs() : Long.MAX_VALUE;
      long proven = Math.min(ownNs, closeNs) / MS - 1;
      if (proven > mark && proven < Long.MAX_VALUE / MS - 1 && random.nextInt(4) == 0) {
        mark += random.nextInt((int) (proven - mark)) + 1;
        all.add(new Watermark(mark));
      } else if (b == closes.size() || (a < own.size() && random.nextInt(4) > 0)) {
        all.add(own.get(a++));
      } else {
        all.add(closes.get(b++));
      }
    }
    all.add(Watermark.MAX_WATERMARK);
    return all;
  }

  private static List<String> run(List<Object> inputs, SortedSet<Integer> cuts) throws Exception {
    List<String> out = new ArrayList<>();
    Harness harness = new Harness(true);
    harness.open();
    for (int i = 0; i < inputs.size(); i++) {
      if (cuts.contains(i)) {
        OperatorSubtaskState state = harness.snapshot(i, i);
        harness.close();
        harness = new Harness(true);
        harness.initializeState(state);
        harness.open();
      }
      if (inputs.get(i) instanceof Watermark mark) {
        harness.processWatermark1(mark);
      } else {
        RawFrame frame = (RawFrame) inputs.get(i);
        harness.processElement1(frame, frame.receiveTimeNs() / MS);
      }
      out.addAll(harness.drain());
    }
    harness.close();
    // Both outputs keep their order; which of them is drained first says nothing.
    List<String> ordered = new ArrayList<>(out.stream().filter(line -> !isRow(line)).toList());
    ordered.addAll(out.stream().filter(HeldOrderTest::isRow).toList());
    return ordered;
  }

  private static boolean isRow(String line) {
    return line.startsWith("{");
  }

  @Test
  void everyInterleavingAndEveryRestoreGivesTheSame() throws Exception {
    List<String> expected = run(interleaved(0), new TreeSet<>());
    long withSpread = expected.stream().filter(HeldOrderTest::hasSpread).count();
    assertThat(withSpread).as("vectors with a venue spread").isGreaterThan(200);
    Random random = new Random(1);
    for (int seed = 1; seed <= 8; seed++) {
      List<Object> inputs = interleaved(seed);
      TreeSet<Integer> cuts = new TreeSet<>();
      for (int i = 0; i < seed % 4; i++) {
        cuts.add(random.nextInt(inputs.size()));
      }
      assertThat(run(inputs, cuts)).as("seed " + seed).isEqualTo(expected);
    }
  }

  @Test
  void inOrderOfArrivalNothingIsHeldAndClosesCount() throws Exception {
    try (Harness harness = new Harness(false)) {
      harness.open();
      int vectors = 0;
      int spreads = 0;
      List<RawFrame> closes = new ArrayList<>(closes());
      for (RawFrame frame : own()) {
        while (!closes.isEmpty() && closes.get(0).receiveTimeNs() < frame.receiveTimeNs()) {
          harness.processElement1(closes.remove(0), 1);
          assertThat(harness.drain()).as("a close alone leads to no output").isEmpty();
        }
        harness.processElement1(frame, frame.receiveTimeNs() / MS);
        List<String> out = harness.drain();
        assertThat(out).as("output with the frame itself").isNotEmpty();
        vectors += (int) out.stream().filter(line -> line.contains("\"values\"")).count();
        spreads += (int) out.stream().filter(HeldOrderTest::hasSpread).count();
      }
      assertThat(vectors).isEqualTo(SECONDS - 1);
      assertThat(spreads).isGreaterThan(200);
    }
  }

  @Test
  void closesForInstrumentsWithoutFramesLeaveNoPipeline() throws Exception {
    InstrumentStateCodec codec =
        new InstrumentStateCodec(InstrumentCatalogue.builtIn(), Harness.options());
    InstrumentState state = codec.create(Messages.ID);
    state.held().add(closes().get(0), 1);
    assertThat(state.pipelineIfMade()).isNull();
    try (Harness harness = new Harness(true)) {
      harness.open();
      for (RawFrame close : closes()) {
        harness.processElement1(close, close.receiveTimeNs() / MS);
      }
      harness.processWatermark1(Watermark.MAX_WATERMARK);
      assertThat(harness.drain()).isEmpty();
      assertThat(harness.snapshot(1, 1)).isNotNull();
    }
    try (Harness harness = new Harness(false)) {
      harness.open();
      closes().forEach(close -> send(harness, close));
      assertThat(harness.drain()).isEmpty();
    }
  }

  @Test
  void whatWasHeldComesFirstWhenTheJobNoLongerHolds() throws Exception {
    List<RawFrame> own = own();
    OperatorSubtaskState state;
    try (Harness harness = new Harness(true)) {
      harness.open();
      own.subList(0, 50).forEach(frame -> send(harness, frame));
      assertThat(harness.drain()).isEmpty();
      state = harness.snapshot(1, 1);
    }
    List<String> rest = new ArrayList<>();
    try (Harness harness = new Harness(false)) {
      harness.initializeState(state);
      harness.open();
      own.subList(50, 100).forEach(frame -> send(harness, frame));
      rest.addAll(harness.drain());
    }
    List<String> plain = new ArrayList<>();
    try (Harness harness = new Harness(false)) {
      harness.open();
      own.subList(0, 100).forEach(frame -> send(harness, frame));
      plain.addAll(harness.drain());
    }
    assertThat(rest).isEqualTo(plain);
  }

  @Test
  void oneWrongStampDoesNotStopAnInstrument() throws Exception {
    List<RawFrame> own = new ArrayList<>(own().subList(0, 20));
    RawFrame wrong = own.get(10);
    long leap = wrong.receiveTimeNs() + 100L * 24 * 3600 * 1000 * MS;
    own.set(10, Messages.frame(FrameKind.TRADE, "trade", leap, wrong.offset(), wrong.payload()));
    try (Harness harness = new Harness(true)) {
      harness.open();
      own.forEach(frame -> send(harness, frame));
      harness.processWatermark1(new Watermark(own.get(19).receiveTimeNs() / MS));
      List<String> out = harness.drain();
      assertThat(out.stream().filter(line -> line.contains("\"trade_id\""))).hasSize(19);
      assertThat(out.stream().filter(line -> line.contains("CLOCK_SKEW"))).hasSize(1);
    }
  }

  private static void send(Harness harness, RawFrame frame) {
    try {
      harness.processElement1(frame, Math.max(1, frame.receiveTimeNs() / MS));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Whether a row is a vector with the newest spread to the peer. */
  private static boolean hasSpread(String row) {
    try {
      JsonNode json = isRow(row) ? new ObjectMapper().readTree(row) : null;
      // The only features selected: the spread is the first of them.
      return json != null
          && json.has("values")
          && (Long.parseUnsignedLong(json.get("valid").get(0).asText()) & 1) != 0;
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Harness
      extends KeyedTwoInputStreamOperatorTestHarness<String, RawFrame, StreamEvent, StreamEvent> {
    Harness(boolean inOrder) throws Exception {
      super(
          new InstrumentOperator(
              InstrumentCatalogue::builtIn, Harness::options, () -> 42L, inOrder, RowFormat.JSON),
          RawFrame::key,
          command -> "",
          Types.STRING);
      setStateBackend(new HashMapStateBackend());
      setup(new StreamEventSerializer());
    }

    static PipelineOptions options() {
      return new PipelineOptions(
          250_000_000,
          FeedOptions.DEFAULT,
          BarOptions.defaults(),
          FeatureOptions.defaults()
              .withSelect(List.of("cross_venue_spread_1m", "cross_beta_60_1m", "-cross_beta*")),
          ConsensusOptions.secondBars());
    }

    /** Events and rows since the last call, in their order each. */
    List<String> drain() {
      List<String> out = new ArrayList<>();
      for (StreamEvent event : extractOutputValues()) {
        out.add(event.getClass().getSimpleName() + " " + new Text(event));
      }
      getOutput().clear();
      var rows = getSideOutput(InstrumentOperator.ROWS);
      if (rows != null) {
        for (StreamRecord<ResultRow> row : rows) {
          if (row.getValue().table() != ResultTable.INGEST_COUNTS) {
            out.add(new String(row.getValue().json(), StandardCharsets.UTF_8));
          }
        }
        rows.clear();
      }
      return out;
    }
  }

  /** An event as bytes, so that arrays are compared by content. */
  private record Text(StreamEvent event) {
    @Override
    public String toString() {
      try {
        var buffer = new org.apache.flink.core.memory.DataOutputSerializer(1024);
        new StreamEventSerializer().serialize(event, buffer);
        return java.util.Base64.getEncoder().encodeToString(buffer.getCopyOfBuffer());
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
