package io.cryptoscalp.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PacesTest {
  /** A reader of frames at some times, and what is on its way to and from the coordinator. */
  private static final class Reader {
    final Pace pace = new Pace();
    final List<PaceEvent> inbox = new ArrayList<>();
    final List<PaceEvent> outbox = new ArrayList<>();
    final long[] times;
    int read;
    boolean ended;
    boolean released;

    Reader(long[] times) {
      this.times = times;
    }

    void step() {
      if (ended || pace.isAhead()) {
        return;
      }
      if (read == times.length) {
        ended = true;
        outbox.add(new PaceEvent(PaceEvent.END, false));
      } else if (pace.passed(times[read++])) {
        outbox.add(new PaceEvent(pace.reachedNs(), pace.isAhead()));
      }
    }
  }

  @Test
  void aReaderWaitsOnlyForFramesThatOthersLack() {
    Pace pace = new Pace();
    for (int i = 1; i <= Pace.STEP * (Pace.STEPS - 1); i++) {
      assertThat(pace.passed(i)).isEqualTo(i % Pace.STEP == 0);
    }
    assertThat(pace.isAhead()).isFalse();
    for (int i = 1; i <= Pace.STEP; i++) {
      pace.passed(1_000_000);
    }
    assertThat(pace.isAhead()).isTrue();

    pace.all(Pace.STEP - 1);
    assertThat(pace.isAhead()).isTrue();
    pace.all(Pace.STEP);
    assertThat(pace.isAhead()).isFalse();
  }

  /** Dense and sparse, early and late histories; messages arrive in any order between readers. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void allGetToTheEndAndNoneFarAhead(long seed) {
    Random random = new Random(seed);
    Reader[] readers = new Reader[1 + random.nextInt(5)];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = new Reader(times(random));
    }
    Paces paces = new Paces(readers.length);
    for (int i = 0; i < readers.length; i++) {
      paces.begins(i);
    }
    int rounds = 0;
    while (!allReleased(readers)) {
      assertThat(rounds++).as("rounds").isLessThan(10_000_000);
      int at = random.nextInt(readers.length);
      Reader reader = readers[at];
      int kind = random.nextInt(8);
      if (kind == 0 && !reader.outbox.isEmpty()) {
        paces.told(at, reader.outbox.remove(0), (to, event) -> readers[to].inbox.add(event));
      } else if (kind == 1 && !reader.inbox.isEmpty()) {
        assertThat(reader.released).as("the last word has been told").isFalse();
        long time = reader.inbox.remove(0).timeNs();
        reader.released = time == PaceEvent.END;
        assertThat(reader.released && !reader.ended).isFalse();
        reader.pace.all(time);
      } else {
        reader.step();
        assertThat(ahead(reader, readers)).isLessThanOrEqualTo(Pace.STEP * (Pace.STEPS + 1));
      }
    }
  }

  private static long[] times(Random random) {
    long[] times = new long[random.nextInt(60_000)];
    long time = random.nextInt(50_000);
    int gap = 1 + random.nextInt(20);
    for (int i = 0; i < times.length; i++) {
      time += random.nextInt(gap);
      times[i] = time;
    }
    return times;
  }

  private static boolean allReleased(Reader[] readers) {
    for (Reader each : readers) {
      if (!each.released) {
        return false;
      }
    }
    return true;
  }

  /** Frames of a reader that are later than what the slowest has come to. */
  private static int ahead(Reader reader, Reader[] readers) {
    long slowest = Long.MAX_VALUE;
    for (Reader each : readers) {
      if (!each.ended) {
        slowest = Math.min(slowest, each.read == 0 ? Long.MIN_VALUE : each.times[each.read - 1]);
      }
    }
    int ahead = 0;
    for (int i = reader.read - 1; i >= 0 && reader.times[i] > slowest; i--) {
      ahead++;
    }
    return ahead;
  }

  @Test
  void whoWaitsHearsOfTheSlowestAtOnce() {
    Paces paces = new Paces(3);
    List<String> told = new ArrayList<>();
    Paces.Readers readers = (to, event) -> told.add(to + ":" + event.timeNs());

    paces.told(0, new PaceEvent(50, true), readers);
    paces.told(1, new PaceEvent(20, false), readers);
    assertThat(told).containsExactly("0:" + Long.MIN_VALUE, "1:" + Long.MIN_VALUE);
    told.clear();

    paces.told(2, new PaceEvent(10, false), readers);
    assertThat(told).containsExactly("0:10", "2:10");
    told.clear();

    paces.told(1, new PaceEvent(30, false), readers);
    assertThat(told).as("the slowest has not moved").containsExactly("1:10");
    told.clear();

    paces.told(2, new PaceEvent(PaceEvent.END, false), readers);
    assertThat(told).containsExactly("0:30", "2:" + PaceEvent.END);
    told.clear();

    paces.begins(1);
    paces.told(1, new PaceEvent(5, false), readers);
    assertThat(told).as("a reader that begins anew").contains("1:5");
  }
}
