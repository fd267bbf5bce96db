package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Does docs/features.md say what the catalogue says? Run with {@code -Dcryptoscalp.docs=write} to
 * write it anew.
 */
class FeatureCatalogueDocTest {
  private static String page() {
    FeatureCatalogue catalogue = FeatureCatalogue.of(FeatureOptions.defaults());
    StringBuilder page = new StringBuilder();
    page.append("# Features\n\n");
    page.append("Generated from the feature catalogue; do not edit. Feature set `");
    page.append(catalogue.setId()).append("`, ").append(catalogue.size()).append(" features.\n\n");
    page.append("A feature that is not warm or not defined at the moment is 0 with its validity ");
    page.append("bit clear. Windows are of venue event time: those up to 10 s move in steps of ");
    page.append(
        "100 ms, longer ones in steps of 1 s, and end with the step that is being filled, so ");
    page.append(
        "they reach back up to one step less than their length. Features of bars change when ");
    page.append("a bar closes. ");
    page.append("\"base\" is the base currency, or contracts where the instrument is inverse.\n");
    String family = "";
    for (int i = 0; i < catalogue.size(); i++) {
      FeatureDefinition feature = catalogue.get(i);
      if (!feature.family().equals(family)) {
        family = feature.family();
        page.append("\n## ").append(family).append("\n\n");
        page.append("| # | id | definition | unit | range | warm-up | source |\n");
        page.append("| --- | --- | --- | --- | --- | --- | --- |\n");
      }
      page.append("| ").append(i).append(" | `").append(feature.id()).append("` | ");
      page.append(feature.definition().replace("|", "\\|")).append(" | ");
      page.append(feature.unit()).append(" | ").append(range(feature)).append(" | ");
      page.append(feature.warmUp()).append(" | ").append(feature.source()).append(" |\n");
    }
    return page.toString();
  }

  private static String range(FeatureDefinition feature) {
    if (Double.isInfinite(feature.min())) {
      return "unbounded";
    }
    return Double.isInfinite(feature.max())
        ? "at least " + feature.min()
        : feature.min() + " to " + feature.max();
  }

  @Test
  void pageIsNotStale() throws IOException {
    Path path = Path.of(System.getProperty("cryptoscalp.root", ".."), "docs", "features.md");
    if ("write".equals(System.getProperty("cryptoscalp.docs"))) {
      Files.writeString(path, page());
    }
    assertThat(Files.readString(path)).isEqualTo(page());
  }
}
