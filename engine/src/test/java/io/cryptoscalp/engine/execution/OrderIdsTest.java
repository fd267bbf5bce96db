package io.cryptoscalp.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Are ids the same in every run, unlike for unlike orders, and acceptable to venues? */
class OrderIdsTest {
  @Test
  void theIdOfAnOrderIsFixedForEver() {
    // A replay by a later version must find these ids at the venue.
    assertThat(OrderIds.of("paper-1", "momentum-breakout/BTCUSDT-PERP.BINANCE/42/ENTER_LONG", "en"))
        .isEqualTo("cs-6f1af408a320a7b1-en");
  }

  @Test
  void aMillionIntentsHaveAMillionIds() {
    Set<String> ids = new HashSet<>();
    for (String account : new String[] {"paper-1", "paper-2"}) {
      for (String strategy : new String[] {"momentum-breakout", "mean-reversion"}) {
        for (int frame = 0; frame < 250_000; frame++) {
          String id = OrderIds.of(account, strategy + "/BTCUSDT-PERP.BINANCE/" + frame, "en");
          assertThat(ids.add(id)).as(id).isTrue();
        }
      }
    }
    assertThat(ids).allMatch(id -> id.matches("[a-z0-9-]{1,36}"));
  }

  @Test
  void siblingsAreEachOthers() {
    for (String part : new String[] {"", "-7ps", "-1y2p0ij32e8e7"}) {
      String stop = OrderIds.of("a", "i", "sl" + part);
      String target = OrderIds.of("a", "i", "tp" + part);
      assertThat(OrderIds.sibling(stop)).isEqualTo(target);
      assertThat(OrderIds.sibling(target)).isEqualTo(stop);
      assertThat(stop.length()).isLessThanOrEqualTo(36);
    }
    String exit = OrderIds.of("a", "i", "ex");
    assertThat(OrderIds.sibling(exit)).isEqualTo(exit);
  }
}
