package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where the last demo put its data and where it answers, kept in {@code demo.json} of the data
 * folder for the other commands.
 *
 * @param folder data of the demo
 * @param pid its process
 * @param clickHouse JDBC URL while it runs
 * @param kafka bootstrap servers while it runs
 * @param flink REST address while it runs
 */
record DemoState(Path folder, long pid, String clickHouse, String kafka, String flink) {
  private static final String FILE = "demo.json";

  static @Nullable DemoState read(Path dataDir) {
    Path file = dataDir.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      JsonNode node = Json.MAPPER.readTree(Files.readAllBytes(file));
      return new DemoState(
          Path.of(node.path("folder").asText()),
          node.path("pid").asLong(),
          node.path("clickHouse").asText(),
          node.path("kafka").asText(),
          node.path("flink").asText());
    } catch (IOException e) {
      throw new CliException(ExitCodes.CONFIGURATION, "The file " + file + " cannot be read.", e);
    }
  }

  void write(Path dataDir) {
    String text =
        Json.line(
            Json.object()
                .put("folder", folder.toString())
                .put("pid", pid)
                .put("clickHouse", clickHouse)
                .put("kafka", kafka)
                .put("flink", flink));
    try {
      Files.createDirectories(dataDir);
      Path next = dataDir.resolve(FILE + ".next");
      Files.write(next, text.getBytes(StandardCharsets.UTF_8));
      Files.move(
          next,
          dataDir.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "The folder " + dataDir + " is read-only.", e);
    }
  }

  /** The same after its end. */
  DemoState ended() {
    return new DemoState(folder, 0, "", "", "");
  }

  /** True while the process that wrote it lives. */
  boolean isRunning() {
    return pid > 0
        && !clickHouse.isEmpty()
        && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
