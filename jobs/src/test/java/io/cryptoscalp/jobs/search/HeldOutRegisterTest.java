package io.cryptoscalp.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a study learn who saw its held-out data before, and only that? */
class HeldOutRegisterTest {
  @TempDir private Path folder;

  private static HeldOutLook look(
      String study, String hash, String instrument, long from, long split, long to) {
    return new HeldOutLook(
        0,
        "",
        study,
        "digest of " + study,
        "s",
        hash,
        List.of(instrument),
        from,
        split,
        to,
        10,
        "ann",
        "2026-01-01T00:00:00Z",
        "");
  }

  private static EarlierStudies after(HeldOutLook own, HeldOutLook... others) {
    return EarlierStudies.of(own, List.of(others));
  }

  @Test
  void dataAreThoseOfTheMarketAndTheTimeWhateverTheFiles() {
    HeldOutLook own = look("own", "aa", "BTCUSDT-PERP.BINANCE", 0, 70, 100);
    assertThat(after(own, look("same", "aa", "BTCUSDT-PERP.BINANCE", 0, 70, 100)).names())
        .isEqualTo("same");
    assertThat(after(own, look("candles", "bb", "BTCUSDT", 0, 80, 100)).names())
        .isEqualTo("candles");
    assertThat(after(own, look("searched", "bb", "BTCUSDT", 50, 150, 200)).names())
        .isEqualTo("searched");
    EarlierStudies before = after(own, look("before", "bb", "BTCUSDT", 0, 50, 70));
    assertThat(before.looks()).isEmpty();
    assertThat(before.trials()).as("tried on the searched part").isEqualTo(10);
    for (HeldOutLook other :
        List.of(
            look("later", "aa", "BTCUSDT", 100, 150, 200),
            look("other", "bb", "ETHUSDT-PERP.BINANCE", 0, 70, 100))) {
      assertThat(after(own, other)).isEqualTo(EarlierStudies.NONE);
    }
  }

  @Test
  void aStudyCountsOnceAndNotItself() {
    HeldOutLook a = look("a", "aa", "X", 0, 70, 100);
    HeldOutLook b = look("b", "aa", "X", 0, 70, 100);
    HeldOutRegister register = new HeldOutRegister(folder, List.of(a));
    assertThat(register.look(a)).isEqualTo(EarlierStudies.NONE);
    assertThat(register.before(b).trials()).isEqualTo(10);
    assertThat(register.look(b).names()).isEqualTo("a");
    HeldOutRegister alone = new HeldOutRegister(folder, List.of());
    assertThat(alone.look(a)).as("as before its kill").isEqualTo(EarlierStudies.NONE);
    assertThat(alone.look(b).trials()).isEqualTo(10);
    HeldOutLook c = look("c", "aa", "X", 0, 70, 100);
    HeldOutLook away = look("away", "aa", "X", 0, 70, 100);
    assertThat(new HeldOutRegister(folder, List.of(b, away)).look(c).names())
        .isEqualTo("a, b, away");
  }
}
