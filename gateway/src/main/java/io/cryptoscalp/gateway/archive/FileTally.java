package io.cryptoscalp.gateway.archive;

import org.jspecify.annotations.Nullable;

/** What was found in one file: the ground of a validation report. Not thread-safe. */
public final class FileTally {
  private final ArchiveFile file;
  private long rows;
  private long frames;
  private long refused;
  private long duplicates;
  private long gaps;
  private long missing;
  private long backwards;
  private long firstTimeNs;
  private long lastTimeNs;
  private long lastId = -1;
  private @Nullable String damage;

  FileTally(ArchiveFile file) {
    this.file = file;
  }

  void row() {
    rows++;
  }

  void refuse() {
    refused++;
  }

  void damaged(String cause) {
    damage = cause;
  }

  void frame(long timeNs) {
    frames++;
    if (firstTimeNs == 0) {
      firstTimeNs = timeNs;
    }
    if (timeNs < lastTimeNs) {
      backwards++;
    }
    lastTimeNs = Math.max(lastTimeNs, timeNs);
  }

  /** A row without a number that one before it was equal to. */
  void duplicate() {
    duplicates++;
  }

  /** Numbers that a row covers; a row that covers none of its own is a repetition. */
  void ids(long from, long to) {
    if (lastId >= 0 && from <= lastId) {
      duplicates++;
    } else if (lastId >= 0 && from > lastId + 1) {
      gaps++;
      missing += from - lastId - 1;
    }
    lastId = Math.max(lastId, to);
  }

  /** The file. */
  public ArchiveFile file() {
    return file;
  }

  /** Rows read, refused ones among them, the header not. */
  public long rows() {
    return rows;
  }

  /** Messages made. */
  public long frames() {
    return frames;
  }

  /** Rows that could not be read. */
  public long refused() {
    return refused;
  }

  /** Rows whose number was not above those before, or that were equal to one before. */
  public long duplicates() {
    return duplicates;
  }

  /** Holes in the numbers. */
  public long gaps() {
    return gaps;
  }

  /** Numbers in the holes. */
  public long missing() {
    return missing;
  }

  /** Messages earlier than one before them. */
  public long backwards() {
    return backwards;
  }

  /** Time of the first message, 0 without one. */
  public long firstTimeNs() {
    return firstTimeNs;
  }

  /** Newest time of a message, 0 without one. */
  public long lastTimeNs() {
    return lastTimeNs;
  }

  /** What is wrong with the file as a whole, null when nothing is. */
  public @Nullable String damage() {
    return damage;
  }
}
