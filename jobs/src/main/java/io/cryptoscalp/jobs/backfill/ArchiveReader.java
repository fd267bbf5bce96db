package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.operators.stream.RawFrame;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads its instruments merged by receive time (then by id), so that what it emits never goes back
 * in time by more than its archives do.
 */
final class ArchiveReader implements SourceReader<RawFrame, ArchiveSplit> {
  private static final long NS_PER_MS = 1_000_000;
  private static final long NS_PER_S = 1_000_000_000L;
  private static final long STAMPED_BEFORE_NS = 60 * NS_PER_S;

  private final ReadOptions options;
  private final ReaderProgress progress;
  private final Consumer<SourceEvent> coordinator;
  private final @Nullable Pace pace;
  private final List<ArchiveSplit> waiting = new ArrayList<>();
  private @Nullable InstrumentCatalogue catalogue;
  private final List<ArchiveSplit> done = new ArrayList<>();
  private final PriorityQueue<HistoryCursor> cursors =
      new PriorityQueue<>(
          (a, b) -> {
            int byTime = Long.compare(a.timeNs(), b.timeNs());
            return byTime != 0 ? byTime : a.id().compareTo(b.id());
          });
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private boolean complete;
  private boolean ended;
  private boolean released;

  /**
   * A reader without splits.
   *
   * @param coordinator told how far it is, where readers keep together
   */
  ArchiveReader(ReadOptions options, int subtask, Consumer<SourceEvent> coordinator)
      throws IOException {
    this.options = options;
    this.coordinator = coordinator;
    this.pace = options.together() ? new Pace() : null;
    this.released = pace == null;
    this.progress = ReaderProgress.of(options.run(), options.told(), subtask);
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<ArchiveSplit> splits) {
    waiting.addAll(splits);
    waiting.sort(
        Comparator.comparingLong(ArchiveReader::startNs).thenComparing(ArchiveSplit::splitId));
  }

  @Override
  public void notifyNoMoreSplits() {
    complete = true;
    available.complete(null);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RawFrame> output) throws Exception {
    if (!complete || isAhead()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    while (isDue()) {
      open(waiting.remove(0));
    }
    HistoryCursor cursor = cursors.poll();
    if (cursor == null) {
      return end();
    }
    RawFrame frame = cursor.take();
    output.collect(frame, frame.receiveTimeNs() / NS_PER_MS);
    progress.frame(frame.receiveTimeNs());
    tellPace(frame.receiveTimeNs());
    if (cursor.peek() != null) {
      cursors.add(cursor);
    } else {
      finish(cursor);
    }
    return InputStatus.MORE_AVAILABLE;
  }

  private boolean isAhead() {
    return pace != null && pace.isAhead();
  }

  private void tellPace(long timeNs) {
    if (pace == null || !pace.passed(timeNs)) {
      return;
    }
    if (pace.isAhead()) {
      available = new CompletableFuture<>();
    }
    coordinator.accept(new PaceEvent(pace.reachedNs(), pace.isAhead()));
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (pace == null || !(event instanceof PaceEvent all)) {
      throw new IllegalArgumentException("not an event of readers that keep together: " + event);
    }
    released = all.timeNs() == PaceEvent.END;
    pace.all(all.timeNs());
    if (ended ? released && !options.hold() : !pace.isAhead()) {
      available.complete(null);
    }
  }

  /** Files are opened when their time has come: an archive of years has more than may be open. */
  private boolean isDue() {
    HistoryCursor next = cursors.peek();
    return !waiting.isEmpty() && (next == null || startNs(waiting.get(0)) <= next.timeNs());
  }

  /** Time of the first file; rows may be stamped a little before it. */
  private static long startNs(ArchiveSplit split) {
    LocalDate day = split.history().units().get(0).from();
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * NS_PER_S - STAMPED_BEFORE_NS;
  }

  private void open(ArchiveSplit split) throws IOException {
    InstrumentCatalogue known = catalogue;
    if (known == null) {
      known = InstrumentsFile.of(options.instrumentsFile()).get();
      catalogue = known;
    }
    Instrument instrument = known.find(split.instrument());
    if (instrument == null) {
      throw new IOException("INSTRUMENT_UNKNOWN: id=" + split.instrument());
    }
    HistoryCursor cursor = new HistoryCursor(split, instrument, options, progress.counters());
    if (cursor.peek() != null) {
      cursors.add(cursor);
    } else {
      finish(cursor);
    }
  }

  private void finish(HistoryCursor cursor) throws IOException {
    done.add(cursor.position());
    cursor.close();
  }

  private InputStatus end() throws IOException {
    if (!ended) {
      ended = true;
      progress.ended();
      if (pace != null) {
        coordinator.accept(new PaceEvent(PaceEvent.END, false));
      }
      available = new CompletableFuture<>();
    }
    return options.hold() || !released ? InputStatus.NOTHING_AVAILABLE : InputStatus.END_OF_INPUT;
  }

  @Override
  public List<ArchiveSplit> snapshotState(long checkpointId) {
    List<ArchiveSplit> splits = new ArrayList<>(waiting);
    splits.addAll(done);
    for (HistoryCursor cursor : cursors) {
      splits.add(cursor.position());
    }
    return splits;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public void close() throws IOException {
    for (HistoryCursor cursor : cursors) {
      cursor.close();
    }
  }
}
