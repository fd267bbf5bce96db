package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.jobs.JobArguments;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;

/** Do the files for a CUDA device ask for one, once, and change nothing else? */
class GpuDeploymentTest {
  private static final JsonNode OVERRIDE =
      Repository.yaml(Repository.path("docker-compose.gpu.yml"));

  @Test
  void theComposeOverrideFitsTheSpecificationAndOnlyKnownServices() {
    JsonNode file = Repository.yaml(Repository.path("docker-compose.yml"));
    assertThat(Schemas.errors(Schemas.compose(), OVERRIDE)).isEmpty();
    OVERRIDE
        .path("services")
        .properties()
        .forEach(
            service -> {
              assertThat(file.path("services").has(service.getKey())).isTrue();
              assertThat(service.getValue().path("image").asText())
                  .isEqualTo("cryptoscalp/flink-gpu:0.1.0")
                  .matches(DockerfileTest.PINNED_IMAGE);
              assertThat(service.getValue().at("/build/target").asText()).isEqualTo("flink-gpu");
            });
    assertThat(Repository.text("Dockerfile")).contains("FROM flink AS flink-gpu");
  }

  @Test
  void composeReservesOneDeviceForTheTaskManagerThatScores() {
    JsonNode resources = OVERRIDE.at("/services/trading-taskmanager/deploy/resources");
    JsonNode devices = resources.at("/reservations/devices");
    assertThat(devices).hasSize(1);
    assertThat(devices.at("/0/driver").asText()).isEqualTo("nvidia");
    assertThat(devices.at("/0/count").asInt()).isOne();
    assertThat(devices.at("/0/capabilities/0").asText()).isEqualTo("gpu");

    Map<String, String> settings = new HashMap<>(FlinkConfigurationTest.shipped());
    String own = OVERRIDE.at("/services/trading-taskmanager/environment/FLINK_PROPERTIES").asText();
    for (String line : own.lines().toList()) {
      String[] pair = line.split(": ", 2);
      assertThat(FlinkConfigurationTest.known(pair[0], pair[1])).as(line).isTrue();
      settings.put(pair[0], pair[1]);
    }
    assertThat(MemorySize.parse(resources.at("/limits/memory").asText()))
        .isEqualTo(MemorySize.parse(settings.get("taskmanager.memory.process.size")));
    TaskExecutorProcessUtils.processSpecFromConfig(Configuration.fromMap(settings));
  }

  @Test
  void composeAndKubernetesAskForTheProviderAsTheJobReadsIt() {
    List<String> compose = new ArrayList<>();
    OVERRIDE.at("/services/trading-jobmanager/command").forEach(word -> compose.add(word.asText()));
    List<String> job = compose.subList(2, compose.size()); // behind the class
    assertThat(wanted(job)).isEqualTo("cuda");

    List<String> args = new ArrayList<>();
    trading("overlays/gpu").at("/spec/job/args").forEach(word -> args.add(word.asText()));
    assertThat(wanted(args)).isEqualTo("cuda");
  }

  private static String wanted(List<String> args) {
    Map<String, String> values = JobArguments.parse(args.toArray(String[]::new));
    assertThat(TradingJobConfig.fromMap(values)).as("taken by the job").isNotNull();
    return String.valueOf(values.get("scoring.provider"));
  }

  @Test
  void theOverlayLimitsEachTaskManagerToOneDevice() {
    JsonNode trading = trading("overlays/gpu");
    JsonNode container = trading.at("/spec/taskManager/podTemplate/spec/containers/0");
    assertThat(container.path("name").asText()).isEqualTo("flink-main-container");
    assertThat(container.at("/resources/limits").path("nvidia.com/gpu").asText()).isEqualTo("1");
    assertThat(trading.at("/spec/podTemplate").toString()).doesNotContain("nvidia");
    assertThat(trading.at("/spec/jobManager").toString()).doesNotContain("nvidia");

    JsonNode settings = trading.at("/spec/flinkConfiguration");
    assertThat(settings.has("slotmanager.redundant-taskmanager-num")).isFalse();
    assertThat(trading.at("/spec/job/parallelism").asInt())
        .as("one TaskManager, one device")
        .isEqualTo(settings.path("taskmanager.numberOfTaskSlots").asInt());
  }

  @Test
  void theOverlayIsProductionButForTheDevice() {
    Map<String, ObjectNode> prod = byName("overlays/prod");
    Map<String, ObjectNode> gpu = byName("overlays/gpu");
    assertThat(gpu.keySet()).isEqualTo(prod.keySet());
    gpu.forEach(
        (name, resource) -> {
          if (!name.equals("FlinkDeployment/trading-job")) {
            assertThat(resource).as(name).isEqualTo(prod.get(name));
          }
        });
    JsonNode before = trading("overlays/prod");
    JsonNode after = trading("overlays/gpu");
    for (String same :
        List.of(
            "/spec/podTemplate",
            "/spec/jobManager",
            "/spec/job/entryClass",
            "/spec/job/jarURI",
            "/spec/job/upgradeMode",
            "/spec/taskManager/podTemplate/spec/affinity",
            "/spec/flinkConfiguration/execution.checkpointing.dir",
            "/spec/flinkConfiguration/high-availability.storageDir")) {
      assertThat(after.at(same)).as(same).isEqualTo(before.at(same));
    }
    assertThat(after.at("/spec/job/args/0")).isEqualTo(before.at("/spec/job/args/0"));
  }

  private static JsonNode trading(String folder) {
    ObjectNode found = byName(folder).get("FlinkDeployment/trading-job");
    assertThat(found).isNotNull();
    return found;
  }

  private static Map<String, ObjectNode> byName(String folder) {
    Map<String, ObjectNode> resources = new TreeMap<>();
    for (ObjectNode resource :
        Kustomize.render(Repository.path("k8s-operator").resolve(folder)).resources()) {
      String name = resource.path("kind").asText() + "/" + resource.at("/metadata/name").asText();
      resources.put(name, resource);
    }
    return resources;
  }
}
