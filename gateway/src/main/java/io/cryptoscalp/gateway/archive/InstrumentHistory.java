package io.cryptoscalp.gateway.archive;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What an archive holds of one instrument, in order of time.
 *
 * @param instrument id of the catalogue
 * @param units one after the other, without overlap
 * @param missing days of the span asked for that a type's files do not cover, by type
 */
public record InstrumentHistory(
    String instrument, List<ArchiveUnit> units, Map<String, List<LocalDate>> missing)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bytes of all files. */
  public long bytes() {
    return units.stream().mapToLong(ArchiveUnit::bytes).sum();
  }

  /** Number of files. */
  public int files() {
    return units.stream().mapToInt(unit -> unit.files().size()).sum();
  }

  /** Rows to expect, from the sizes alone. */
  public long estimatedRows() {
    long rows = 0;
    for (ArchiveUnit unit : units) {
      for (ArchiveFile file : unit.files()) {
        rows += file.estimatedRows();
      }
    }
    return rows;
  }
}
