package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import io.cryptoscalp.operators.regime.pattern.SignalPattern;
import io.cryptoscalp.operators.results.ResultRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** A pattern's own CEP operator as the job has it, fed by hand. */
final class PatternHarness implements AutoCloseable {
  static final long START_MS = 1_700_000_000_000L;
  private static final int MAX_PARALLELISM = 16;
  private static final long NS_PER_MS = 1_000_000;

  private final KeyedOneInputStreamOperatorTestHarness<String, SignalEvent, RegimeDirective>
      harness;
  private final SignalPattern pattern;

  PatternHarness(SignalPattern pattern) throws Exception {
    this(pattern, null, 1, 0);
  }

  /** One of several subtasks that a state is restored into. */
  PatternHarness(
      SignalPattern pattern, @Nullable OperatorSubtaskState state, int parallelism, int subtask)
      throws Exception {
    this.pattern = pattern;
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    var signals =
        env.fromData(SignalEventSerializer.TYPE, signal(0, SignalKind.MOVE, 0, 1))
            .keyBy(SignalEvent::scope, Types.STRING);
    @SuppressWarnings("unchecked") // PatternStage puts one operator into the graph
    OneInputTransformation<SignalEvent, RegimeDirective> operator =
        (OneInputTransformation<SignalEvent, RegimeDirective>)
            PatternStage.add(signals, pattern).directives().getTransformation();
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator.getOperatorFactory(),
            SignalEvent::scope,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    harness.setup(
        RegimeDirectiveSerializer.TYPE.createSerializer(env.getConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(
          KeyedOneInputStreamOperatorTestHarness.repartitionOperatorState(
              state, MAX_PARALLELISM, 1, parallelism, subtask));
    }
    harness.open();
  }

  /** A signal of instrument BTC some seconds after the start. */
  static SignalEvent signal(double seconds, SignalKind kind, int direction, double price) {
    return signal(seconds, kind, direction, price, "BTC");
  }

  static SignalEvent signal(
      double seconds, SignalKind kind, int direction, double price, String underlying) {
    long timeNs = START_MS * NS_PER_MS + (long) (seconds * 1e9);
    String instrument = underlying + "USDT-PERP.BINANCE";
    return new SignalEvent(
        kind, instrument, instrument, underlying, direction, 0.03, 0.03, price, timeNs, 1);
  }

  /** Sends a signal that the pattern wants; the job keeps others away from it as well. */
  PatternHarness send(SignalEvent signal) throws Exception {
    if (pattern.wants(signal)) {
      harness.processElement(new StreamRecord<>(signal, signal.eventTimeNs() / NS_PER_MS));
    }
    return this;
  }

  /** True when a key belongs to a subtask. */
  static boolean owns(String key, int parallelism, int subtask) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, parallelism)
        == subtask;
  }

  PatternHarness watermark(double seconds) throws Exception {
    harness.processWatermark(START_MS + (long) (seconds * 1000));
    return this;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** Entries of keyed state. */
  int keyedEntries() {
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  List<RegimeDirective> directives() {
    List<RegimeDirective> list = new ArrayList<>();
    for (RegimeDirective directive : harness.extractOutputValues()) {
      list.add(directive);
    }
    return list;
  }

  /** Rows of matches as text. */
  List<String> matches() {
    List<String> rows = new ArrayList<>();
    Queue<StreamRecord<ResultRow>> output = harness.getSideOutput(MatchFunction.ROWS);
    if (output != null) {
      output.forEach(row -> rows.add(new String(row.getValue().json(), StandardCharsets.UTF_8)));
    }
    return rows;
  }

  List<SignalEvent> late() {
    List<SignalEvent> signals = new ArrayList<>();
    Queue<StreamRecord<SignalEvent>> output =
        harness.getSideOutput(
            new OutputTag<>("late-" + pattern.name(), SignalEventSerializer.TYPE));
    if (output != null) {
      output.forEach(signal -> signals.add(signal.getValue()));
    }
    return signals;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
