package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.scoring.FeatureLayout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SequenceKeysTest {
  @Test
  void noSequencesAreKeptUnlessAskedFor() {
    SequenceKeys keys = TradingJobConfig.fromMap(Map.of()).sequence();
    assertThat(keys.options()).isNull();
    assertThat(keys.layout()).isEqualTo(FeatureLayout.Steps.NONE);
  }

  @Test
  void bothStagesAreToldTheSame() {
    TradingJobConfig config =
        TradingJobConfig.fromMap(
            Map.of("sequence.steps", "32", "sequence.features", "spread_bps,realised_vol_10s"));
    var options = Objects.requireNonNull(config.sequence().options());
    assertThat(options.steps().stepNs()).isEqualTo(1_000_000_000);
    FeatureLayout.Steps layout = new EngineParts(config).layout().steps();
    assertThat(layout.count()).isEqualTo(32).isEqualTo(options.steps().steps());
    assertThat(layout.stepNs()).isEqualTo(options.steps().stepNs());
    assertThat(layout.names())
        .containsExactlyInAnyOrder("spread_bps", "realised_vol_10s")
        .isEqualTo(options.features());
    assertThat(new EngineParts(config).pipelines().get().sequence()).isEqualTo(options);
  }

  @Test
  void allComputedFeaturesAreTheDefault() {
    TradingJobConfig config = TradingJobConfig.fromMap(Map.of("sequence.steps", "4"));
    assertThat(config.sequence().features()).isEqualTo(new EngineParts(config).layout().names());
  }

  @Test
  void whatDoesNotFitIsRefusedByKey() {
    refused(Map.of("sequence.steps", "1"), "sequence");
    refused(Map.of("sequence.steps", "4", "sequence.max-gap", "10ms"), "maxGapNs");
    refused(Map.of("sequence.steps", "4", "sequence.features", "nothing"), "sequence.features");
    refused(
        Map.of(
            "features", String.join(",", List.of("spread_bps", "realised_vol_10s")),
            "sequence.steps", "4",
            "sequence.features", "@core"),
        "expected=one of key=features");
  }

  private static void refused(Map<String, String> values, String part) {
    assertThatThrownBy(() -> TradingJobConfig.fromMap(values)).hasMessageContaining(part);
  }
}
