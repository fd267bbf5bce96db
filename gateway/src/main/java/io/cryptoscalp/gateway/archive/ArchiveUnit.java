package io.cryptoscalp.gateway.archive;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * The files of one instrument that are merged with each other: those of a day, or of all days that
 * a monthly file spans.
 *
 * @param from first day, UTC
 * @param to day behind the last
 * @param files at least one, sorted by name
 */
public record ArchiveUnit(LocalDate from, LocalDate to, List<ArchiveFile> files)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bytes of all files. */
  public long bytes() {
    return files.stream().mapToLong(ArchiveFile::bytes).sum();
  }
}
