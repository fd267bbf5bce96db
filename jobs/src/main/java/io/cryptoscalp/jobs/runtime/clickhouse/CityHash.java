package io.cryptoscalp.jobs.runtime.clickhouse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CityHash128 in version 1.0.2, the checksum of ClickHouse's compressed blocks.
 *
 * <p>Source: G. Pike, J. Alakuijala, "CityHash", release 1.0.2. Later releases give other values,
 * which is why ClickHouse stays with this one.
 */
final class CityHash {
  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long K3 = -3942382747735136937L;
  private static final long MUL = 0x9ddfea08eb382d69L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;

  // The running state of the long form: two pairs and three words.
  private long x;
  private long y;
  private long z;
  private long v0;
  private long v1;
  private long w0;
  private long w1;

  private CityHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash of a part of an array: its low and its high 64 bits. */
  static long[] hash128(byte[] bytes, int offset, int length) {
    CityHash hash = new CityHash(bytes);
    if (length >= 16) {
      return hash.seeded(
          offset + 16, length - 16, hash.fetch64(offset) ^ K3, hash.fetch64(offset + 8));
    }
    if (length >= 8) {
      return hash.seeded(
          offset, 0, hash.fetch64(offset) ^ (length * K0), hash.fetch64(offset + length - 8) ^ K1);
    }
    return hash.seeded(offset, length, K0, K1);
  }

  private long[] seeded(int offset, int length, long seed0, long seed1) {
    return length < 128 ? murmur(offset, length, seed0, seed1) : city(offset, length, seed0, seed1);
  }

  private long[] city(int offset, int length, long seed0, long seed1) {
    x = seed0;
    y = seed1;
    z = length * K1;
    v0 = Long.rotateRight(y ^ K1, 49) * K1 + fetch64(offset);
    v1 = Long.rotateRight(v0, 42) * K1 + fetch64(offset + 8);
    w0 = Long.rotateRight(y + z, 35) * K1 + x;
    w1 = Long.rotateRight(x + fetch64(offset + 88), 53) * K1;
    int s = offset;
    int left = length;
    while (left >= 128) {
      mix64(s);
      mix64(s + 64);
      s += 128;
      left -= 128;
    }
    y += Long.rotateRight(w0, 37) * K0 + z;
    x += Long.rotateRight(v0 + z, 49) * K0;
    // The rest, in chunks of 32 bytes counted from the end; the last may reach back.
    for (int done = 32; done - 32 < left; done += 32) {
      int chunk = s + left - done;
      y = Long.rotateRight(y - x, 42) * K0 + v1;
      w0 += fetch64(chunk + 16);
      x = Long.rotateRight(x, 49) * K0 + w0;
      w0 += v0;
      weakV(chunk, v0, v1);
    }
    x = mix16(x, v0);
    y = mix16(y, w0);
    return new long[] {mix16(x + v1, w1) + y, mix16(x + w1, y + v1)};
  }

  private void mix64(int s) {
    x = Long.rotateRight(x + y + v0 + fetch64(s + 16), 37) * K1;
    y = Long.rotateRight(y + v1 + fetch64(s + 48), 42) * K1;
    x ^= w1;
    y ^= v0;
    z = Long.rotateRight(z ^ w0, 33);
    weakV(s, v1 * K1, x + w0);
    weakW(s + 32, z + w1, y);
    long swap = z;
    z = x;
    x = swap;
  }

  private void weakV(int s, long seed0, long seed1) {
    long a = seed0 + fetch64(s);
    long last = fetch64(s + 24);
    long b = Long.rotateRight(seed1 + a + last, 21);
    long c = a;
    a += fetch64(s + 8) + fetch64(s + 16);
    b += Long.rotateRight(a, 44);
    v0 = a + last;
    v1 = b + c;
  }

  private void weakW(int s, long seed0, long seed1) {
    long keep0 = v0;
    long keep1 = v1;
    weakV(s, seed0, seed1);
    w0 = v0;
    w1 = v1;
    v0 = keep0;
    v1 = keep1;
  }

  private long[] murmur(int offset, int length, long seed0, long seed1) {
    long a = seed0;
    long b = seed1;
    long c;
    long d;
    if (length <= 16) {
      a = shiftMix(a * K1) * K1;
      c = b * K1 + upTo16(offset, length);
      d = shiftMix(a + (length >= 8 ? fetch64(offset) : c));
    } else {
      c = mix16(fetch64(offset + length - 8) + K1, a);
      d = mix16(b + length, c + fetch64(offset + length - 16));
      a += d;
      int s = offset;
      for (int left = length - 16; left > 0; left -= 16) {
        a = (a ^ (shiftMix(fetch64(s) * K1) * K1)) * K1;
        b ^= a;
        c = (c ^ (shiftMix(fetch64(s + 8) * K1) * K1)) * K1;
        d ^= c;
        s += 16;
      }
    }
    a = mix16(a, c);
    b = mix16(d, b);
    return new long[] {a ^ b, mix16(b, a)};
  }

  private long upTo16(int offset, int length) {
    if (length > 8) {
      long a = fetch64(offset);
      long b = fetch64(offset + length - 8);
      return mix16(a, Long.rotateRight(b + length, length)) ^ b;
    }
    if (length >= 4) {
      return mix16(length + (fetch32(offset) << 3), fetch32(offset + length - 4));
    }
    if (length > 0) {
      int first = bytes[offset] & 0xff;
      int middle = bytes[offset + (length >> 1)] & 0xff;
      int last = bytes[offset + length - 1] & 0xff;
      long head = first + ((long) middle << 8);
      long tail = length + ((long) last << 2);
      return shiftMix(head * K2 ^ tail * K3) * K2;
    }
    return K2;
  }

  private static long mix16(long low, long high) {
    long a = (low ^ high) * MUL;
    a ^= a >>> 47;
    long b = (high ^ a) * MUL;
    b ^= b >>> 47;
    return b * MUL;
  }

  private static long shiftMix(long value) {
    return value ^ (value >>> 47);
  }

  private long fetch64(int at) {
    return (long) LONG.get(bytes, at);
  }

  private long fetch32(int at) {
    return (int) INT.get(bytes, at) & 0xffffffffL;
  }
}
