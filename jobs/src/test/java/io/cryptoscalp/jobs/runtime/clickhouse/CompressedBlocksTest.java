package io.cryptoscalp.jobs.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.internal.ClickHouseLZ4InputStream;
import com.clickhouse.client.api.internal.ClickHouseLZ4OutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Do blocks read and write as the official client's do, and is damage found? */
class CompressedBlocksTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 65_536, 65_537, 300_000})
  void theClientReadsWhatIsWritten(int size) throws IOException {
    byte[] data = data(size);
    byte[] compressed = compressed(data);
    try (ClickHouseLZ4InputStream client =
        new ClickHouseLZ4InputStream(
            new ByteArrayInputStream(compressed),
            LZ4Factory.fastestInstance().fastDecompressor(),
            1 << 16)) {
      assertThat(client.readAllBytes()).isEqualTo(data);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 65_536, 300_000})
  void readsWhatTheClientWrites(int size) throws IOException {
    byte[] data = data(size);
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (OutputStream client =
        new ClickHouseLZ4OutputStream(
            target, LZ4Factory.fastestInstance().fastCompressor(), 1 << 16)) {
      client.write(data);
    }
    assertThat(decompressed(target.toByteArray())).isEqualTo(data);
  }

  @Test
  void everyFlippedByteIsFound() throws IOException {
    byte[] compressed = compressed(data(200));
    for (int i = 0; i < compressed.length; i++) {
      byte[] damaged = compressed.clone();
      damaged[i] ^= 0x40;
      assertThatThrownBy(() -> decompressed(damaged)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aCutBlockIsFoundAtEveryPlace() throws IOException {
    byte[] compressed = compressed(data(200));
    for (int length = 1; length < compressed.length; length++) {
      byte[] cut = Arrays.copyOf(compressed, length);
      assertThatThrownBy(() -> decompressed(cut)).isInstanceOf(EOFException.class);
    }
  }

  private static byte[] data(int size) {
    Random random = new Random(size);
    byte[] data = new byte[size];
    for (int i = 0; i < size; i++) {
      data[i] = (byte) ("BTCUSDT,".charAt(i % 8) + (random.nextInt(10) == 0 ? 1 : 0));
    }
    return data;
  }

  private static byte[] compressed(byte[] data) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (OutputStream blocks = CompressedBlocks.compress(target)) {
      blocks.write(data);
    }
    return target.toByteArray();
  }

  private static byte[] decompressed(byte[] blocks) throws IOException {
    return CompressedBlocks.decompress(new ByteArrayInputStream(blocks)).readAllBytes();
  }
}
