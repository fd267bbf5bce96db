package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
    assertThat(topics)
        .doesNotHaveDuplicates()
        .contains(
            "market.raw.binance-spot",
            "market.raw.binance-usdm",
            "market.raw.binance-coinm",
            "control",
            "orders",
            "fills",
            "dead-letters",
            "results.trades",
            "results.stage_latency");
    assertThat(said.lines())
        .allMatch(
            line -> line.startsWith("--bootstrap-server broker:9092 --create --if-not-exists"))
        .anyMatch(
            line ->
                line.contains("--topic control --partitions 1 ")
                    && line.contains("retention.ms=-1"));
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
