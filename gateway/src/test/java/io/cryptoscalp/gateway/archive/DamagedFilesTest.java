package io.cryptoscalp.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.Venue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a file is said by a code, and what can be read of it is read. */
final class DamagedFilesTest {
  private static final long DAY_MS = 1_704_067_200_000L; // 2024-01-01
  private static final String HEADER = "id,price,qty,quote_qty,time,is_buyer_maker";

  @TempDir private Path root;

  private record Read(long frames, List<String> codes, String damage) {}

  private Read read(String ending, byte[] content) throws IOException {
    Path folder = Files.createDirectories(root.resolve("data/futures/um/daily/trades/BTCUSDT"));
    Path file = folder.resolve("BTCUSDT-trades-2024-01-01" + ending);
    Files.write(file, content);
    List<ArchiveFile> files = ArchiveNames.find(root, false, Venue.BINANCE_USDM);
    try (MergedUnit unit = new MergedUnit(files)) {
      List<ArchivedFrame> all = ArchiveFiles.all(unit);
      String damage = unit.tallies().get(0).damage();
      return new Read(
          all.stream().filter(frame -> !frame.isRefused()).count(),
          all.stream()
              .filter(ArchivedFrame::isRefused)
              .map(frame -> String.valueOf(frame.code()))
              .toList(),
          damage == null ? "" : damage);
    } finally {
      Files.delete(file);
    }
  }

  private static byte[] rows(int count, String more) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i).append(",42000.1,0.5,0,").append(DAY_MS + i).append(",true").append(more);
      text.append('\n');
    }
    return bytes(text.toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[]... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.write(part);
    }
    return out.toByteArray();
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("README.txt"));
      zip.write(bytes("not rows\n"));
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return out.toByteArray();
  }

  @Test
  void whatIsNoTextIsDamaged() throws IOException {
    byte[] noise = new byte[3000];
    new Random(1).nextBytes(noise);
    noise[0] = 'a';

    assertThat(read(".csv", noise)).isEqualTo(new Read(0, List.of("FILE_DAMAGED"), "no text"));
    Read zip = read(".zip", join(new byte[] {'P', 'K', 3, 4}, noise));
    assertThat(zip.codes()).containsExactly("FILE_DAMAGED");
    assertThat(zip.damage()).isNotEmpty().isNotEqualTo("null");
  }

  @Test
  void rowsBeforeTheEndOfACutFileCount() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(rows(5000, ""));
    }
    byte[] cut = Arrays.copyOf(out.toByteArray(), out.size() / 2);

    Read read = read(".csv.gz", cut);

    assertThat(read.frames()).isBetween(1000L, 4999L);
    assertThat(read.codes()).contains("FILE_DAMAGED");
    assertThat(read.damage()).isNotEmpty();
  }

  @Test
  void rowsAreFoundBesideAnotherFileInTheZip() throws IOException {
    byte[] found = zip("BTCUSDT-trades-2024-01-01.csv", rows(3, ""));
    assertThat(read(".zip", found)).isEqualTo(new Read(3, List.of(), ""));

    Read none = read(".zip", zip("other.txt", rows(3, "")));
    assertThat(none.damage()).isEqualTo("zip without a file of rows");
  }

  @Test
  void aMarkBeforeTheHeaderDoesNotHideIt() throws IOException {
    byte[] marked = join(bytes("\ufeff" + HEADER + "\n"), rows(3, ""));
    assertThat(read(".csv", marked)).isEqualTo(new Read(3, List.of(), ""));
  }

  @Test
  void columnsThatNobodyKnowsAreToldOnce() throws IOException {
    byte[] named = join(bytes(HEADER + ",colour\n"), rows(3, ",red"));
    assertThat(read(".csv", named)).isEqualTo(new Read(3, List.of("COLUMN_UNKNOWN"), ""));
    assertThat(read(".csv", rows(3, ",true,red")))
        .isEqualTo(new Read(3, List.of("COLUMN_UNKNOWN"), ""));
  }

  @Test
  void aMissingColumnEndsTheFile() throws IOException {
    byte[] other = join(bytes("id,cost,size,quote_qty,time,is_buyer_maker\n"), rows(3, ""));
    assertThat(read(".csv", other))
        .isEqualTo(new Read(0, List.of("COLUMN_MISSING"), "column price is missing"));
  }

  @Test
  void emptyFilesAndLongRowsStopNothing() throws IOException {
    assertThat(read(".csv", new byte[0])).isEqualTo(new Read(0, List.of("FILE_DAMAGED"), "empty"));
    assertThat(read(".csv", bytes(HEADER + "\n"))).isEqualTo(new Read(0, List.of(), ""));
    byte[] long1 = join(rows(2, ""), bytes("9".repeat(5_000_000) + "\n"), rows(2, ""));
    assertThat(read(".csv", long1)).isEqualTo(new Read(4, List.of("ROW_TOO_LONG"), ""));
  }
}
