package io.cryptoscalp.engine.features.tick;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Do the blocks fit together: one id, one name each, and little state? */
class TickBlocksTest {
  @Test
  void idsAndNamesAreUnique() {
    Set<String> names = new HashSet<>();
    List<String> ids = new ArrayList<>();
    FeatureCatalogue.of(FeatureOptions.defaults()).definitions().forEach(f -> ids.add(f.id()));
    for (TickBlock block : TickBlocks.all(TickRun.WINDOWS)) {
      assertThat(names.add(block.name())).as(block.name()).isTrue();
      new TickRun(block, 1, 1).features.forEach(f -> ids.add(f.id()));
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void stateOfABusyMarketIsSmall() {
    int bytes = 0;
    for (TickBlock block : TickBlocks.all(TickRun.WINDOWS)) {
      TickRun run = new TickRun(block, 10_000_000, 100_000);
      SeededMarket market = new SeededMarket(1, 10);
      for (int i = 0; i < 20_000; i++) {
        market.step(run);
      }
      bytes += run.state().length;
    }
    assertThat(bytes).isLessThan(64 * 1024);
  }
}
