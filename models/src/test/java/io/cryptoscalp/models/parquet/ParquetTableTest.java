package io.cryptoscalp.models.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.snappy.SnappyCompressor;
import io.cryptoscalp.models.ModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableTest {
  @TempDir private Path folder = Path.of("");

  private static ParquetTable table(int rows) {
    Random random = new Random(rows);
    float[] floats = new float[rows];
    double[] doubles = new double[rows];
    long[] longs = new long[rows];
    int[] integers = new int[rows];
    boolean[] flags = new boolean[rows];
    String[] texts = new String[rows];
    for (int i = 0; i < rows; i++) {
      floats[i] = random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian();
      doubles[i] = random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian();
      longs[i] = random.nextLong();
      integers[i] = random.nextInt();
      flags[i] = random.nextBoolean();
      texts[i] = "Ω" + random.nextInt(5);
    }
    return new ParquetTable(
        Map.of("made", "of", "two", "texts"),
        List.of(
            new ParquetColumn.Floats("f", floats),
            new ParquetColumn.Doubles("d", doubles),
            new ParquetColumn.Longs("l", longs),
            new ParquetColumn.Integers("i", integers),
            new ParquetColumn.Flags("b", flags),
            new ParquetColumn.Texts("t", texts)));
  }

  @Test
  void whatWasWrittenIsReadAndEqualTablesGiveEqualBytes() throws IOException {
    for (int rows : new int[] {0, 1, 70_000}) {
      ParquetTable table = table(rows);
      Path file = folder.resolve("a.parquet");
      table.write(file);
      table.write(folder.resolve("b.parquet"));
      assertThat(folder.resolve("b.parquet")).hasSameBinaryContentAs(file);
      ParquetTable read = ParquetTable.read(file);
      assertThat(read.rows()).isEqualTo(rows);
      assertThat(read.metadata()).containsEntry("made", "of").containsEntry("two", "texts");
      for (ParquetColumn column : table.columns()) {
        ParquetColumn same = read.column(column.name(), column.getClass());
        assertThat(Arrays.deepEquals(values(same), values(column))).isTrue();
      }
    }
  }

  /** The array of a column, NaN being equal to NaN. */
  private static Object[] values(ParquetColumn column) {
    if (column instanceof ParquetColumn.Floats floats) {
      return new Object[] {floats.values()};
    }
    if (column instanceof ParquetColumn.Doubles doubles) {
      return new Object[] {doubles.values()};
    }
    if (column instanceof ParquetColumn.Longs longs) {
      return new Object[] {longs.values()};
    }
    if (column instanceof ParquetColumn.Integers integers) {
      return new Object[] {integers.values()};
    }
    return column instanceof ParquetColumn.Flags flags
        ? new Object[] {flags.values()}
        : ((ParquetColumn.Texts) column).values();
  }

  @Test
  void damagedFilesAndWrongColumnsAreRefused() throws IOException {
    Path file = folder.resolve("a.parquet");
    table(5000).write(file);
    byte[] bytes = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> ParquetTable.read(cut))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("PARQUET_UNREADABLE");
    assertThatThrownBy(() -> ParquetTable.read(folder.resolve("none")))
        .hasMessageContaining("PARQUET_UNREADABLE");
    ParquetTable table = ParquetTable.read(file);
    assertThatThrownBy(() -> table.column("f", ParquetColumn.Doubles.class))
        .hasMessageContaining("PARQUET_COLUMN_MISSING");
    assertThatThrownBy(
            () ->
                new ParquetTable(
                    Map.of(),
                    List.of(
                        new ParquetColumn.Floats("a", new float[1]),
                        new ParquetColumn.Floats("b", new float[2]))))
        .hasMessageContaining("PARQUET_INVALID");
  }

  @Test
  void pagesThatOthersCompressedAreRead() throws IOException {
    byte[] plain =
        "what others write ".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    }
    SnappyCompressor compressor = new SnappyCompressor();
    byte[] snappy = new byte[compressor.maxCompressedLength(plain.length)];
    int length = compressor.compress(plain, 0, plain.length, snappy, 0, snappy.length);
    assertThat(plain(CompressionCodecName.GZIP, zipped.toByteArray(), plain.length))
        .containsExactly(plain);
    assertThat(plain(CompressionCodecName.SNAPPY, Arrays.copyOf(snappy, length), plain.length))
        .containsExactly(plain);
    assertThatThrownBy(() -> plain(CompressionCodecName.BROTLI, plain, 1))
        .hasMessageContaining("PARQUET_CODEC_UNKNOWN");
  }

  private static byte[] plain(CompressionCodecName codec, byte[] bytes, int size)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ParquetCodecs()
        .getDecompressor(codec)
        .decompress(BytesInput.from(bytes), size)
        .writeAllTo(out);
    return out.toByteArray();
  }
}
