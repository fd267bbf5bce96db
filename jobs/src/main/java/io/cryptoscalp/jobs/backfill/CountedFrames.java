package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.operators.stream.RawFrame;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.jspecify.annotations.Nullable;

/** Lets the frames of some instruments through, heartbeats apart, and counts them. */
final class CountedFrames extends RichFilterFunction<RawFrame> {
  private static final long serialVersionUID = 1L;

  private final String run;
  private final String told;
  private final TreeSet<String> instruments;

  private transient @Nullable ReaderProgress progress;

  /**
   * A filter.
   *
   * @param told folder for progress, empty when it is told in this process
   * @param instruments ids, all when empty
   */
  CountedFrames(String run, String told, Set<String> instruments) {
    this.run = run;
    this.told = told;
    this.instruments = new TreeSet<>(instruments);
  }

  @Override
  public void open(OpenContext context) throws IOException {
    progress =
        ReaderProgress.of(run, told, getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
  }

  @Override
  public boolean filter(RawFrame frame) throws IOException {
    if (frame.kind() == FrameKind.HEARTBEAT
        || (!instruments.isEmpty() && !instruments.contains(frame.key()))) {
      return false;
    }
    ReaderProgress own = progress;
    if (own != null) {
      own.frame(frame.receiveTimeNs());
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    ReaderProgress own = progress;
    if (own != null) {
      own.ended();
    }
  }
}
