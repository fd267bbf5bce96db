package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.models.scoring.FeatureLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeighbourKeysTest {
  @Test
  void nobodyIsToldUnlessAsked() {
    NeighbourKeys keys = TradingJobConfig.fromMap(Map.of()).neighbours();
    assertThat(keys.found()).isNull();
    assertThat(keys.layout()).isEqualTo(FeatureLayout.Neighbours.NONE);
  }

  @Test
  void bothStagesAreToldTheSame() {
    TradingJobConfig config =
        TradingJobConfig.fromMap(
            Map.of("neighbours.count", "3", "neighbours.features", "spread_bps,realised_vol_10s"));
    assertThat(config.neighbours().found())
        .isEqualTo(new NeighbourOptions(120, 5, 3, 60_000_000_000L, 120_000_000_000L));
    EngineParts parts = new EngineParts(config);
    FeatureLayout layout = parts.layout();
    assertThat(layout.neighbours().names())
        .containsExactlyInAnyOrder("spread_bps", "realised_vol_10s");
    int[] positions = parts.neighbourPositions();
    for (int i = 0; i < positions.length; i++) {
      assertThat(layout.names().get(positions[i])).isEqualTo(layout.neighbours().names().get(i));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedByKey() {
    refused(Map.of("neighbours.count", "33"), "neighbours.count");
    refused(Map.of("neighbours.count", "4", "neighbours.window", "3"), "window=3");
    refused(Map.of("neighbours.count", "4", "neighbours.max-age", "1s"), "maxAgeNs");
    refused(Map.of("neighbours.count", "4", "neighbours.features", "x"), "neighbours.features");
    refused(
        Map.of(
            "features", String.join(",", List.of("spread_bps", "realised_vol_10s")),
            "neighbours.count", "4",
            "neighbours.features", "@core"),
        "expected=one of key=features");
  }

  private static void refused(Map<String, String> values, String part) {
    assertThatThrownBy(() -> TradingJobConfig.fromMap(values)).hasMessageContaining(part);
  }
}
