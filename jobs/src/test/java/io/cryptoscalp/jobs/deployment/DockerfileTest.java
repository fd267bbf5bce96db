package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Does the Dockerfile fit the repository and the versions of the build? No container engine is
 * needed to ask.
 */
class DockerfileTest {

  /** An image with a version of at least major and minor; neither latest nor a bare name. */
  static final String PINNED_IMAGE = "[a-z0-9./-]+:v?\\d+\\.\\d+[\\w.-]*(@sha256:[0-9a-f]{64})?";

  private static final List<String> LINES = instructions(Repository.text("Dockerfile"));

  @Test
  void baseImagesArePinned() {
    Map<String, String> arguments = arguments();
    Set<String> stages = new TreeSet<>();
    List<String> images = new ArrayList<>();
    for (String line : LINES) {
      Matcher from = Pattern.compile("FROM (\\S+) AS (\\S+)").matcher(line);
      if (from.matches()) {
        images.add(expand(from.group(1), arguments));
        stages.add(from.group(2));
      } else {
        assertThat(line).doesNotStartWith("FROM ");
      }
    }
    images.removeAll(stages); // built here
    assertThat(images).hasSize(4).allSatisfy(image -> assertThat(image).matches(PINNED_IMAGE));
    assertThat(stages)
        .containsExactly(
            "build", "cuda", "default", "flink", "flink-gpu", "gateway", "onnxruntime-gpu");
    assertThat(LINES.get(LINES.size() - 1))
        .as("without a target")
        .isEqualTo("FROM flink AS default");
  }

  @Test
  void theFlinkImageIsTheFlinkOfTheBuild() {
    String version = Repository.text("pom.xml").replaceAll("(?s).*?<flink.version>(.*?)<.*", "$1");

    assertThat(arguments())
        .containsEntry("FLINK_IMAGE", "flink:" + version + "-java17")
        .containsEntry("FLINK_VERSION", version);
  }

  /** Its 742 MB are fetched for the one image alone. */
  @Test
  void onlyTheImageForDevicesTakesTheRuntimeForDevices() {
    String stage = "";
    Set<String> with = new TreeSet<>();
    for (String line : LINES) {
      stage = line.startsWith("FROM ") ? line.replaceAll(".* AS ", "") : stage;
      if (line.contains("onnxruntime_gpu") || line.contains("--from=onnxruntime-gpu")) {
        with.add(stage);
      }
      assertThat(line).doesNotMatch("FROM (onnxruntime-gpu|flink-gpu|cuda) .*");
    }
    assertThat(with).containsExactly("flink-gpu", "onnxruntime-gpu");

    String pom = Repository.text("pom.xml");
    String usual = pom.substring(0, pom.indexOf("<profiles>"));
    assertThat(usual).contains("<onnxruntime.artifact>onnxruntime</onnxruntime.artifact>");
    assertThat(usual).contains("<artifactId>${onnxruntime.artifact}</artifactId>");
    assertThat(usual).doesNotContain("onnxruntime_gpu");
    assertThat(pom.split("onnxruntime_gpu", -1)).as("named once, in profile gpu").hasSize(2);
    assertThat(pom).containsPattern("<id>gpu</id>\\s+<properties>\\s+<onnxruntime.artifact>");
    assertThat(pom).doesNotContain("activeByDefault");
  }

  @Test
  void whatIsCopiedFromTheRepositoryExistsAndIsNotIgnored() {
    List<String> ignored = Repository.text(".dockerignore").lines().toList();
    int copied = 0;
    for (String line : LINES) {
      if (line.startsWith("COPY ") && !line.contains("--from=")) {
        String[] words = line.replaceAll("--\\S+ ", "").split(" ");
        for (int i = 1; i < words.length - 1; i++) {
          assertThat(Files.exists(Repository.path(words[i]))).as(words[i]).isTrue();
          assertThat(ignored).doesNotContain(words[i]);
          copied++;
        }
      }
    }
    assertThat(copied).isGreaterThanOrEqualTo(5);
  }

  @Test
  void secretsAndHistoryStayOutOfTheBuild() {
    assertThat(Repository.text(".dockerignore").lines())
        .contains(".git", "secrets", ".env", "data");
    assertThat(Repository.text(".gitignore").lines()).contains("/secrets/", "/.env");
  }

  @Test
  void everyImageThatRunsIsUnprivilegedAndSilencesTelemetry() {
    Map<String, List<String>> stages = new HashMap<>();
    String stage = "";
    for (String line : LINES) {
      if (line.startsWith("FROM ")) {
        stage = line.replaceAll(".* AS ", "");
      }
      stages.computeIfAbsent(stage, unused -> new ArrayList<>()).add(line);
    }
    for (String running : List.of("flink", "gateway", "flink-gpu")) {
      List<String> lines = stages.getOrDefault(running, List.of());
      if (!lines.contains("FROM flink AS " + running)) { // which brings it
        assertThat(lines).contains("ENV ORT_DISABLE_TELEMETRY=1");
      }
      assertThat(lines.get(lines.size() - 1)).as("the last word").doesNotStartWith("USER root");
      assertThat(lines).anyMatch(line -> line.matches("USER (flink|cryptoscalp)"));
    }
    assertThat(stages.get("flink")).anyMatch(line -> line.startsWith("HEALTHCHECK "));
  }

  /** Logical lines: comments gone, continuations joined, spaces single. */
  private static List<String> instructions(String file) {
    String joined = file.replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", " ");
    return joined
        .lines()
        .map(line -> line.replaceAll("\\s+", " ").trim())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static Map<String, String> arguments() {
    Map<String, String> arguments = new HashMap<>();
    for (String line : LINES) {
      Matcher argument = Pattern.compile("ARG (\\w+)=(\\S+)").matcher(line);
      if (argument.matches()) {
        arguments.put(argument.group(1), argument.group(2));
      }
    }
    return arguments;
  }

  private static String expand(String text, Map<String, String> arguments) {
    String expanded = text;
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      expanded = expanded.replace("${" + argument.getKey() + "}", argument.getValue());
    }
    return expanded;
  }
}
