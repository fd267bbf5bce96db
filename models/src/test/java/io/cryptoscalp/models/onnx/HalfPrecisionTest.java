package io.cryptoscalp.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Is every number stored as the half next to it? */
class HalfPrecisionTest {

  @Test
  void everyHalfComesBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      if ((bits >>> 10 & 0x1f) == 0x1f) {
        continue; // infinite or not a number
      }
      assertThat(HalfPrecision.half(HalfPrecision.single((short) bits))).isEqualTo((short) bits);
    }
    assertThat(HalfPrecision.single((short) 0x3c00)).isEqualTo(1);
    assertThat(HalfPrecision.single((short) 0x7bff)).isEqualTo(65_504);
    assertThat(HalfPrecision.single((short) 0x0001)).isEqualTo((float) Math.pow(2, -24));
    assertThat(HalfPrecision.single((short) 0xc500)).isEqualTo(-5);
  }

  @Test
  void noHalfLiesNearer() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(40) - 27));
      short half = HalfPrecision.half(value);
      double distance = Math.abs((double) HalfPrecision.single(half) - value);
      int bits = half & 0x7fff;
      for (int neighbour : new int[] {bits - 1, bits + 1}) {
        if (neighbour >= 0 && neighbour < 0x7c00) {
          double other =
              Math.abs(HalfPrecision.single((short) neighbour) - Math.abs((double) value));
          assertThat(distance).isLessThanOrEqualTo(other);
        }
      }
    }
  }

  @Test
  void tiesGoToTheEvenOne() {
    assertThat(HalfPrecision.half(2_049)).isEqualTo(HalfPrecision.half(2_048));
    assertThat(HalfPrecision.half(2_051)).isEqualTo(HalfPrecision.half(2_052));
  }

  @Test
  void whatIsNoModelIsRefused() {
    assertThatThrownBy(() -> HalfPrecision.of(new byte[] {1, 2, 3}))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("MODEL_UNREADABLE");
    assertThatThrownBy(() -> Quantiser.of(new byte[] {1, 2, 3}))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("MODEL_UNREADABLE");
  }
}
