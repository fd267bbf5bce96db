package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;

/** Would Compose take docker-compose.yml, and does every name in it lead somewhere? */
class ComposeFileTest {

  private static final JsonNode FILE = Repository.yaml(Repository.path("docker-compose.yml"));
  private static final Map<String, JsonNode> SERVICES = byName(FILE.path("services"));

  /**
   * Variables that the product reads; anything else given to its containers would have no effect.
   */
  private static final Set<String> OWN_VARIABLES =
      Set.of(
          "KAFKA_BOOTSTRAP",
          "CLICKHOUSE_URL",
          "CLICKHOUSE_USER",
          "CLICKHOUSE_PASSWORD_FILE",
          // read by the entry point of Flink's image
          "JOB_MANAGER_RPC_ADDRESS",
          "TASK_MANAGER_NUMBER_OF_TASK_SLOTS",
          "FLINK_PROPERTIES");

  @Test
  void itFitsTheComposeSpecification() {
    assertThat(Schemas.errors(Schemas.compose(), FILE)).isEmpty();
  }

  @Test
  void misspeltKeysAreFound() {
    ObjectNode bad = FILE.deepCopy();
    ((ObjectNode) bad.at("/services/kafka")).put("restrat", "always");
    ((ObjectNode) bad.at("/services/migrate/depends_on/clickhouse")).put("condition", "service_up");

    assertThat(Schemas.errors(Schemas.compose(), bad))
        .anyMatch(error -> error.contains("restrat"))
        .anyMatch(error -> error.contains("condition") || error.contains("depends_on"));
  }

  @Test
  void imagesArePinnedAndBuiltTargetsExist() {
    String dockerfile = Repository.text("Dockerfile");
    SERVICES.forEach(
        (name, service) -> {
          assertThat(service.path("image").asText()).as(name).matches(DockerfileTest.PINNED_IMAGE);
          if (service.has("build")) {
            assertThat(dockerfile).contains(" AS " + service.at("/build/target").asText());
          }
        });
  }

  @Test
  void nothingIsPublishedBeyondThisMachine() {
    int published = 0;
    Set<String> taken = new TreeSet<>();
    for (JsonNode service : SERVICES.values()) {
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asText()).matches("127\\.0\\.0\\.1:\\d+:\\d+");
        assertThat(taken.add(port.asText().split(":")[1])).as(port.asText()).isTrue();
        published++;
      }
    }
    assertThat(published).isPositive();
  }

  @Test
  void everyServiceHasLimits() {
    SERVICES.forEach(
        (name, service) -> {
          JsonNode limits = service.at("/deploy/resources/limits");
          assertThat(limits.has("cpus") && limits.has("memory")).as(name).isTrue();
        });
  }

  @Test
  void dependenciesCanBeMet() {
    SERVICES.forEach(
        (name, service) ->
            service
                .path("depends_on")
                .properties()
                .forEach(
                    entry -> {
                      String what = name + " waits for " + entry.getKey();
                      JsonNode other = SERVICES.get(entry.getKey());
                      assertThat(other).as(what).isNotNull();
                      String condition = entry.getValue().path("condition").asText();
                      if (condition.equals("service_healthy")) {
                        boolean inImage = "flink".equals(other.at("/build/target").asText());
                        assertThat(other.has("healthcheck") || inImage).as(what).isTrue();
                      } else {
                        assertThat(condition).as(what).isEqualTo("service_completed_successfully");
                        assertThat(other.path("restart").asText()).as(what).isEqualTo("no");
                      }
                    }));
  }

  @Test
  void volumesAndSecretsAreDefinedAndUsed() {
    Set<String> volumes = new TreeSet<>();
    Set<String> secrets = new TreeSet<>();
    SERVICES.forEach(
        (name, service) -> {
          for (JsonNode volume : service.path("volumes")) {
            String source = volume.asText().split(":")[0];
            if (source.startsWith("./")) {
              assertThat(Files.exists(Repository.path(source.substring(2)))).as(source).isTrue();
              assertThat(volume.asText()).as("mounted from the sources").endsWith(":ro");
            } else {
              volumes.add(source);
            }
          }
          service.path("secrets").forEach(secret -> secrets.add(secret.asText()));
        });
    assertThat(volumes).isEqualTo(byName(FILE.path("volumes")).keySet());
    assertThat(secrets).isEqualTo(byName(FILE.path("secrets")).keySet());
  }

  @Test
  void passwordsComeFromFilesOnly() {
    List<String> suspicious = new ArrayList<>();
    SERVICES.forEach(
        (name, service) ->
            service
                .path("environment")
                .properties()
                .forEach(
                    variable -> {
                      boolean secret =
                          variable.getKey().matches("(?i).*(PASSWORD|SECRET|TOKEN|API_KEY).*");
                      String value = variable.getValue().asText();
                      if (secret && !value.startsWith("/run/secrets/")) {
                        suspicious.add(name + ": " + variable.getKey());
                      } else if (secret) {
                        String mounted = value.substring("/run/secrets/".length());
                        assertThat(service.path("secrets"))
                            .as(name)
                            .anyMatch(given -> given.asText().equals(mounted));
                      }
                    }));
    assertThat(suspicious).isEmpty();
  }

  @Test
  void everyVariableIsRequiredWithAReasonAndShownInTheExample() {
    String example = Repository.text(".env.example");
    Matcher variable =
        Pattern.compile("\\$\\{(\\w+)(:\\?[^}]+)?[^}]*}")
            .matcher(Repository.text("docker-compose.yml"));
    Set<String> names = new TreeSet<>();
    while (variable.find()) {
      assertThat(variable.group(2)).as(variable.group()).isNotNull();
      assertThat(example).containsPattern("(?m)^" + variable.group(1) + "=.+$");
      names.add(variable.group(1));
    }
    assertThat(names).hasSize(2);
  }

  @Test
  void ownContainersGetOnlyVariablesThatSomethingReads() {
    SERVICES.forEach(
        (name, service) -> {
          if (service.has("build")) {
            assertThat(byName(service.path("environment")).keySet())
                .as(name)
                .isSubsetOf(OWN_VARIABLES);
          }
        });
  }

  @Test
  void entryClassesExist() {
    List<String> classes = new ArrayList<>();
    for (JsonNode service : SERVICES.values()) {
      List<String> command = new ArrayList<>();
      service.path("command").forEach(word -> command.add(word.asText()));
      int option = command.indexOf("--job-classname");
      if (option >= 0) {
        classes.add(command.get(option + 1));
      }
    }
    assumeThat(Repository.hasLauncher()).isTrue();
    assertThat(classes).hasSize(3).allMatch(Repository::definesClass);
  }

  @Test
  void flinkSettingsAreOptionsAndFitTheContainers() {
    SERVICES.forEach(
        (name, service) -> {
          if (!"flink".equals(service.at("/build/target").asText())) {
            return;
          }
          Map<String, String> settings = new HashMap<>(FlinkConfigurationTest.shipped());
          for (String line :
              service.at("/environment/FLINK_PROPERTIES").asText().lines().toList()) {
            String[] pair = line.split(": ", 2);
            assertThat(FlinkConfigurationTest.known(pair[0], pair[1]))
                .as(name + " " + line)
                .isTrue();
            settings.put(pair[0], pair[1]);
          }
          String process = name.endsWith("jobmanager") ? "jobmanager" : "taskmanager";
          MemorySize wanted = MemorySize.parse(settings.get(process + ".memory.process.size"));
          String limit = service.at("/deploy/resources/limits/memory").asText();
          assertThat(MemorySize.parse(limit)).as(name).isEqualTo(wanted);
        });
  }

  private static Map<String, JsonNode> byName(JsonNode object) {
    Map<String, JsonNode> entries = new TreeMap<>();
    for (Entry<String, JsonNode> entry : object.properties()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    return entries;
  }
}
