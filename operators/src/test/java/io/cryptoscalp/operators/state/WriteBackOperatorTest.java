package io.cryptoscalp.operators.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Does hot state survive what Flink's own keyed state survives? */
class WriteBackOperatorTest {
  private static final int MAX_PARALLELISM = 12;

  @Test
  void restoresWhatWasCountedBeforeTheCheckpoint() throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness harness = harness(1, 0)) {
      harness.open();
      feed(harness, "a", "b", "a");
      snapshot = harness.snapshot(1, 1);
      feed(harness, "a");
    }
    try (Harness harness = harness(1, 0)) {
      harness.initializeState(snapshot);
      harness.open();
      feed(harness, "a", "b");
      assertThat(counts(harness)).containsExactly("a=3", "b=2");
    }
  }

  @Test
  void writesOnlyTheKeysThatChanged() throws Exception {
    try (Harness harness = harness(1, 0)) {
      harness.open();
      feed(harness, "a", "b", "c");
      harness.snapshot(1, 1);
      assertThat(harness.counter.lastFlush).isEqualTo(3);
      feed(harness, "b");
      harness.snapshot(2, 2);
      assertThat(harness.counter.lastFlush).isEqualTo(1);
      harness.snapshot(3, 3);
      assertThat(harness.counter.lastFlush).isZero();
    }
  }

  @Test
  void movesWithItsKeyGroupsWhenRescaledUpAndDown() throws Exception {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      keys.add("key-" + i);
    }
    OperatorSubtaskState one;
    try (Harness harness = harness(1, 0)) {
      harness.open();
      for (String key : keys) {
        feed(harness, key, key);
      }
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState[] two = new OperatorSubtaskState[2];
    int held = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (Harness harness = harness(2, subtask)) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                one, MAX_PARALLELISM, 1, 2, subtask));
        harness.open();
        held += harness.counter.loaded();
        two[subtask] = harness.snapshot(2, 2);
      }
    }
    assertThat(held).isEqualTo(keys.size());
    OperatorSubtaskState packed = AbstractStreamOperatorTestHarness.repackageState(two);
    try (Harness harness = harness(1, 0)) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              packed, MAX_PARALLELISM, 2, 1, 0));
      harness.open();
      for (String key : keys) {
        feed(harness, key);
      }
      assertThat(counts(harness)).hasSize(keys.size()).allMatch(count -> count.endsWith("=3"));
    }
  }

  @Test
  void namesTheVersionItCannotRead() throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness harness = harness(1, 0)) {
      harness.counter.version = 9;
      harness.open();
      feed(harness, "a");
      snapshot = harness.snapshot(1, 1);
    }
    try (Harness harness = harness(1, 0)) {
      harness.initializeState(snapshot);
      harness.open();
      assertThatThrownBy(() -> feed(harness, "a"))
          .isInstanceOf(StateException.class)
          .hasMessage("STATE_VERSION_UNKNOWN: state=count version=9 newest=1");
    }
  }

  private static void feed(Harness harness, String... keys) throws Exception {
    for (String key : keys) {
      harness.processElement(new StreamRecord<>(key));
    }
  }

  private static List<String> counts(Harness harness) {
    Map<String, String> latest = new TreeMap<>();
    for (String line : harness.extractOutputValues()) {
      latest.put(line.substring(0, line.indexOf('=')), line);
    }
    return new ArrayList<>(latest.values());
  }

  private static Harness harness(int parallelism, int subtask) throws Exception {
    Harness harness = new Harness(new Counter(), parallelism, subtask);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
    return harness;
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<String, String, String> {
    private final Counter counter;

    Harness(Counter counter, int parallelism, int subtask) throws Exception {
      super(counter, key -> key, Types.STRING, MAX_PARALLELISM, parallelism, subtask);
      this.counter = counter;
    }
  }

  /** Counts the records of each key. */
  private static final class Counter extends WriteBackOperator<long[], String>
      implements OneInputStreamOperator<String, String> {
    private static final long serialVersionUID = 1L;

    private int version = 1;
    private int lastFlush;

    Counter() {
      super("count");
    }

    int loaded() throws Exception {
      states().loadAll("count");
      int[] count = new int[1];
      states().forEach(state -> count[0]++);
      return count[0];
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
      lastFlush = states().flush();
      super.snapshotState(context);
    }

    @Override
    protected StateCodec<long[]> codec() {
      return new StateCodec<>() {
        @Override
        public long[] create(String key) {
          return new long[1];
        }

        @Override
        public void write(long[] state, StateWriter out) {
          out.writeByte(version);
          out.writeLong(state[0]);
        }

        @Override
        public long[] read(String key, StateReader in) {
          in.readVersion(1, "count");
          return new long[] {in.readLong()};
        }
      };
    }

    @Override
    public void processElement(StreamRecord<String> record) throws Exception {
      long[] count = states().get(record.getValue());
      count[0]++;
      output.collect(new StreamRecord<>(record.getValue() + "=" + count[0]));
    }
  }
}
