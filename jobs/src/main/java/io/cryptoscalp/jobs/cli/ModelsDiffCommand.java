package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What is not the same in two versions. */
@Command(
    name = "diff",
    description = "Settings, metrics, features, data and files in which two versions differ.")
final class ModelsDiffCommand implements Callable<Integer> {
  @ParentCommand private ModelsCommand models = new ModelsCommand();

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "NAME/VERSION; VERSION may be champion, candidate or newest.")
  private String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "The same.")
  private String b = "";

  @Override
  public Integer call() {
    SortedMap<String, String> left;
    SortedMap<String, String> right;
    ObjectNode node = Json.object();
    try (ModelRegistry registry = models.open()) {
      left = facts(folder(registry, a));
      right = facts(folder(registry, b));
    }
    node.put("a", a).put("b", b);
    ObjectNode differences = node.putObject("differences");
    List<List<String>> rows = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    for (String name : names) {
      String was = left.getOrDefault(name, "");
      String is = right.getOrDefault(name, "");
      if (!was.equals(is)) {
        differences.putObject(name).put("a", was).put("b", is);
        rows.add(List.of(name, was, is));
      }
    }
    models.main().emit(node);
    if (rows.isEmpty()) {
      models.main().say("No difference.");
    } else {
      Tables.lines(List.of("what", a, b), List.of(false, false, false), rows)
          .forEach(models.main()::say);
    }
    return ExitCodes.OK;
  }

  private static ModelFolder folder(ModelRegistry registry, String reference) {
    int slash = reference.indexOf('/');
    String model = slash < 0 ? reference : reference.substring(0, slash);
    String version = slash < 0 ? "" : reference.substring(slash + 1);
    return registry.folder(model, Registries.version(registry, model, version));
  }

  /** Everything that may differ, by name; the version's own name and time are no difference. */
  private static SortedMap<String, String> facts(ModelFolder folder) {
    ModelCard card = folder.card();
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("family", card.family());
    facts.put("task", card.task());
    facts.put("feature set", card.featureSet());
    facts.put("horizon ns", Long.toString(card.horizonNs()));
    facts.put("data hash", card.dataHash());
    facts.put("code version", card.codeVersion());
    facts.put("licence", card.licence());
    facts.put("opset", Integer.toString(card.opset()));
    facts.put("inputs", card.inputs().toString());
    facts.put("outputs", card.outputs().toString());
    facts.put("warnings", String.join("; ", card.warnings()));
    card.hyperparameters().forEach((name, value) -> facts.put("setting " + name, value));
    card.metrics().forEach((name, value) -> facts.put("metric " + name, value.toString()));
    card.rowCounts().forEach((part, rows) -> facts.put("rows " + part, rows.toString()));
    for (String feature : card.featureNames()) {
      facts.put("feature " + feature, "yes");
    }
    for (Map.Entry<String, SortedMap<String, Double>> part : card.splits().entrySet()) {
      part.getValue()
          .forEach(
              (name, value) -> facts.put("metric " + part.getKey() + "." + name, value.toString()));
    }
    var manifest = folder.manifest();
    if (manifest != null) {
      manifest.files().forEach((file, entry) -> facts.put("file " + file, entry.sha256()));
    } else {
      facts.put("file model", card.sha256());
    }
    return facts;
  }
}
