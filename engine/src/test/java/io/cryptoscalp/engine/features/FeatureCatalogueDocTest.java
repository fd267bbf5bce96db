package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Does docs/features.md say what the catalogue says? Run with {@code -Dcryptoscalp.docs=write} to
 * write it anew.
 */
class FeatureCatalogueDocTest {
  private static String page() {
    FeatureCatalogue core = FeatureCatalogue.of(FeatureOptions.defaults());
    FeatureCatalogue all =
        FeatureCatalogue.of(FeatureOptions.defaults().withSelect(List.of("@all")));
    StringBuilder page = new StringBuilder();
    page.append("# Features\n\n");
    page.append("Generated from the feature catalogue; do not edit. ").append(all.size());
    page.append(" features an instrument, of which a job computes those it selects with ");
    page.append(
        "`job.trading.features` ([how](feature-engine.md)); `@core`, the default, is feature set `");
    page.append(core.setId()).append("` of ").append(core.size()).append(" features.\n\n");
    page.append("A feature that is not warm, not defined at the moment or stale is 0 with its ");
    page.append("validity bit clear. Windows are of venue event time: those up to 10 s move in ");
    page.append(
        "steps of 100 ms, longer ones in steps of 1 s, and end with the step that is being ");
    page.append(
        "filled, so they reach back up to one step less than their length; those of the tick families outside the core move in 20 steps. Features of bars ");
    page.append("change when a bar closes. ");
    page.append("\"base\" is the base currency, or contracts where the instrument is inverse.\n\n");
    page.append(
        "The families on bars in the second part exist on every timeframe: `TF` in an id stands for ");
    page.append(
        Timeframe.ALL.stream().map(t -> "`" + t.name() + "`").collect(Collectors.joining(", ")));
    page.append(". `volume` bars hold the volume that trades on average in a minute, `imbalance` ");
    page.append("bars are tick imbalance bars of 100 trades at first. Calendar features exist on ");
    page.append("`1m` only, those across instruments (`cross`) on `1m`, `5m` and `1h`.\n");
    Map<String, List<FeatureDefinition>> sections = new LinkedHashMap<>();
    for (int i = 0; i < core.size(); i++) {
      add(sections, core.get(i));
    }
    for (int i = core.size(); i < all.size(); i++) {
      FeatureDefinition feature = all.get(i);
      if (List.of("5m", "tick").contains(feature.timeframe())
          || feature.family().equals("calendar")) {
        add(sections, feature);
      }
    }
    sections.forEach((family, features) -> section(page, family, features));
    return page.toString();
  }

  private static void add(
      Map<String, List<FeatureDefinition>> sections, FeatureDefinition feature) {
    sections.computeIfAbsent(feature.family(), name -> new ArrayList<>()).add(feature);
  }

  private static void section(StringBuilder page, String family, List<FeatureDefinition> features) {
    boolean core =
        FeatureCatalogue.of(FeatureOptions.defaults()).indexOf(features.get(0).id()) >= 0;
    page.append("\n## ").append(family).append("\n\n");
    page.append("| id | definition | unit | range | warm-up | from | source |\n");
    page.append("| --- | --- | --- | --- | --- | --- | --- |\n");
    for (FeatureDefinition feature : features) {
      String id = core ? feature.id() : feature.id().replaceAll("_5m$", "_TF");
      page.append("| `").append(id).append("` | ");
      page.append(feature.definition().replace("|", "\\|")).append(" | ");
      page.append(feature.unit()).append(" | ").append(range(feature)).append(" | ");
      page.append(feature.warmUp()).append(" | ").append(feature.inputs()).append(" | ");
      page.append(feature.source()).append(" |\n");
    }
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
