package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.instrument.Venue;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.CRC32;

/**
 * One file of an archive.
 *
 * @param path where it lies
 * @param name path relative to the input, with forward slashes: its name in reports and tables
 * @param type what it holds
 * @param venue product line
 * @param symbol the venue's symbol, upper case
 * @param interval of candles ({@code 1m}), else empty
 * @param from first day, UTC
 * @param to day behind the last
 * @param bytes size on disk
 */
public record ArchiveFile(
    String path,
    String name,
    ArchiveType type,
    Venue venue,
    String symbol,
    String interval,
    LocalDate from,
    LocalDate to,
    long bytes)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int OUTSIDE_KAFKA = 1 << 30;

  /** Zipped and gzipped rows shrink to about this part of their size. */
  private static final double PACKED = 0.22;

  /** Where it lies. */
  public Path file() {
    return Path.of(path);
  }

  /**
   * Stands for the file where a Kafka partition stands for live frames: made of the name, so that
   * it is the same in every run, and at least 2^30, so that it is never a partition's.
   */
  public int number() {
    return number(name);
  }

  static int number(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() & (OUTSIDE_KAFKA - 1)) | OUTSIDE_KAFKA;
  }

  /** Rows to expect, from the size alone. */
  public long estimatedRows() {
    // Bytes of recorded frames are those of their payloads.
    boolean packed = !path.endsWith(".csv") && type != ArchiveType.RECORDED_FRAMES;
    return Math.max(1, Math.round(bytes / (packed ? PACKED : 1.0) / type.rowBytes()));
  }
}
