package io.cryptoscalp.jobs.backfill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far the readers of a run are: what is shown, and when a run that is held has come to its end.
 */
public final class BackfillProgress {
  private static final ConcurrentHashMap<String, BackfillProgress> RUNS = new ConcurrentHashMap<>();

  private final LongAdder frames = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder units = new LongAdder();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong reachedNs = new AtomicLong();

  private BackfillProgress() {}

  /** That of a run; one that has read nothing when there is none. */
  public static BackfillProgress of(String run) {
    return RUNS.computeIfAbsent(run, name -> new BackfillProgress());
  }

  /** One that nobody looks at. */
  static BackfillProgress unseen() {
    return new BackfillProgress();
  }

  /** Begins a run anew; who watches it sees it begin. */
  public static void forget(String run) {
    of(run).reset();
  }

  /**
   * Takes what the workers of a run have told in a folder for where it is.
   *
   * @throws IOException when a file there cannot be read
   */
  public static void gather(String run, Path folder) throws IOException {
    ProgressFile.read(folder, of(run));
  }

  void reset() {
    frames.reset();
    bytes.reset();
    units.reset();
    ended.set(0);
    reachedNs.set(0);
  }

  /** All of it, for {@link #add} of another process. */
  String line() {
    return frames() + " " + bytes() + " " + units() + " " + endedReaders() + " " + reachedNs();
  }

  /** Adds what another process has told. */
  void add(String line) {
    String[] parts = line.split(" ", -1);
    frames.add(Long.parseLong(parts[0]));
    bytes.add(Long.parseLong(parts[1]));
    units.add(Long.parseLong(parts[2]));
    ended.addAndGet(Long.parseLong(parts[3]));
    reachedNs.accumulateAndGet(Long.parseLong(parts[4]), Math::max);
  }

  void frame(long timeNs) {
    frames.increment();
    if (timeNs > reachedNs.get()) {
      reachedNs.accumulateAndGet(timeNs, Math::max);
    }
  }

  void unit(long size) {
    units.increment();
    bytes.add(size);
  }

  void readerEnded() {
    ended.incrementAndGet();
  }

  /** Frames handed on in this process. */
  public long frames() {
    return frames.sum();
  }

  /** Bytes of the instrument-days done, those of an earlier process among them. */
  public long bytes() {
    return bytes.sum();
  }

  /** Instrument-days done, those of an earlier process among them. */
  public long units() {
    return units.sum();
  }

  /** Readers that have come to their end. */
  public long endedReaders() {
    return ended.get();
  }

  /** Newest receive time. */
  public long reachedNs() {
    return reachedNs.get();
  }
}
