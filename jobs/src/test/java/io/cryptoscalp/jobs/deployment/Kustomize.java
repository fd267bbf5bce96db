package io.cryptoscalp.jobs.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Renders the overlays as Kustomize would, for the features that they use: resources, config maps
 * from literals, the namespace, and patches that merge into the resource of their kind and name.
 * Patches here are JSON merge patches (RFC 7396), which is how Kustomize treats kinds that it does
 * not know, such as FlinkDeployment.
 */
final class Kustomize {

  private final List<ObjectNode> resources = new ArrayList<>();
  private final Set<Path> read = new TreeSet<>();

  private Kustomize() {}

  static Kustomize render(Path folder) {
    Kustomize result = new Kustomize();
    result.apply(folder.normalize());
    return result;
  }

  List<ObjectNode> resources() {
    return resources;
  }

  /** Every file that took part. */
  Set<Path> read() {
    return read;
  }

  private void apply(Path folder) {
    Path file = folder.resolve("kustomization.yaml");
    JsonNode kustomization = Repository.yaml(file);
    read.add(file);
    for (JsonNode resource : kustomization.path("resources")) {
      Path path = folder.resolve(resource.asText()).normalize();
      if (Files.isDirectory(path)) {
        apply(path);
      } else {
        read.add(path);
        Repository.yamls(path).forEach(document -> resources.add((ObjectNode) document));
      }
    }
    for (JsonNode generator : kustomization.path("configMapGenerator")) {
      resources.add(configMap(generator));
    }
    for (JsonNode patch : kustomization.path("patches")) {
      Path path = folder.resolve(patch.path("path").asText()).normalize();
      read.add(path);
      merge(Repository.yaml(path), path);
    }
    if (kustomization.has("namespace")) {
      for (ObjectNode resource : resources) {
        ((ObjectNode) resource.get("metadata")).set("namespace", kustomization.get("namespace"));
      }
    }
  }

  private void merge(JsonNode patch, Path from) {
    for (ObjectNode resource : resources) {
      if (resource.path("kind").equals(patch.path("kind"))
          && resource.at("/metadata/name").equals(patch.at("/metadata/name"))) {
        merge(resource, patch);
        return;
      }
    }
    throw new IllegalArgumentException(Repository.name(from) + " patches nothing");
  }

  private static void merge(ObjectNode target, JsonNode patch) {
    patch
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              if (value.isNull()) {
                target.remove(entry.getKey());
              } else if (value.isObject() && target.path(entry.getKey()).isObject()) {
                merge((ObjectNode) target.get(entry.getKey()), value);
              } else {
                target.set(entry.getKey(), value);
              }
            });
  }

  private static ObjectNode configMap(JsonNode generator) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    map.put("apiVersion", "v1").put("kind", "ConfigMap");
    map.putObject("metadata").set("name", generator.get("name"));
    ObjectNode data = map.putObject("data");
    for (JsonNode literal : generator.path("literals")) {
      String[] pair = literal.asText().split("=", 2);
      data.put(pair[0], pair[1]);
    }
    return map;
  }
}
