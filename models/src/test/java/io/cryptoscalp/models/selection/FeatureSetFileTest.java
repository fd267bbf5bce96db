package io.cryptoscalp.models.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.models.ModelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is a file of a feature set what it says it is? */
class FeatureSetFileTest {
  @TempDir Path folder;

  private static FeatureSetFile file() {
    SelectionData data = Planted.data(1_000, 3, 4, 1.0, 2);
    return FeatureSetFile.of(new FeatureSelector(Planted.options(3), line -> {}).run(data));
  }

  @Test
  void comesBackWithFeaturesInTheOrderOfTheCatalogue() throws Exception {
    FeatureSetFile file = file();
    assertThat(file.features()).containsExactly("signal0", "signal1", "signal2");
    assertThat(file.ranking()).containsExactlyInAnyOrderElementsOf(file.features());
    assertThat(file.setId()).isEqualTo(FeatureSetFile.setId(file.features()));
    assertThat(FeatureSetFile.read(file.json())).isEqualTo(file);
    Path written = Files.write(folder.resolve("feature-set.json"), file.json());
    assertThat(FeatureSetFile.load(written)).isEqualTo(file);
    assertThat(FeatureSetFile.load(folder)).isEqualTo(file);
  }

  @Test
  void whatWasChangedIsRefused() {
    String json = new String(file().json(), StandardCharsets.UTF_8);
    refused(json.replaceFirst("\"signal1\"", "\"signal9\""), "ranking=");
    refused(json.replace("\"signal1\"", "\"signal9\""), "setId=v1-");
    refused(json.replace("\"format\" : 2", "\"format\" : 1"), "format=1");
    refused(json.substring(0, json.length() / 2), "reason=");
    assertThatThrownBy(() -> FeatureSetFile.load(folder.resolve("none.json")))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("FEATURE_SET_UNREADABLE: file=")
        .hasMessageEndingWith("reason=NoSuchFileException");
  }

  private static void refused(String json, String detail) {
    assertThatThrownBy(() -> FeatureSetFile.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("FEATURE_SET_INVALID: " + detail);
  }

  @Test
  void theIdIsThatOfTheEnginesCatalogue() {
    FeatureOptions options =
        FeatureOptions.defaults()
            .withSelect(List.of("spread_bps", "family:momentum", "-timeframe:1d"));
    FeatureCatalogue catalogue = FeatureCatalogue.of(options);
    List<String> ids = catalogue.definitions().stream().map(FeatureDefinition::id).toList();
    assertThat(FeatureSetFile.setId(ids)).isEqualTo(catalogue.setId());
  }
}
