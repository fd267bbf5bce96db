package io.cryptoscalp.models.parquet;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.cryptoscalp.models.ModelException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compression of pages without Hadoop's codecs: Zstandard is written; Zstandard, Snappy, gzip and
 * plain pages are read.
 */
final class ParquetCodecs implements CompressionCodecFactory {
  private static final int LEVEL = 3;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.ZSTD && codec != CompressionCodecName.UNCOMPRESSED) {
      throw unknown(codec);
    }
    return new Compressor(codec);
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED, ZSTD, SNAPPY, GZIP -> new Decompressor(codec);
      default -> throw unknown(codec);
    };
  }

  @Override
  public void release() {
    // nothing is held
  }

  private static ModelException unknown(CompressionCodecName codec) {
    return new ModelException("PARQUET_CODEC_UNKNOWN", "codec=" + codec);
  }

  private static byte[] array(BytesInput bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
    bytes.writeAllTo(out);
    return out.toByteArray();
  }

  private record Compressor(CompressionCodecName codec) implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      return codec == CompressionCodecName.ZSTD
          ? BytesInput.from(Zstd.compress(array(bytes), LEVEL))
          : bytes;
    }

    @Override
    public CompressionCodecName getCodecName() {
      return codec;
    }

    @Override
    public void release() {
      // nothing is held
    }
  }

  private record Decompressor(CompressionCodecName codec) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(plain(array(bytes), size));
    }

    @Override
    public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int size)
        throws IOException {
      byte[] bytes = new byte[compressed];
      input.get(bytes);
      output.put(plain(bytes, size));
    }

    private byte[] plain(byte[] bytes, int size) throws IOException {
      return switch (codec) {
        case ZSTD -> Zstd.decompress(bytes, size);
        case SNAPPY -> {
          byte[] out = new byte[size];
          new SnappyDecompressor().decompress(bytes, 0, bytes.length, out, 0, size);
          yield out;
        }
        case GZIP -> {
          try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            yield in.readAllBytes();
          }
        }
        default -> bytes;
      };
    }

    @Override
    public void release() {
      // nothing is held
    }
  }
}
