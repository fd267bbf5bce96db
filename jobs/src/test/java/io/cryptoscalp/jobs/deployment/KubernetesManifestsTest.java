package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Would the API server, Kustomize and the Flink operator take the manifests, and do they mean what
 * the rest says?
 */
class KubernetesManifestsTest {

  private static final JsonSchema DEPLOYMENT = Schemas.operator("flinkdeployments");
  private static final JsonSchema SNAPSHOT = Schemas.operator("flinkstatesnapshots");
  private static final Path BASE = Repository.path("k8s-operator/base");

  /**
   * Options of the operator itself that the manifests set, with the defaults that its reference
   * documents.
   */
  private static final Map<String, String> OPERATOR_OPTIONS =
      Map.of(
          "kubernetes.operator.savepoint.format.type", "CANONICAL",
          "kubernetes.operator.periodic.savepoint.interval", "0 ms",
          "kubernetes.operator.savepoint.history.max.age", "24h",
          "kubernetes.operator.savepoint.history.max.count", "10",
          "kubernetes.operator.cluster.health-check.enabled", "false",
          "kubernetes.operator.cluster.health-check.restarts.threshold", "64",
          "kubernetes.operator.cluster.health-check.restarts.window", "2 min",
          "kubernetes.operator.cluster.health-check.checkpoint-progress.enabled", "false",
          "kubernetes.operator.job.restart.failed", "false");

  /** Settings of flink-conf/config.yaml that the operator derives from the resource instead. */
  private static final Set<String> SET_BY_THE_OPERATOR =
      Set.of(
          "jobmanager.rpc.address",
          "jobmanager.bind-host",
          "taskmanager.bind-host",
          "taskmanager.host",
          "rest.address",
          "rest.bind-address",
          "jobmanager.memory.process.size",
          "taskmanager.memory.process.size",
          "parallelism.default");

  /** What each deployment may set otherwise, because the comment beside it says why. */
  private static final Map<String, Set<String>> OVERRIDES =
      Map.of(
          "trading-job",
          Set.of("execution.checkpointing.dir", "execution.checkpointing.savepoint-dir"),
          "regime-job",
          Set.of("execution.checkpointing.dir", "execution.checkpointing.savepoint-dir"),
          "results-job",
          Set.of(
              "execution.checkpointing.dir",
              "execution.checkpointing.savepoint-dir",
              "execution.checkpointing.interval",
              "taskmanager.memory.task.off-heap.size"));

  @Test
  void everyFileFitsTheSchemaOfItsKind() {
    List<String> problems = new ArrayList<>();
    for (Path file : Repository.files("k8s-operator", ".yaml")) {
      boolean patch = file.toString().contains("/overlays/") && isFlinkDeployment(file);
      for (JsonNode document : Repository.yamls(file)) {
        if (!patch || isComplete(document)) {
          problem(Repository.name(file), document, problems);
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/dev", "overlays/prod", "overlays/gpu"})
  void whatKustomizeRendersFitsTheSchemas(String folder) {
    List<String> problems = new ArrayList<>();
    for (JsonNode resource : rendered(folder).resources()) {
      if (!resource.path("kind").asText().equals("ConfigMap")) {
        problem(folder, resource, problems);
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void unknownFieldsAndWrongTypesAreFound() {
    ObjectNode bad = (ObjectNode) Repository.yaml(BASE.resolve("trading-job.yaml"));
    ((ObjectNode) bad.at("/spec/job")).put("upgradeMod", "savepoint").put("upgradeMode", "hope");
    ((ObjectNode) bad.at("/spec/taskManager/resource")).put("memroy", "1g");
    ((ObjectNode) bad.at("/spec/podTemplate/spec/containers/0")).put("imagee", "x");
    ((ObjectNode) bad.at("/spec")).put("flinkVersion", "v9_9");

    assertThat(Schemas.errors(DEPLOYMENT, bad))
        .hasSize(5)
        .anyMatch(error -> error.contains("upgradeMod'"))
        .anyMatch(error -> error.contains("hope") || error.contains("upgradeMode: does not have"))
        .anyMatch(error -> error.contains("memroy"))
        .anyMatch(error -> error.contains("imagee"))
        .anyMatch(error -> error.contains("flinkVersion"));
  }

  @Test
  void noFileIsLeftOut() {
    Set<Path> reached = new TreeSet<>();
    for (String folder : List.of("base", "overlays/dev", "overlays/prod", "overlays/gpu")) {
      reached.addAll(rendered(folder).read());
    }
    assertThat(Repository.files("k8s-operator", ".yaml"))
        .filteredOn(file -> !file.toString().contains("/snapshots/"))
        .isSubsetOf(reached);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trading-job", "regime-job", "results-job"})
  void theConfigurationIsTheSharedOnePlusWhatTheClusterNeeds(String name) {
    Map<String, String> expected = new TreeMap<>(FlinkConfigurationTest.shipped());
    expected.keySet().removeAll(SET_BY_THE_OPERATOR);
    Map<String, String> actual = configuration(BASE.resolve(name + ".yaml"));
    Set<String> overrides = OVERRIDES.getOrDefault(name, Set.of());

    expected.forEach(
        (key, value) -> {
          if (!overrides.contains(key)) {
            assertThat(actual.get(key)).as(key).isEqualTo(value);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/dev", "overlays/prod", "overlays/gpu"})
  void everyConfigurationKeyIsKnown(String folder) {
    List<String> problems = new ArrayList<>();
    for (JsonNode deployment : deployments(folder)) {
      configuration(deployment)
          .forEach(
              (key, value) -> {
                String problem =
                    OPERATOR_OPTIONS.containsKey(key)
                        ? (OPERATOR_OPTIONS.get(key).equals(value)
                            ? key + ": is the default"
                            : null)
                        : FlinkConfigurationTest.problem(key, value);
                if (problem != null) {
                  problems.add(problem);
                }
              });
    }
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/dev", "overlays/prod", "overlays/gpu"})
  void upgradesKeepState(String folder) {
    for (JsonNode deployment : deployments(folder)) {
      Map<String, String> configuration = configuration(deployment);
      assertThat(deployment.at("/spec/job/upgradeMode").asText()).isIn("savepoint", "last-state");
      assertThat(deployment.at("/spec/job/allowNonRestoredState").asBoolean(true)).isFalse();
      assertThat(configuration).containsEntry("high-availability.type", "kubernetes");
      for (String key :
          List.of(
              "execution.checkpointing.dir",
              "execution.checkpointing.savepoint-dir",
              "high-availability.storageDir")) {
        assertThat(configuration.get(key)).as(key).startsWith("s3://");
      }
    }
  }

  @Test
  void noTwoJobsOrOverlaysShareAStoragePath() {
    Map<String, String> owners = new HashMap<>();
    for (String folder : List.of("base", "overlays/dev", "overlays/prod")) {
      for (JsonNode deployment : deployments(folder)) {
        String owner = folder + "/" + deployment.at("/metadata/name").asText();
        configuration(deployment)
            .forEach(
                (key, value) -> {
                  if (value.startsWith("s3://")) {
                    assertThat(owners.put(value, owner)).as(value).isNull();
                  }
                });
      }
    }
    assertThat(owners).hasSize(27);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/dev", "overlays/prod", "overlays/gpu"})
  void slotsSufficeAndMemoryFits(String folder) {
    for (JsonNode deployment : deployments(folder)) {
      String memory = deployment.at("/spec/taskManager/resource/memory").asText();
      Map<String, String> configuration = new HashMap<>(configuration(deployment));
      configuration.put("taskmanager.memory.process.size", memory);

      assertThat(MemorySize.parse(memory)).isGreaterThanOrEqualTo(MemorySize.parse("2g"));
      assertThat(deployment.at("/spec/job/parallelism").asInt())
          .isBetween(1, Integer.parseInt(configuration.get("pipeline.max-parallelism")));
      org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils.processSpecFromConfig(
          org.apache.flink.configuration.Configuration.fromMap(configuration));
    }
  }

  @Test
  void secretsAreReferredToByNameAndDocumented() {
    String readme = Repository.text("k8s-operator/README.md");
    Set<String> names = new TreeSet<>();
    for (JsonNode deployment : deployments("overlays/prod")) {
      deployment.findValues("secretKeyRef").forEach(ref -> names.add(ref.get("name").asText()));
      deployment.findValuesAsText("secretName").forEach(names::add);
    }
    assertThat(names)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    for (Path file : Repository.files("k8s-operator", ".yaml")) {
      for (JsonNode document : Repository.yamls(file)) {
        assertThat(document.path("kind").asText()).as(file.toString()).isNotEqualTo("Secret");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/dev", "overlays/prod", "overlays/gpu"})
  void everyConfigMapReferenceIsDefined(String folder) {
    Map<String, JsonNode> maps = new HashMap<>();
    for (JsonNode resource : rendered(folder).resources()) {
      if (resource.path("kind").asText().equals("ConfigMap")) {
        maps.put(resource.at("/metadata/name").asText(), resource.get("data"));
      }
    }
    for (JsonNode deployment : deployments(folder)) {
      for (JsonNode reference : deployment.findValues("configMapKeyRef")) {
        assertThat(maps).containsKey(reference.get("name").asText());
        assertThat(maps.get(reference.get("name").asText()).has(reference.get("key").asText()))
            .as(reference.toString())
            .isTrue();
      }
    }
  }

  @Test
  void entryClassesExistAndTheJarIsWhereTheImageHasIt() {
    for (JsonNode deployment : deployments("base")) {
      String entry = deployment.at("/spec/job/entryClass").asText();
      String jar = deployment.at("/spec/job/jarURI").asText();
      assumeThat(Repository.hasLauncher()).isTrue();
      assertThat(Repository.definesClass(entry)).as(entry).isTrue();
      assertThat(jar).startsWith("local://");
      assertThat(Repository.text("Dockerfile")).contains(jar.substring("local://".length()));
      assertThat(deployment.at("/spec/image").asText()).matches(DockerfileTest.PINNED_IMAGE);
    }
  }

  @Test
  void podsRunWithoutPrivilegesAndWithoutTelemetry() {
    for (JsonNode deployment : deployments("overlays/prod")) {
      JsonNode pod = deployment.at("/spec/podTemplate/spec");
      JsonNode container = pod.at("/containers/0");
      assertThat(container.path("name").asText()).isEqualTo("flink-main-container");
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
          .isFalse();
      assertThat(container.path("env"))
          .anyMatch(
              variable ->
                  variable.path("name").asText().equals("ORT_DISABLE_TELEMETRY")
                      && variable.path("value").asText().equals("1"));
    }
  }

  private static Kustomize rendered(String folder) {
    return Kustomize.render(Repository.path("k8s-operator").resolve(folder));
  }

  private static List<JsonNode> deployments(String folder) {
    List<JsonNode> deployments = new ArrayList<>();
    for (JsonNode resource : rendered(folder).resources()) {
      if (resource.path("kind").asText().equals("FlinkDeployment")) {
        deployments.add(resource);
      }
    }
    assertThat(deployments).hasSize(3);
    return deployments;
  }

  private static Map<String, String> configuration(Path file) {
    return configuration(Repository.yaml(file));
  }

  private static Map<String, String> configuration(JsonNode deployment) {
    Map<String, String> settings = new TreeMap<>();
    deployment
        .at("/spec/flinkConfiguration")
        .properties()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
    return settings;
  }

  private static boolean isFlinkDeployment(Path file) {
    return Repository.yamls(file).get(0).path("kind").asText().equals("FlinkDeployment");
  }

  /** A patch names only what it changes; a whole deployment names its jar. */
  private static boolean isComplete(JsonNode document) {
    return document.at("/spec/job").has("jarURI")
        || !document.path("kind").asText().equals("FlinkDeployment");
  }

  private static void problem(String where, JsonNode document, List<String> problems) {
    String kind = document.path("kind").asText();
    JsonSchema schema =
        switch (kind) {
          case "FlinkDeployment" -> DEPLOYMENT;
          case "FlinkStateSnapshot" -> SNAPSHOT;
          default -> Schemas.kubernetes(document.path("apiVersion").asText() + "/" + kind);
        };
    Schemas.errors(schema, document)
        .forEach(error -> problems.add(where + " " + kind + ": " + error));
  }
}
