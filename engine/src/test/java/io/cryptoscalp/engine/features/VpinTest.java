package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Does VPIN take its values at the ends of its range, and does it split trades over buckets? */
class VpinTest {
  @Test
  void ofOneSidedFlowIsOneAndOfAlternatingFlowIsZero() {
    Vpin oneSided = new Vpin(50);
    Vpin balanced = new Vpin(50);
    for (int i = 0; i < 1000; i++) {
      oneSided.onTrade(1, true, 10);
      balanced.onTrade(1, i % 2 == 0, 10);
    }
    assertThat(oneSided.value()).isEqualTo(1);
    assertThat(balanced.value()).isZero();
    oneSided.onTrade(1e9, false, 10);
    assertThat(oneSided.value()).isEqualTo(1);
  }

  @Test
  void isWarmWithItsLastBucketAndSplitsATradeOverBuckets() {
    Vpin vpin = new Vpin(4);
    vpin.onTrade(5, true, 10);
    // Fills the first bucket half and half, the second and third whole, opens the fourth with 9.
    vpin.onTrade(34, false, 10);
    assertThat(vpin.warm()).isFalse();
    vpin.onTrade(0.5, true, 10);
    assertThat(vpin.warm()).isFalse();
    vpin.onTrade(0.5, true, 10);
    assertThat(vpin.warm()).isTrue();
    assertThat(vpin.value()).isCloseTo((0 + 10 + 10 + 8) / 40.0, within(1e-15));
  }

  @Test
  void doesNothingWhileTheBucketIsUnknown() {
    Vpin vpin = new Vpin(2);
    vpin.onTrade(5, true, 0);
    vpin.onTrade(1, true, 1);
    assertThat(vpin.warm()).isFalse();
    vpin.onTrade(1, false, 1);
    assertThat(vpin.warm()).isTrue();
    assertThat(vpin.value()).isEqualTo(1);
  }
}
