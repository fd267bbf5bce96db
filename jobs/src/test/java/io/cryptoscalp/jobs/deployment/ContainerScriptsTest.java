package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.cryptoscalp.jobs.JobTopics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Do the scripts that containers start with do what they say? They run here with an echo in place
 * of their server.
 */
@EnabledOnOs(OS.LINUX)
class ContainerScriptsTest {

  @Test
  void withoutACheckpointTheJobStartsFromNothing(@TempDir Path state) throws Exception {
    String said = resume(state);

    assertThat(said)
        .contains("starting from nothing")
        .endsWith("standalone-job --job-classname a.Job --set x=y z\n");
  }

  @Test
  void theNewestCompletedCheckpointOrSavepointWins(@TempDir Path state) throws Exception {
    complete(state.resolve("checkpoints/0000/chk-8"), 8_000);
    Path newest = complete(state.resolve("savepoints/savepoint 1"), 9_000);
    Files.createDirectories(state.resolve("checkpoints/0000/chk-10"));
    complete(state.resolve("checkpoints/0000/chk-9"), 8_500);

    assertThat(resume(state))
        .endsWith(
            "standalone-job --fromSavepoint file://"
                + newest
                + " --job-classname a.Job --set x=y z\n");
  }

  @Test
  void topicsAreCreatedOnceEachWithTheirSettings() throws Exception {
    String said =
        run(
            Map.of("KAFKA_BOOTSTRAP", "broker:9092", "KAFKA_TOPICS", "echo"),
            "flink-conf/create-topics.sh");

    List<String> topics =
        said.lines().map(line -> line.replaceAll(".*--topic (\\S+) .*", "$1")).toList();
    assertThat(topics).containsExactlyInAnyOrderElementsOf(JobTopics.partitions().keySet());
    assertThat(said.lines())
        .allMatch(
            line -> line.startsWith("--bootstrap-server broker:9092 --create --if-not-exists"))
        .anyMatch(
            line ->
                line.contains("--topic control --partitions 1 ")
                    && line.contains("retention.ms=-1"));
  }

  @Test
  void theHealthCheckOfTheImageTellsAFlinkProcessFromNoneAndFromSomethingElse() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    AtomicReference<String> answer = new AtomicReference<>("# TYPE\nflink_taskmanager_x 1.0\n");
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    List<String> check = healthCheck(server.getAddress().getPort());
    try {
      assertThat(exit(check)).isZero();
      answer.set("jvm_x 1.0\n");
      assertThat(exit(check)).isNotZero();
    } finally {
      server.stop(0);
    }
    assertThat(exit(check)).isNotZero();
  }

  @Test
  void theImageOpensTheAddressesInsideItsContainer(@TempDir Path folder) throws Exception {
    Matcher edit =
        Pattern.compile("RUN (sed -i -E (?s:.*?))/opt/flink/conf/config.yaml")
            .matcher(Repository.text("Dockerfile"));
    assertThat(edit.find()).isTrue();
    Path file = folder.resolve("config.yaml");
    Files.copy(Repository.path("flink-conf/config.yaml"), file);

    assertThat(exit(List.of("bash", "-c", edit.group(1) + "'" + file + "'"))).isZero();

    Map<String, String> expected = new TreeMap<>(FlinkConfigurationTest.shipped());
    expected.remove("taskmanager.host");
    for (String key :
        List.of("jobmanager.bind-host", "taskmanager.bind-host", "rest.bind-address")) {
      expected.put(key, "0.0.0.0");
    }
    assertThat(GlobalConfiguration.loadConfiguration(folder.toString()).toMap())
        .containsExactlyInAnyOrderEntriesOf(expected);
  }

  private static List<String> healthCheck(int port) throws Exception {
    Matcher command =
        Pattern.compile("(?m)^HEALTHCHECK .*\\\\\n *CMD (\\[.*])$")
            .matcher(Repository.text("Dockerfile"));
    assertThat(command.find()).isTrue();
    List<String> words = new ArrayList<>();
    new ObjectMapper().readTree(command.group(1)).forEach(word -> words.add(word.asText()));
    words.replaceAll(word -> word.replace("/9249", "/" + port));
    return words;
  }

  private static int exit(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static Path complete(Path snapshot, long modifiedMs) throws IOException {
    Files.createDirectories(snapshot);
    Path metadata = Files.createFile(snapshot.resolve("_metadata"));
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(modifiedMs));
    return snapshot;
  }

  private static String resume(Path state) throws Exception {
    return run(
        Map.of("CRYPTOSCALP_STATE", state.toString(), "FLINK_ENTRYPOINT", "echo"),
        "flink-conf/resume-job.sh",
        "--job-classname",
        "a.Job",
        "--set",
        "x=y z");
  }

  private static String run(Map<String, String> environment, String script, String... arguments)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", Repository.path(script).toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
