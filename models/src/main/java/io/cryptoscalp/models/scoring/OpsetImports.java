package io.cryptoscalp.models.scoring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Domains of operators that an ONNX file imports, read off its top level: {@code ModelProto} has
 * them in field 8, each with its domain in field 1 (onnx.proto). Where models are scored there is
 * no protobuf library.
 */
final class OpsetImports {
  private static final int OPSET_IMPORT = 8;
  private static final int DOMAIN = 1;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private OpsetImports() {}

  /**
   * Reads them; what stands before a damage counts.
   *
   * @param onnx bytes of the file
   */
  static Set<String> of(byte[] onnx) {
    Set<String> domains = new TreeSet<>();
    ByteBuffer in = ByteBuffer.wrap(onnx);
    ByteBuffer set = field(in, OPSET_IMPORT);
    while (set != null) {
      ByteBuffer domain = field(set, DOMAIN);
      domains.add(domain == null ? "" : StandardCharsets.UTF_8.decode(domain).toString());
      set = field(in, OPSET_IMPORT);
    }
    return domains;
  }

  /** The next field of bytes with this number, the reader behind it; null when there is none. */
  private static @Nullable ByteBuffer field(ByteBuffer in, int number) {
    while (in.hasRemaining()) {
      long tag = varint(in);
      long size =
          switch ((int) (tag & 7)) {
            case VARINT -> {
              varint(in); // takes no bytes beyond its own
              yield 0;
            }
            case FIXED64 -> 8;
            case BYTES -> varint(in);
            case FIXED32 -> 4;
            default -> -1;
          };
      if (size < 0 || size > in.remaining()) {
        return null;
      }
      int end = in.position() + (int) size;
      if (tag == ((long) number << 3 | BYTES)) {
        ByteBuffer found = in.slice(in.position(), (int) size);
        in.position(end);
        return found;
      }
      in.position(end);
    }
    return null;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64 && in.hasRemaining(); shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    return -1;
  }
}
