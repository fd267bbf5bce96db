package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.operators.stream.RawFrame;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.jspecify.annotations.Nullable;

/** Lets all frames of topics through but heartbeats, and counts them. */
final class CountedFrames extends RichFilterFunction<RawFrame> {
  private static final long serialVersionUID = 1L;

  private final String run;
  private final String told;

  private transient @Nullable ReaderProgress progress;

  /**
   * A filter.
   *
   * @param told folder for progress, empty when it is told in this process
   */
  CountedFrames(String run, String told) {
    this.run = run;
    this.told = told;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    progress =
        ReaderProgress.of(run, told, getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
  }

  @Override
  public boolean filter(RawFrame frame) throws IOException {
    if (frame.kind() == FrameKind.HEARTBEAT) {
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
