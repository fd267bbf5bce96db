package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.models.selection.FeatureSetFile;
import io.cryptoscalp.models.selection.Selection.Figures;
import io.cryptoscalp.models.selection.SelectionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a job compute the features of a file, and refuse a file that is none? */
class FeatureTermsTest {
  private static final List<String> IDS = List.of("spread_bps", "rsi_14_1m", "realised_vol_10s");

  @TempDir Path folder;

  private Path write(List<String> ids) throws IOException {
    Figures figures = new Figures(ids.size(), 0.5, 0, 0.5, 0, 0.7, 0.7);
    FeatureSetFile file =
        new FeatureSetFile(
            2,
            FeatureSetFile.setId(ids),
            "v1-parent",
            ids,
            ids,
            SelectionOptions.DEFAULT,
            1,
            0,
            1,
            "hash",
            null,
            figures,
            figures,
            0,
            figures,
            figures,
            0,
            List.of());
    return Files.write(folder.resolve("feature-set.json"), file.json());
  }

  private static EngineParts parts(String features) {
    return new EngineParts(TradingJobConfig.fromMap(Map.of("features", features)));
  }

  @Test
  void theFilesFeaturesAreComputedUnderItsId() throws Exception {
    Path file = write(IDS);
    assertThat(parts("@file:" + file).layout().names()).isEqualTo(IDS);
    assertThat(parts("@file:" + folder).layout().featureSet())
        .isEqualTo(FeatureSetFile.load(file).setId());
  }

  @Test
  void aFileIsATermAmongOthers() throws Exception {
    Path file = write(IDS);
    assertThat(parts("rsi_14_5m, @file:" + file + ", -realised_vol_10s").layout().names())
        .containsExactly("spread_bps", "rsi_14_1m", "rsi_14_5m");
    assertThat(parts("@core, -@file:" + file).layout().names())
        .doesNotContain("spread_bps", "realised_vol_10s")
        .isNotEmpty();
  }

  @Test
  void whatCannotBeUsedIsNamed() throws Exception {
    Path file = write(List.of("spread_bps", "no_such_thing_7m"));
    assertThatThrownBy(() -> parts("@file:" + file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("FEATURE_SELECTION_INVALID: term=no_such_thing_7m");
    String json = Files.readString(file).replace("no_such_thing_7m", "rsi_14_1m");
    Path edited = Files.writeString(folder.resolve("edited.json"), json);
    assertThatThrownBy(() -> parts("@file:" + edited))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("FEATURE_SET_INVALID: setId=v1-");
    assertThatThrownBy(() -> parts("@file:" + folder.resolve("none")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("FEATURE_SET_UNREADABLE: file=");
  }
}
