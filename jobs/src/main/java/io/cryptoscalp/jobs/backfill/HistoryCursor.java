package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.gateway.archive.ArchiveFile;
import io.cryptoscalp.gateway.archive.ArchiveType;
import io.cryptoscalp.gateway.archive.ArchiveUnit;
import io.cryptoscalp.gateway.archive.ArchivedFrame;
import io.cryptoscalp.gateway.archive.FileTally;
import io.cryptoscalp.gateway.archive.FrameReader;
import io.cryptoscalp.gateway.archive.MergedUnit;
import io.cryptoscalp.gateway.archive.RecordedUnit;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.jobs.archive.SegmentReader;
import io.cryptoscalp.operators.stream.HistoryParts;
import io.cryptoscalp.operators.stream.RawFrame;
import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands on the next record of one instrument's history. Not thread-safe. */
final class HistoryCursor implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryCursor.class);

  private static final long NS_PER_S = 1_000_000_000L;

  private final ArchiveSplit start;
  private final ReadOptions options;
  private final BackfillProgress progress;
  private final FrameDecoder decoder;
  private final MarketFrame decoded = new MarketFrame();
  private final Deque<RawFrame> tallies = new ArrayDeque<>();
  private int unit;
  private long emitted;
  private @Nullable FrameReader reader;
  private @Nullable RawFrame next;
  private boolean unitEnded;
  private boolean begun;
  private long timeNs;

  /**
   * Goes to where the split stands.
   *
   * @param instrument the split's
   */
  HistoryCursor(
      ArchiveSplit split, Instrument instrument, ReadOptions options, BackfillProgress progress)
      throws IOException {
    this.start = split;
    this.options = options;
    this.progress = progress;
    this.decoder = new FrameDecoder(instrument);
    this.unit = split.unit();
    this.begun = split.part() == null || unit > 0;
    for (int done = 0; done < unit; done++) {
      progress.unit(split.history().units().get(done).bytes());
    }
    next = read();
    while (next != null && unit == split.unit() && emitted < split.emitted()) {
      take();
    }
  }

  /** Key of its frames. */
  String id() {
    return start.splitId();
  }

  /** The record it stands on, null at the end. */
  @Nullable RawFrame peek() {
    return next;
  }

  /** Time of the record it stands on, never going back. */
  long timeNs() {
    return timeNs;
  }

  /** Hands on the record it stands on. */
  RawFrame take() throws IOException {
    RawFrame taken = next;
    if (taken == null) {
      throw new IllegalStateException("at the end of " + start.splitId());
    }
    emitted++;
    next = read();
    return taken;
  }

  /** Where reading goes on with the record it stands on. */
  ArchiveSplit position() {
    return new ArchiveSplit(start.history(), unit, emitted, start.part());
  }

  private @Nullable RawFrame read() throws IOException {
    ArchiveSplit.Part part = start.part();
    if (!begun && part != null) {
      begun = true;
      ArchiveFile first = start.history().units().get(0).files().get(0);
      timeNs = Math.max(1, epochNs(first.from()));
      return HistoryParts.begin(
          id(), first.venue(), first.symbol(), timeNs, part.before(), part.beforeOwn());
    }
    while (unit < start.history().units().size()) {
      RawFrame frame = unitEnded ? null : frame();
      if (frame == null) {
        endUnit();
        frame = tallies.poll();
      }
      if (frame != null) {
        timeNs = Math.max(timeNs, frame.receiveTimeNs());
        return frame;
      }
      progress.unit(start.history().units().get(unit).bytes());
      unit++;
      emitted = 0;
      unitEnded = false;
    }
    return null;
  }

  private void endUnit() throws IOException {
    FrameReader open = reader;
    if (open != null) {
      for (FileTally tally : open.tallies()) {
        if (!start.isWarmUp(unit)) {
          tallies.add(SpecialFrames.file(start.instrument(), tally, timeNs));
        }
      }
      open.close();
      reader = null;
    }
    if (!unitEnded && start.part() != null && unit == start.history().units().size() - 1) {
      ArchiveFile file = start.history().units().get(unit).files().get(0);
      tallies.add(HistoryParts.end(id(), file.venue(), file.symbol(), timeNs));
    }
    unitEnded = true;
  }

  private @Nullable RawFrame frame() throws IOException {
    FrameReader open = reader;
    if (open == null) {
      open = open(start.history().units().get(unit));
      reader = open;
    }
    for (ArchivedFrame frame = open.next(); frame != null; frame = open.next()) {
      long received = frame.message().receiveTimeNs();
      if (received < options.fromNs() || received >= options.toNs()) {
        continue;
      }
      if (frame.isRefused()) {
        if (!start.isWarmUp(unit)) {
          return SpecialFrames.refused(start.instrument(), frame);
        }
      } else if (received < options.cut().fromNs() || !isLive(frame.message())) {
        RawFrame raw = raw(frame);
        if (!start.isWarmUp(unit)) {
          return raw;
        }
        if (!SpecialFrames.isSpecial(raw)) {
          return HistoryParts.warmUp(raw);
        }
      }
    }
    return null;
  }

  private boolean isLive(MarketMessage message) {
    FrameKind kind = FrameKind.ofStream(message.stream());
    byte[] payload = message.payload();
    return kind != null
        && decoder.decode(payload, 0, payload.length, kind, message.receiveTimeNs(), decoded)
            == RejectCode.NONE
        && options.cut().isLive(start.instrument(), decoded);
  }

  private RawFrame raw(ArchivedFrame frame) {
    MarketMessage message = frame.message();
    return new RawFrame(
        start.splitId(),
        message.venue(),
        message.symbol(),
        FrameKind.ofStream(message.stream()),
        message.stream(),
        message.receiveTimeNs(),
        0,
        0,
        frame.file(),
        frame.line(),
        message.payload());
  }

  private static FrameReader open(ArchiveUnit unit) throws IOException {
    ArchiveType type = unit.files().get(0).type();
    return switch (type) {
      case RECORDED_FRAMES -> new RecordedUnit(unit.files().get(0), LOG::warn);
      case OWN_PARQUET -> new SegmentReader(unit.files());
      default -> new MergedUnit(unit.files());
    };
  }

  private static long epochNs(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * NS_PER_S;
  }

  @Override
  public void close() throws IOException {
    FrameReader open = reader;
    if (open != null) {
      open.close();
    }
  }
}
