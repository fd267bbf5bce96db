package io.cryptoscalp.jobs.runtime.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does a cluster of separate JVMs take a jar, and go on after its TaskManager was killed? */
@Timeout(180)
class StandaloneFlinkITCase {
  @TempDir private Path folder;

  @Test
  void aJobFromAJarOutlivesItsTaskManager() throws Exception {
    Map<String, String> overrides =
        Map.of("heartbeat.interval", "500", "heartbeat.timeout", "3000");
    try (StandaloneFlink flink =
        new StandaloneFlink(
            new StandaloneFlinkOptions(folder.resolve("flink"), null, overrides, 1, 2, 0))) {
      FlinkRest rest = flink.rest();
      assertThat(rest.overview().slotsTotal()).isEqualTo(2);
      String jar = rest.upload(jobJar());
      String id =
          rest.run(
              jar,
              new FlinkRest.RunRequest(
                  CountingJob.class.getName(), List.of("100000000"), 2, null, Map.of()));
      awaitCheckpoints(rest, id, 2);
      long killed = flink.killTaskManager();
      assertThat(ProcessHandle.of(killed)).isEmpty();
      long replacement = flink.startTaskManager();
      flink.awaitTaskManagers();
      assertThat(flink.taskManagerPids()).containsExactly(replacement);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(rest.checkpoints(id).restored()).isEqualTo(1));
      awaitCheckpoints(rest, id, rest.checkpoints(id).completed() + 2);
      assertThat(rest.exceptions(id)).isNotEmpty();

      String savepoint = rest.stopWithSavepoint(id, null, Duration.ofSeconds(60));
      assertThat(Path.of(URI.create(savepoint))).isDirectory();
      assertThat(FlinkRest.isTerminal(rest.state(id))).isTrue();
      assertThat(rest.jobs()).extracting(FlinkRest.Job::id).containsExactly(id);
    }
    assertThat(folder.resolve("flink/logs/jobmanager.log")).isNotEmptyFile();
    assertThat(folder.resolve("flink/logs/taskmanager-2.log")).isNotEmptyFile();
  }

  @Test
  void refusalsAndAbsenceAreTold() {
    FlinkRest nobody = new FlinkRest("http://127.0.0.1:1");
    assertThatThrownBy(nobody::overview)
        .isInstanceOfSatisfying(FlinkRestException.class, e -> assertThat(e.status()).isZero())
        .hasMessageContaining("no answer from Flink");
  }

  private static void awaitCheckpoints(FlinkRest rest, String id, long count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(rest.checkpoints(id).completed()).isGreaterThanOrEqualTo(count));
  }

  /** The job's classes, taken from the test classes; the cluster has none of them. */
  private Path jobJar() throws IOException {
    Path jar = folder.resolve("counting.jar");
    Path classes = testClasses();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(StandaloneFlinkITCase::belongsToJob).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        try (InputStream bytes = Files.newInputStream(file)) {
          bytes.transferTo(out);
        }
        out.closeEntry();
      }
    }
    return jar;
  }

  private static boolean belongsToJob(Path file) {
    return file.getFileName().toString().startsWith("CountingJob");
  }

  private static Path testClasses() {
    return Path.of(
        URI.create(
            CountingJob.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
