package io.cryptoscalp.jobs.archive;

import io.cryptoscalp.gateway.archive.ArchiveFile;
import io.cryptoscalp.gateway.archive.ArchivedFrame;
import io.cryptoscalp.gateway.archive.FrameReader;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one instrument and day as frames, in order of offset, each with the partition and
 * offset that it had. Memory: one segment.
 */
public final class SegmentReader implements FrameReader {
  private final List<ArchiveFile> files;
  private int file;
  private int row;
  private @Nullable Segment segment;

  /** Reads files of one instrument and day. */
  public SegmentReader(List<ArchiveFile> files) {
    this.files = new ArrayList<>(files);
    this.files.sort(
        Comparator.comparingInt((ArchiveFile f) -> Segment.partition(f.file()))
            .thenComparingLong(f -> Segment.from(f.file())));
  }

  @Override
  public @Nullable ArchivedFrame next() {
    while (true) {
      Segment open = segment;
      if (open == null) {
        if (file == files.size()) {
          return null;
        }
        open = Segment.read(files.get(file++).file());
        segment = open;
        row = 0;
      }
      if (row < open.records().size()) {
        ArchivedRecord record = open.records().get(row++);
        return new ArchivedFrame(
            new MarketMessage(
                open.venue(),
                open.symbol(),
                record.stream(),
                record.receiveTimeNs(),
                record.payload()),
            open.partition(),
            record.offset(),
            null,
            null);
      }
      segment = null;
    }
  }

  @Override
  public void close() {}
}
