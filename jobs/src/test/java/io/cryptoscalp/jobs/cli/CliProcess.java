package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.jobs.runtime.JavaClassPath;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The command in a JVM of its own, started as {@code bin/cryptoscalp} starts it. */
final class CliProcess implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  /**
   * Starts it.
   *
   * @param folder takes the output, and the data unless the environment says otherwise
   * @param environment added to this process's own
   */
  CliProcess(Path folder, Map<String, String> environment, String... arguments) throws IOException {
    out = Files.createTempFile(folder, "out", ".txt");
    err = Files.createTempFile(folder, "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens"))
        .forEach(command::add);
    command.add("-D" + Main.ROOT_PROPERTY + "=" + System.getProperty(Main.ROOT_PROPERTY, "."));
    command.add("-Dcryptoscalp.log=" + folder.resolve("cryptoscalp.log"));
    command.addAll(List.of("-cp", JavaClassPath.join(JavaClassPath.current())));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString());
    builder.environment().putAll(environment);
    process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  /** Waits for its end and gives the exit code. */
  int awaitEnd(Duration limit) throws InterruptedException, IOException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + limit + ":\n" + output());
    }
    return process.exitValue();
  }

  /** Waits until its output has an object whose {@code event} is this, and gives the newest one. */
  JsonNode awaitEvent(String event, Duration limit) {
    Awaitility.await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !process.isAlive() || !events(event).isEmpty());
    try {
      List<JsonNode> events = events(event);
      if (events.isEmpty()) {
        throw new AssertionError("ended without " + event + ":\n" + output());
      }
      return events.get(events.size() - 1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The objects of its standard output whose {@code event} is this. */
  List<JsonNode> events(String event) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (JsonNode node : objects()) {
      if (node.path("event").asText().equals(event)) {
        events.add(node);
      }
    }
    return events;
  }

  /** The objects of its standard output, one a line; a line still being written is left out. */
  List<JsonNode> objects() throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    String text = Files.readString(out);
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      objects.add(Json.MAPPER.readTree(line));
    }
    return objects;
  }

  /** All it has printed. */
  String output() throws IOException {
    return Files.readString(out) + Files.readString(err);
  }

  /** Sends what Ctrl-C sends. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start().waitFor();
  }

  /** Processes it has started that still run. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
