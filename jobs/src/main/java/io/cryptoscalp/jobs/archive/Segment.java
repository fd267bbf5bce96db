package io.cryptoscalp.jobs.archive;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.models.parquet.ParquetColumn;
import io.cryptoscalp.models.parquet.ParquetTable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file: records of one instrument, day and partition, in order of offset. Payloads are texts of
 * one character a byte (ISO 8859-1), so that any bytes come back as they were.
 */
final class Segment {
  private static final Pattern NAME = Pattern.compile("p(\\d{5})-(\\d{19})-(\\d{19})\\.parquet");
  private static final String VENUE = "venue";
  private static final String SYMBOL = "symbol";
  private static final String PARTITION = "partition";

  private final Venue venue;
  private final String symbol;
  private final int partition;
  private final List<ArchivedRecord> records;

  Segment(Venue venue, String symbol, int partition, List<ArchivedRecord> records) {
    this.venue = venue;
    this.symbol = symbol;
    this.partition = partition;
    this.records = records;
  }

  Venue venue() {
    return venue;
  }

  String symbol() {
    return symbol;
  }

  int partition() {
    return partition;
  }

  List<ArchivedRecord> records() {
    return records;
  }

  /** Name of the file that covers offsets of a partition. */
  static String name(int partition, long from, long to) {
    return String.format(Locale.ROOT, "p%05d-%019d-%019d.parquet", partition, from, to);
  }

  /** First offset that a file's name says, -1 when it is no segment's. */
  static long from(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Long.parseLong(name.group(2)) : -1;
  }

  /** Partition that a file's name says, -1 when it is no segment's. */
  static int partition(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Integer.parseInt(name.group(1)) : -1;
  }

  /** Writes the file; it has its name only when it is whole and on the disk. */
  void write(Path file) throws IOException {
    int rows = records.size();
    long[] offsets = new long[rows];
    long[] received = new long[rows];
    String[] streams = new String[rows];
    String[] payloads = new String[rows];
    for (int i = 0; i < rows; i++) {
      ArchivedRecord record = records.get(i);
      offsets[i] = record.offset();
      received[i] = record.receiveTimeNs();
      streams[i] = record.stream();
      payloads[i] = new String(record.payload(), StandardCharsets.ISO_8859_1);
    }
    Map<String, String> metadata =
        Map.of(
            "format",
            "cryptoscalp-frames-1",
            VENUE,
            venue.id(),
            SYMBOL,
            symbol,
            PARTITION,
            Integer.toString(partition),
            "fromOffset",
            Long.toString(offsets[0]),
            "toOffset",
            Long.toString(offsets[rows - 1] + 1));
    List<ParquetColumn> columns = new ArrayList<>();
    columns.add(new ParquetColumn.Longs("offset", offsets));
    columns.add(new ParquetColumn.Longs("receive_time_ns", received));
    columns.add(new ParquetColumn.Texts("stream", streams));
    columns.add(new ParquetColumn.Texts("payload", payloads));
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    new ParquetTable(metadata, columns).write(part);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads a file back. */
  static Segment read(Path file) {
    ParquetTable table = ParquetTable.read(file);
    long[] offsets = table.column("offset", ParquetColumn.Longs.class).values();
    long[] received = table.column("receive_time_ns", ParquetColumn.Longs.class).values();
    String[] streams = table.column("stream", ParquetColumn.Texts.class).values();
    String[] payloads = table.column("payload", ParquetColumn.Texts.class).values();
    List<ArchivedRecord> records = new ArrayList<>(offsets.length);
    for (int i = 0; i < offsets.length; i++) {
      records.add(
          new ArchivedRecord(
              offsets[i],
              received[i],
              streams[i],
              payloads[i].getBytes(StandardCharsets.ISO_8859_1)));
    }
    Map<String, String> metadata = table.metadata();
    return new Segment(
        Venue.ofId(String.valueOf(metadata.get(VENUE))),
        String.valueOf(metadata.get(SYMBOL)),
        Integer.parseInt(String.valueOf(metadata.get(PARTITION))),
        records);
  }
}
