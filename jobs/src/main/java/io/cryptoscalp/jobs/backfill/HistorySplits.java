package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.archive.ArchiveUnit;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.operators.stream.RawFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What is dealt out to the readers: an instrument's history in one piece, or in parts of some days.
 * Frames of every unit are counted before they are parted, so that the sequence numbers of a part
 * are those of a run in one piece; this is reading without computing and takes a small part of the
 * time of the run.
 */
final class HistorySplits {
  private HistorySplits() {}

  /** Splits of every instrument of the plan. */
  static List<ArchiveSplit> of(BackfillConfig config, ReadOptions read) throws IOException {
    List<ArchiveSplit> splits = new ArrayList<>();
    for (InstrumentHistory history : config.plan().instruments()) {
      if (config.split().isActive() && history.units().size() > 1) {
        splits.addAll(parts(history, config.split(), frames(history, read)));
      } else {
        splits.add(ArchiveSplit.start(history));
      }
    }
    return splits;
  }

  /**
   * Parts of a history.
   *
   * @param frames frames of each unit
   */
  static List<ArchiveSplit> parts(InstrumentHistory history, DaySplit split, long[] frames) {
    List<ArchiveUnit> units = history.units();
    List<ArchiveSplit> parts = new ArrayList<>();
    for (int own = 0; own < units.size(); own += split.days()) {
      int end = Math.min(units.size(), own + split.days());
      int start = Math.max(0, own - split.warmUp());
      InstrumentHistory part =
          new InstrumentHistory(
              history.instrument(), List.copyOf(units.subList(start, end)), Map.of());
      parts.add(
          new ArchiveSplit(
              part,
              0,
              0,
              new ArchiveSplit.Part(
                  units.get(own).from().toString(),
                  own - start,
                  sum(frames, start),
                  sum(frames, own))));
    }
    return parts;
  }

  private static long sum(long[] frames, int units) {
    long sum = 0;
    for (int i = 0; i < units; i++) {
      sum += frames[i];
    }
    return sum;
  }

  private static long[] frames(InstrumentHistory history, ReadOptions read) throws IOException {
    InstrumentCatalogue catalogue = InstrumentsFile.of(read.instrumentsFile()).get();
    Instrument instrument = catalogue.find(history.instrument());
    if (instrument == null) {
      throw new IOException("INSTRUMENT_UNKNOWN: id=" + history.instrument());
    }
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (ArchiveUnit unit : history.units()) {
        InstrumentHistory alone =
            new InstrumentHistory(history.instrument(), List.of(unit), Map.of());
        counts.add(pool.submit(() -> count(alone, instrument, read)));
      }
      long[] frames = new long[counts.size()];
      for (int i = 0; i < frames.length; i++) {
        frames[i] = counts.get(i).get();
      }
      return frames;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static long count(InstrumentHistory unit, Instrument instrument, ReadOptions read)
      throws IOException {
    long frames = 0;
    try (HistoryCursor cursor =
        new HistoryCursor(ArchiveSplit.start(unit), instrument, read, BackfillProgress.unseen())) {
      while (cursor.peek() != null) {
        RawFrame frame = cursor.take();
        if (!SpecialFrames.isSpecial(frame)) {
          frames++;
        }
      }
    }
    return frames;
  }
}
