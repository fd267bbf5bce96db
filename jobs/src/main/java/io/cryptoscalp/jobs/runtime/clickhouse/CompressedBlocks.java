package io.cryptoscalp.jobs.runtime.clickhouse;

import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FastDecompressor;

/**
 * ClickHouse's framing of compressed data, used on HTTP for {@code compress=1} and {@code
 * decompress=1}.
 *
 * <p>A block is a 16-byte CityHash128 (version 1.0.2) of all that follows, one method byte (0x82
 * LZ4, 0x02 stored), the size of header and data after the checksum and the size of the data when
 * decompressed, both 32-bit little endian, then the data.
 */
final class CompressedBlocks {
  private static final int CHECKSUM = 16;
  private static final int HEADER = 9;
  private static final byte LZ4 = (byte) 0x82;
  private static final byte STORED = 0x02;
  private static final int BLOCK = 1 << 16;
  // The server's own bound on a block; a larger number in a header is damage, not data.
  private static final int MAX_BLOCK = 1 << 30;

  private CompressedBlocks() {}

  /** An output that writes LZ4 blocks of up to 64 KiB of data; closing it closes the target. */
  static OutputStream compress(OutputStream target) {
    return new Writer(target);
  }

  /** An input that checks and decompresses blocks; damage is an {@link IOException}. */
  static InputStream decompress(InputStream source) {
    return new Reader(source);
  }

  private static final class Writer extends FilterOutputStream {
    private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
    private final byte[] data = new byte[BLOCK];
    private final byte[] block =
        new byte[CHECKSUM + HEADER + compressor.maxCompressedLength(BLOCK)];
    private int filled;
    private boolean closed;

    Writer(OutputStream target) {
      super(target);
    }

    @Override
    public void write(int b) throws IOException {
      if (filled == BLOCK) {
        writeBlock();
      }
      data[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int from = offset;
      int left = length;
      while (left > 0) {
        if (filled == BLOCK) {
          writeBlock();
        }
        int part = Math.min(left, BLOCK - filled);
        System.arraycopy(bytes, from, data, filled, part);
        filled += part;
        from += part;
        left -= part;
      }
    }

    private void writeBlock() throws IOException {
      int size = compressor.compress(data, 0, filled, block, CHECKSUM + HEADER);
      ByteBuffer header = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
      header.put(CHECKSUM, LZ4);
      header.putInt(CHECKSUM + 1, HEADER + size);
      header.putInt(CHECKSUM + 5, filled);
      long[] hash = CityHash.hash128(block, CHECKSUM, HEADER + size);
      header.putLong(0, hash[0]);
      header.putLong(8, hash[1]);
      out.write(block, 0, CHECKSUM + HEADER + size);
      filled = 0;
    }

    @Override
    public void flush() throws IOException {
      if (filled > 0) {
        writeBlock();
      }
      out.flush();
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        flush();
        out.close();
      }
    }
  }

  private static final class Reader extends InputStream {
    private final LZ4FastDecompressor decompressor =
        LZ4Factory.fastestInstance().fastDecompressor();
    private final InputStream source;
    private byte[] data = new byte[0];
    private int position;
    private int limit;

    Reader(InputStream source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      return fill() ? data[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int part = Math.min(length, limit - position);
      System.arraycopy(data, position, target, offset, part);
      position += part;
      return part;
    }

    @Override
    public void close() throws IOException {
      source.close();
    }

    private boolean fill() throws IOException {
      while (position == limit) {
        byte[] head = source.readNBytes(CHECKSUM + HEADER);
        if (head.length == 0) {
          return false;
        }
        if (head.length < CHECKSUM + HEADER) {
          throw new EOFException("compressed block cut off in its header");
        }
        readBlock(head);
      }
      return true;
    }

    private void readBlock(byte[] head) throws IOException {
      ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
      int compressed = header.getInt(CHECKSUM + 1) - HEADER;
      int plain = header.getInt(CHECKSUM + 5);
      if (compressed < 0 || compressed > MAX_BLOCK || plain < 0 || plain > MAX_BLOCK) {
        throw new IOException("compressed block with impossible sizes");
      }
      byte[] block = Arrays.copyOf(head, CHECKSUM + HEADER + compressed);
      if (source.readNBytes(block, CHECKSUM + HEADER, compressed) < compressed) {
        throw new EOFException("compressed block cut off in its data");
      }
      long[] hash = CityHash.hash128(block, CHECKSUM, HEADER + compressed);
      if (hash[0] != header.getLong(0) || hash[1] != header.getLong(8)) {
        throw new IOException("checksum of a compressed block does not match");
      }
      data = new byte[plain];
      byte method = head[CHECKSUM];
      if (method == LZ4) {
        try {
          decompressor.decompress(block, CHECKSUM + HEADER, data, 0, plain);
        } catch (LZ4Exception e) {
          throw new IOException("compressed block is damaged", e);
        }
      } else if (method == STORED && plain == compressed) {
        System.arraycopy(block, CHECKSUM + HEADER, data, 0, plain);
      } else {
        throw new IOException("compression method 0x" + Integer.toHexString(method & 0xff));
      }
      position = 0;
      limit = plain;
    }
  }
}
