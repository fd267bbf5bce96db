package io.cryptoscalp.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does the packed form give every number back bit for bit, and is it as short as promised? */
class PackedNumbersTest {
  private static final double[] EDGES = {
    0.0,
    -0.0,
    1,
    -1,
    16,
    -16,
    17,
    -17,
    64,
    65,
    1e-8,
    -1e-8,
    0.5e-8,
    0.1,
    0.1 + 0.2,
    1.0 / 3,
    89_999_999.999_999_99,
    9e7,
    Math.nextDown(9e7),
    (double) (1L << 48),
    (double) ((1L << 48) - 1),
    -(double) (1L << 53),
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Double.longBitsToDouble(0x7ff8000000000001L),
    Double.longBitsToDouble(0xfff0000000000001L),
    0x1p-255,
    0x1p-256,
    0x1p256,
    0x1p257,
  };

  private static int checked(double value) {
    StateWriter out = StateWriter.packed();
    out.writeDouble(value);
    out.writeByte(77);
    StateReader in = new StateReader(out.toByteArray()).packed();
    assertThat(Double.doubleToRawLongBits(in.readDouble()))
        .as("%s", value)
        .isEqualTo(Double.doubleToRawLongBits(value));
    assertThat(in.readByte()).isEqualTo(77);
    assertThat(in.remaining()).isZero();
    return out.length() - 1;
  }

  private static int checked(long value) {
    StateWriter out = StateWriter.packed();
    out.writeLong(value);
    StateReader in = new StateReader(out.toByteArray()).packed();
    assertThat(in.readLong()).isEqualTo(value);
    assertThat(in.remaining()).isZero();
    return out.length();
  }

  @Test
  void edgesComeBackBitForBit() {
    for (double edge : EDGES) {
      assertThat(checked(edge)).as("%s", edge).isLessThanOrEqualTo(9);
    }
  }

  @Test
  void anyBitsComeBack() {
    Random random = new Random(1);
    for (int i = 0; i < 300_000; i++) {
      assertThat(checked(Double.longBitsToDouble(random.nextLong()))).isLessThanOrEqualTo(9);
      checked(random.nextLong() >> random.nextInt(64));
    }
  }

  @Test
  void ordinaryNumbersNeverTakeMoreThanFixedWidth() {
    Random random = new Random(2);
    for (int i = 0; i < 300_000; i++) {
      double value = random.nextGaussian() * StrictMath.pow(10, random.nextInt(60) - 30);
      assertThat(checked(value)).as("%s", value).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void countsPricesAndQuantitiesAreShort() {
    Random random = new Random(3);
    for (int i = 0; i < 300_000; i++) {
      long steps = random.nextLong(1L << 32) - (1L << 31);
      double power = StrictMath.pow(10, 2 + random.nextInt(7));
      double value = steps / power;
      assertThat(checked(value)).as("%s", value).isLessThanOrEqualTo(5);
    }
    assertThat(checked(0.0)).isEqualTo(1);
    assertThat(checked(64.0)).isEqualTo(1);
    assertThat(checked(30_123.4)).isEqualTo(4);
    assertThat(checked(0.001)).isEqualTo(2);
    assertThat(checked(Double.NaN)).isEqualTo(1);
  }

  @Test
  void wholeNumbersOfEveryWidth() {
    for (int shift = 0; shift < 64; shift++) {
      for (int near = -2; near <= 2; near++) {
        checked((1L << shift) + near);
        checked((double) ((1L << shift) + near));
        checked(-(double) ((1L << shift) + near));
      }
    }
    assertThat(checked(-64L)).isEqualTo(1);
    assertThat(checked(Long.MIN_VALUE)).isEqualTo(10);
  }

  @Test
  void everyCallOfTheWriterHasItsReader() {
    StateWriter part = StateWriter.packed();
    part.writeBoolean(true);
    part.writeInt(Integer.MIN_VALUE);
    part.writeUnsigned(Integer.MAX_VALUE);
    part.writeString("a name");
    part.writeString(null);
    part.writeLongs(new long[] {1, -300, Long.MAX_VALUE}, 3);
    part.writeDoubles(new double[] {0.5, 1e300}, 2);
    part.writeBytes(new byte[] {1, 2, 3});
    StateWriter out = new StateWriter();
    out.writeBytes(part);
    out.append(part);
    out.writeDouble(0.5);
    StateReader in = new StateReader(out.toByteArray());
    assertRead(in.slice(in.readInt()).packed());
    assertRead(in.slice(part.length()).packed());
    assertThat(in.readDouble()).isEqualTo(0.5);
    assertThat(in.remaining()).isZero();
  }

  private static void assertRead(StateReader in) {
    assertThat(in.readBoolean()).isTrue();
    assertThat(in.readInt()).isEqualTo(Integer.MIN_VALUE);
    assertThat(in.readUnsigned()).isEqualTo(Integer.MAX_VALUE);
    assertThat(in.readText()).isEqualTo("a name");
    assertThat(in.readString()).isNull();
    assertThat(in.readLongs()).containsExactly(1, -300, Long.MAX_VALUE);
    assertThat(in.readDoubles()).containsExactly(0.5, 1e300);
    assertThat(in.readBytes()).containsExactly(1, 2, 3);
    assertThat(in.remaining()).isZero();
  }

  private static StateReader bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new StateReader(bytes).packed();
  }

  @Test
  void whatNobodyWroteIsRefused() {
    for (int form : new int[] {0x2a, 0x2f, 0xa6, 0xae, 0xf8, 0xfe}) {
      assertThatThrownBy(() -> bytes(form, 1, 1, 1, 1, 1, 1, 1, 1, 1).readDouble())
          .isInstanceOf(StateException.class);
    }
    assertThatThrownBy(() -> bytes(0x40, 0x3e).readDouble()).isInstanceOf(StateException.class);
    assertThatThrownBy(() -> bytes(0x80, 0x80).readLong()).isInstanceOf(StateException.class);
    int[] endless = {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80};
    assertThatThrownBy(() -> bytes(endless).readLong()).isInstanceOf(StateException.class);
    assertThatThrownBy(() -> bytes(endless).readUnsigned()).isInstanceOf(StateException.class);
    assertThatThrownBy(() -> bytes(0x80, 0x80, 0x80, 0x80, 0x20).readInt())
        .isInstanceOf(StateException.class);
    assertThatThrownBy(() -> bytes(0xfe, 0xff, 0xff, 0xff, 0x0f, 1).readLongs())
        .isInstanceOf(StateException.class);
    assertThatThrownBy(() -> new StateWriter().writeUnsigned(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
