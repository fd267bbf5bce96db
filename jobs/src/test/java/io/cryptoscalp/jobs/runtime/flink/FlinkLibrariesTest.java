package io.cryptoscalp.jobs.runtime.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Is on a cluster's class path what a Flink distribution has, and nothing of a job? */
class FlinkLibrariesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flink-runtime-2.2.0.jar",
        "flink-statebackend-rocksdb-2.2.0.jar",
        "flink-connector-base-2.2.0.jar",
        "frocksdbjni-8.10.0-ververica-1.0.jar",
        "onnxruntime-1.28.0.jar",
        "log4j-core-2.25.4.jar"
      })
  void flinkAndItsLibrariesAre(String jar) {
    assertThat(FlinkLibraries.belongs(jar)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flink-connector-kafka-5.0.0-2.2.jar",
        "flink-connector-jdbc-core-4.0.0-2.0.jar",
        "flink-runtime-2.2.0-tests.jar",
        "flink-test-utils-2.2.0.jar",
        "kafka-clients-4.2.1.jar",
        "clickhouse-jdbc-0.9.9.jar",
        "cryptoscalp-jobs-0.1.0-SNAPSHOT.jar",
        "classes"
      })
  void jobsConnectorsAndTestsAreNot(String entry) {
    assertThat(FlinkLibraries.belongs(entry)).isFalse();
  }

  @Test
  void theMainClassComesInAJarOfItsOwn() throws IOException {
    List<Path> jars = FlinkLibraries.assemble(folder);
    try (JarFile main = new JarFile(jars.get(jars.size() - 1).toFile())) {
      assertThat(main.stream().map(Object::toString))
          .containsExactly(
              "io/cryptoscalp/jobs/runtime/flink/FlinkProcessMain.class",
              "io/cryptoscalp/jobs/runtime/ParentWatch.class");
    }
  }
}
