package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.models.selection.FeatureSetFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows a feature set that was selected, and whether this catalogue can compute it. */
@Command(name = "show-set", description = "Check a file of features select and show what is in it.")
final class FeaturesShowSetCommand implements Callable<Integer> {
  @ParentCommand private FeaturesCommand features = new FeaturesCommand();

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "feature-set.json, or the folder around it.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    Main main = features.main();
    FeatureSetFile set = FeatureSetFile.load(file);
    Map<String, FeatureDefinition> known = new TreeMap<>();
    for (FeatureDefinition definition :
        FeatureCatalogue.of(FeatureOptions.defaults().withSelect(List.of("@all"))).definitions()) {
      known.put(definition.id(), definition);
    }
    ObjectNode answer = Json.object().put("setId", set.setId()).put("parentSet", set.parentSet());
    answer.put("rows", set.rows()).put("dataHash", set.dataHash());
    answer.put("accuracyLoss", set.accuracyLoss());
    answer.put("linearAccuracyLoss", set.linearAccuracyLoss());
    main.say(
        String.format(
            Locale.ROOT,
            "Feature set %s: %d of %s, from %d rows between %s and %s.",
            set.setId(),
            set.features().size(),
            set.parentSet(),
            set.rows(),
            time(set.fromNs()),
            time(set.toNs())));
    ArrayNode ids = answer.putArray("features");
    ArrayNode unknown = answer.putArray("unknown");
    for (String id : set.ranking()) {
      FeatureDefinition definition = known.get(id);
      ids.add(id);
      if (definition == null) {
        unknown.add(id);
      }
      main.say("  " + id + "  " + describe(definition));
    }
    set.warnings().forEach(warning -> main.say("  warning: " + warning));
    main.emit(answer);
    return unknown.isEmpty() ? ExitCodes.OK : ExitCodes.CONFIGURATION;
  }

  private static String describe(@Nullable FeatureDefinition definition) {
    return definition == null
        ? "not in this catalogue: a job cannot compute it"
        : definition.family() + ": " + definition.definition() + " [" + definition.unit() + "]";
  }

  private static Instant time(long ns) {
    return Instant.ofEpochSecond(ns / 1_000_000_000L);
  }
}
