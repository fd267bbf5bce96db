package io.cryptoscalp.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Is the recorded pace, or a multiple of it, kept by due time? */
class PacerTest {
  private static final long S = 1_000_000_000L;

  private final ManualTime time = new ManualTime();

  @Test
  void keepsAMultipleOfTheRecordedPace() throws InterruptedException {
    Pacer pacer = new Pacer(10, time);
    long start = time.nanoTime();
    pacer.await(100 * S);
    pacer.await(105 * S);
    assertThat(time.nanoTime() - start).isEqualTo(S / 2);
    assertThat(pacer.maxLagNs()).isZero();
  }

  @Test
  void makesUpForASlowStretchAndReportsItAsLag() throws InterruptedException {
    Pacer pacer = new Pacer(1, time);
    long start = time.nanoTime();
    pacer.await(0);
    time.pass(3 * S);
    pacer.await(S);
    assertThat(pacer.lagNs()).isEqualTo(2 * S);
    pacer.await(5 * S);
    assertThat(time.nanoTime() - start).isEqualTo(5 * S);
    assertThat(pacer.lagNs()).isZero();
    assertThat(pacer.maxLagNs()).isEqualTo(2 * S);
  }

  @Test
  void shortensLongPauses() throws InterruptedException {
    Pacer pacer = new Pacer(1, time);
    long start = time.nanoTime();
    pacer.await(0);
    pacer.await(100_000 * S);
    pacer.await(100_001 * S);
    assertThat(time.nanoTime() - start).isEqualTo(Pacer.MAX_PAUSE_NS + S);
  }

  @Test
  void neverWaitsAtMax() throws InterruptedException {
    Pacer pacer = new Pacer(Pacer.parseSpeed("max"), time);
    long start = time.nanoTime();
    pacer.await(0);
    pacer.await(100 * S);
    assertThat(time.nanoTime()).isEqualTo(start);
  }

  @Test
  void readsSpeeds() {
    assertThat(Pacer.parseSpeed("1x")).isEqualTo(1);
    assertThat(Pacer.parseSpeed("0.5x")).isEqualTo(0.5);
    assertThat(Pacer.parseSpeed("25")).isEqualTo(25);
    for (String wrong : new String[] {"", "x", "0x", "-1x", "fast", "NaN", "Infinity"}) {
      assertThatThrownBy(() -> Pacer.parseSpeed(wrong))
          .as(wrong)
          .hasMessageStartingWith("SPEED_INVALID");
    }
  }
}
