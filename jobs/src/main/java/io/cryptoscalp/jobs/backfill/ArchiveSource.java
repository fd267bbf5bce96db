package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.operators.stream.RawFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Archives as a source of raw frames: a split an instrument, each reader's merged by time. */
final class ArchiveSource implements Source<RawFrame, ArchiveSplit, ArchiveEnumerator.State> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<ArchiveSplit> splits;
  private final ReadOptions options;

  /**
   * A source.
   *
   * @param splits one an instrument
   */
  ArchiveSource(List<ArchiveSplit> splits, ReadOptions options) {
    this.splits = new ArrayList<>(splits);
    this.options = options;
  }

  @Override
  public Boundedness getBoundedness() {
    return options.hold() ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<RawFrame, ArchiveSplit> createReader(SourceReaderContext context)
      throws IOException {
    return new ArchiveReader(
        options, context.getIndexOfSubtask(), context::sendSourceEventToCoordinator);
  }

  @Override
  public SplitEnumerator<ArchiveSplit, ArchiveEnumerator.State> createEnumerator(
      SplitEnumeratorContext<ArchiveSplit> context) {
    return new ArchiveEnumerator(context, splits);
  }

  @Override
  public SplitEnumerator<ArchiveSplit, ArchiveEnumerator.State> restoreEnumerator(
      SplitEnumeratorContext<ArchiveSplit> context, ArchiveEnumerator.State state) {
    return new ArchiveEnumerator(context, state.open());
  }

  @Override
  public SimpleVersionedSerializer<ArchiveSplit> getSplitSerializer() {
    return new SerialCodec<>(ArchiveSplit.class);
  }

  @Override
  public SimpleVersionedSerializer<ArchiveEnumerator.State> getEnumeratorCheckpointSerializer() {
    return new SerialCodec<>(ArchiveEnumerator.State.class);
  }
}
