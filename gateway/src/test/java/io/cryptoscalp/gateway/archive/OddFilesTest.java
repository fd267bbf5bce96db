package io.cryptoscalp.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.Venue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not quite what they should be: what is read of them, and what is told. */
final class OddFilesTest {
  private static final long DAY_MS = 1_704_067_200_000L; // 2024-01-01
  private static final String TRADES =
      "data/futures/um/daily/trades/BTCUSDT/BTCUSDT-trades-2024-01-01";

  @TempDir private Path root;

  private List<String> found = List.of();
  private @Nullable FileTally tally;

  private static String row(long id, String price, String time) {
    return id + "," + price + ",0.5,1," + time + ",true\n";
  }

  private static String row(long id) {
    return row(id, "42000.1", Long.toString(DAY_MS + id));
  }

  private FileTally tally() {
    return Objects.requireNonNull(tally);
  }

  /** Times of messages in ns behind the day's start, or codes of what was refused. */
  private void read() throws IOException {
    found = new ArrayList<>();
    try (MergedUnit unit = new MergedUnit(ArchiveNames.find(root, false, Venue.BINANCE_USDM))) {
      for (ArchivedFrame frame = unit.next(); frame != null; frame = unit.next()) {
        found.add(
            frame.isRefused()
                ? String.valueOf(frame.code())
                : Long.toString(frame.message().receiveTimeNs() - DAY_MS * 1_000_000));
      }
      tally = unit.tallies().get(0);
    }
  }

  private void bytes(String suffix, byte[] content) throws IOException {
    Path file = root.resolve(TRADES + suffix);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] zip(String... contents) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < contents.length; i++) {
        zip.putNextEntry(new ZipEntry("part" + i + (contents[i].isEmpty() ? ".txt" : ".csv")));
        zip.write(contents[i].getBytes(StandardCharsets.US_ASCII));
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  @Test
  void aSecondFileOfRowsInAZipIsToldAndAnyOtherFileIsNot() throws IOException {
    bytes(".zip", zip("", row(1), ""));
    read();
    assertThat(found).containsExactly("1000000");
    assertThat(tally().damage()).isNull();

    bytes(".zip", zip(row(1), "", row(2)));
    read();
    assertThat(found).containsExactly("1000000", "FILE_DAMAGED");
    assertThat(tally().damage()).isEqualTo("zip with a second file of rows");
  }

  @Test
  void bytesBehindAGzipAreNoRowsAndASecondMemberIs() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int id = 1; id <= 2; id++) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(row(id).getBytes(StandardCharsets.US_ASCII));
      }
    }
    out.write("no gzip at all".getBytes(StandardCharsets.US_ASCII));
    bytes(".csv.gz", out.toByteArray());
    read();
    assertThat(found).containsExactly("1000000", "2000000");
    assertThat(tally().damage()).isNull();
  }

  @Test
  void columnsInAnotherOrderAreFoundByTheirNamesAndAHeaderInTheMiddleIsRefused()
      throws IOException {
    String header = "time,is_buyer_maker,id,qty,quote_qty,price\n";
    String other = DAY_MS + 7 + ",true,1,0.5,1,42000.1\n";
    bytes(".csv", ("\ufeff" + header + other + header).getBytes(StandardCharsets.UTF_8));
    read();
    assertThat(found).containsExactly("7000000", "NUMBER_INVALID");
  }

  @Test
  void liquidationsThatAFileHasTwiceCountOnce() throws IOException {
    String one = DAY_MS + 1 + ",SELL,LIMIT,IOC,0.031,41800.5,41900,FILLED,0.031,0.031\n";
    String other = DAY_MS + 2 + ",SELL,LIMIT,IOC,0.031,41800.5,41900,FILLED,0.031,0.031\n";
    ArchiveFiles.write(
        root,
        "data/futures/um/daily/liquidationSnapshot/BTCUSDT/BTCUSDT-liquidationSnapshot-2024-01-01"
            + ".csv",
        one + one + other + one);
    read();
    assertThat(found).containsExactly("1000000", "2000000");
    assertThat(tally().duplicates()).isEqualTo(2);
    assertThat(tally().rows()).isEqualTo(4);
  }

  @Test
  void timesAreSecondsToNanosecondsByTheirDigits() throws IOException {
    bytes(
        ".csv",
        (row(1, "1", "1704067200")
                + row(2, "1", "1704067200001")
                + row(3, "1", "1704067200001002")
                + row(4, "1", "1704067200001002003")
                + row(5, "1", "9999999999999999999")
                + row(6, "1", "17040672000010"))
            .getBytes(StandardCharsets.US_ASCII));
    read();
    assertThat(found)
        .containsExactly(
            "0", "1000000", "1002000", "1002003", "TIME_OUT_OF_RANGE", "TIME_OUT_OF_RANGE");
  }

  @Test
  void aLineOfTenMegabytesIsOneRefusedRowThatIsKeptInPart() throws IOException {
    String text = row(1) + "7".repeat(10_000_000) + "\n" + row(2) + "8".repeat(3_000_000);
    bytes(".csv", text.getBytes(StandardCharsets.US_ASCII));
    read();
    assertThat(found).containsExactly("1000000", "ROW_TOO_LONG", "2000000", "ROW_TOO_LONG");
    assertThat(tally().rows()).isEqualTo(4);
    try (MergedUnit unit = new MergedUnit(ArchiveNames.find(root, false, Venue.BINANCE_USDM))) {
      assertThat(ArchiveFiles.all(unit))
          .allSatisfy(
              frame ->
                  assertThat(frame.message().payload()).hasSizeLessThan(CsvReader.MAX_ROW + 1));
    }
  }
}
