package io.cryptoscalp.models.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.SyntheticMarket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Are the rows of a subset those of the whole, cut? */
class SubsetFeatureSourceTest {
  private final SyntheticMarket market = new SyntheticMarket(50, 1, false, 3);

  @Test
  void valuesAndMasksFollowTheirFeatures() {
    SubsetFeatureSource subset =
        new SubsetFeatureSource(market, "v1", "v1-sub", List.of("seldom", "signal"));
    assertThat(subset.names("v1-sub")).containsExactly("seldom", "signal");
    List<FeatureRow> whole = new ArrayList<>();
    List<FeatureRow> cut = new ArrayList<>();
    market.read(FeatureQuery.all("v1"), whole::add);
    subset.read(FeatureQuery.all("v1-sub"), cut::add);
    assertThat(cut).hasSameSizeAs(whole);
    boolean seldomSeen = false;
    for (int i = 0; i < cut.size(); i++) {
      assertThat(cut.get(i).eventTimeNs()).isEqualTo(whole.get(i).eventTimeNs());
      assertThat(cut.get(i).mid()).isEqualTo(whole.get(i).mid());
      assertThat(cut.get(i).isValid(0)).isEqualTo(whole.get(i).isValid(3));
      assertThat(cut.get(i).isValid(1)).isEqualTo(whole.get(i).isValid(0));
      assertThat(cut.get(i).values()[1]).isEqualTo(whole.get(i).values()[0]);
      seldomSeen |= cut.get(i).isValid(0);
    }
    assertThat(seldomSeen).isTrue();
  }

  @Test
  void refusesOtherSetsAndFeatures() {
    assertThatThrownBy(
            () -> new SubsetFeatureSource(market, "v1", "s", List.of("signal")).names("v1"))
        .hasMessage("DATASET_FEATURE_SET_UNKNOWN: featureSet=v1");
    SubsetFeatureSource other = new SubsetFeatureSource(market, "v1", "s", List.of("volume"));
    assertThatThrownBy(() -> other.read(FeatureQuery.all("s"), row -> {}))
        .hasMessage("DATASET_FEATURE_UNKNOWN: featureSet=v1 feature=volume");
  }
}
