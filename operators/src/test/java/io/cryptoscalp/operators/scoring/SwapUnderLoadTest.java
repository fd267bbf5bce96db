package io.cryptoscalp.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred swaps among 100,000 vectors: is each scored once, by the version that rules its time,
 * and does nothing pile up?
 */
@Timeout(180)
class SwapUnderLoadTest {
  private static final int SWAPS = 100;
  private static final int PER_VERSION = 1_000;
  private static final int ROUNDS = 4;
  private static final long MEGABYTE = 1L << 20;

  @TempDir Path root;

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  private static FeatureSnapshot vector(long number) {
    return ModelFixture.snapshot(number, (int) (number % 7) - 3, 60_000 + (int) (number % 11));
  }

  private List<ModelCommand> versions(ModelFixture models) {
    List<ModelCommand> commands = new ArrayList<>();
    for (int i = 0; i < SWAPS; i++) {
      commands.add(
          models.register("v" + i, ModelFixture.model(i / 50.0 - 1), (long) i * PER_VERSION));
    }
    return commands;
  }

  @Test
  void everyVectorIsScoredOnceByTheVersionThatRulesItsTime() throws Exception {
    List<ModelCommand> versions = versions(new ModelFixture(root));
    int next = 0;
    int most = 0;
    long seen = 0;
    try (ScoringHarness harness = ScoringHarness.open(32, 50)) {
      for (int swap = 0; swap < SWAPS; swap++) {
        harness.send(versions.get(swap)); // loads while the vectors below are scored
        for (int i = 0; i < PER_VERSION; i++, next++) {
          harness.send(vector(next));
          settle(harness, i);
        }
        harness.processWatermark(next / 1_000_000L);
        most = Math.max(most, ScoringSession.openSessions());
        seen = check(harness, seen);
      }
      harness.getOperator().finish();
      seen = check(harness, seen);
      assertThat(ScoringSession.openSessions()).isLessThanOrEqualTo(SWAPS);
    }
    assertThat(seen).isEqualTo((long) SWAPS * PER_VERSION);
    assertThat(most).isLessThanOrEqualTo(SWAPS);
  }

  /** What a task does between two records: runs what the loader left in the mailbox. */
  private static void settle(ScoringHarness harness, int i) throws Exception {
    if (i % 50 == 0) {
      var mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
      while (mail.isPresent()) {
        mail.get().run();
        mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
      }
    }
  }

  /** Checks what came out since the last look and forgets it; returns how many there were. */
  private static long check(ScoringHarness harness, long before) {
    long next = before;
    for (Object out : harness.getOutput()) {
      if (out instanceof StreamRecord<?> record
          && record.getValue() instanceof ScoredSnapshot scored) {
        Prediction got = scored.prediction();
        long version = next / PER_VERSION;
        assertThat(got.sequence()).isEqualTo(next);
        assertThat(got.modelVersion()).isEqualTo("v" + version);
        assertThat(got.valid()).isTrue();
        assertThat(got.probabilityUp())
            .isEqualTo(ModelFixture.expected(ModelFixture.model(version / 50.0 - 1), vector(next)));
        next++;
      }
    }
    harness.getOutput().clear();
    var rows = harness.getSideOutput(ScoringOperator.ROWS);
    if (rows != null) {
      rows.clear();
    }
    return next;
  }

  @Test
  void nativeMemoryIsFlatOverHundredsOfSwaps() throws Exception {
    List<ModelCommand> versions = versions(new ModelFixture(root));
    List<Long> resident = new ArrayList<>();
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < SWAPS; i++) {
          harness.send(atOnce(versions.get(i), round), vector(1));
          ModelFixture.assertOpen(1);
          harness.getOutput().clear();
        }
        var rows = harness.getSideOutput(ScoringOperator.ROWS);
        if (rows != null) {
          rows.clear();
        }
        System.gc(); // buffers of closed sessions go with their owners
        resident.add(residentBytes());
      }
    }
    // the first round warms up; a session that stayed open would cost 100 KB and more a swap
    long grown = resident.get(ROUNDS - 1) - resident.get(0);
    assertThat(grown).as("resident bytes of the rounds: %s", resident).isLessThan(48 * MEGABYTE);
  }

  private static ModelCommand atOnce(ModelCommand of, int round) {
    return new ModelCommand(
        of.commandId() + "-" + round,
        of.kind(),
        of.model(),
        of.version(),
        of.uri(),
        of.sha256(),
        0);
  }

  /** Resident memory of this process; 0 where the system does not tell, so that nothing grows. */
  private static long residentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status, StandardCharsets.UTF_8)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return 0;
  }

  @Test
  void aCheckpointInTheMiddleOfSwapsLosesAndRepeatsNothing() throws Exception {
    List<ModelCommand> versions = versions(new ModelFixture(root)).subList(0, 10);
    List<Prediction> straight = run(versions, false);
    assertThat(run(versions, true)).isEqualTo(straight);
    assertThat(straight).hasSize(10 * PER_VERSION);
  }

  private static List<Prediction> run(List<ModelCommand> versions, boolean restart)
      throws Exception {
    List<Prediction> all = new ArrayList<>();
    OperatorSubtaskState state = null;
    int half = 5 * PER_VERSION + 17;
    int from = 0;
    for (int to : restart ? new int[] {half, 10 * PER_VERSION} : new int[] {10 * PER_VERSION}) {
      try (ScoringHarness harness = new ScoringHarness(32, 50)) {
        if (state != null) {
          harness.initializeState(state);
        }
        harness.open();
        if (state == null) {
          harness.send(versions.toArray(StreamEvent[]::new));
        }
        for (int i = from; i < to; i++) {
          harness.send(vector(i));
        }
        harness.prepareSnapshotPreBarrier(1);
        state = harness.snapshot(1, 1);
        all.addAll(harness.scored());
      }
      from = to;
    }
    return all;
  }
}
