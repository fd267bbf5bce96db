package io.cryptoscalp.jobs.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own, started by this one and never outliving it.
 *
 * <p>Its standard input is a pipe that nothing is written to (see {@link ParentWatch}); its output
 * and errors go to one log file, which is appended to.
 */
public final class ChildJvm implements AutoCloseable {
  /** The line with which a child says that it is ready begins with this word. */
  public static final String READY = "READY";

  private final Process process;
  private final Path log;
  private final CompletableFuture<String> ready = new CompletableFuture<>();

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * What to start.
   *
   * @param name names the log file, {@code <name>.log}
   * @param mainClass fully qualified
   * @param classPath the child's whole class path
   * @param jvmOptions options before the class name, heap size and the like
   * @param arguments of {@code main}
   * @param environment added to this process's own environment
   * @param logFolder created if absent
   */
  public record Spec(
      String name,
      String mainClass,
      List<Path> classPath,
      List<String> jvmOptions,
      List<String> arguments,
      Map<String, String> environment,
      Path logFolder) {
    public Spec {
      classPath = List.copyOf(classPath);
      jvmOptions = List.copyOf(jvmOptions);
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }
  }

  /** Starts the child and returns at once. */
  public static ChildJvm start(Spec spec) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(spec.jvmOptions());
    command.add("-cp");
    command.add(JavaClassPath.join(spec.classPath()));
    command.add(spec.mainClass());
    command.addAll(spec.arguments());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(spec.environment());
    // ONNX Runtime's telemetry is off in every JVM of the project.
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    try {
      Files.createDirectories(spec.logFolder());
      Path log = spec.logFolder().resolve(spec.name() + ".log");
      ChildJvm child = new ChildJvm(builder.start(), log);
      Thread pump = new Thread(child::pump, spec.name() + "-output");
      pump.setDaemon(true);
      pump.start();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the JVM of " + spec.name(), e);
    }
  }

  /**
   * Waits for the line that begins with {@link #READY}.
   *
   * @return the rest of that line, trimmed
   * @throws IllegalStateException if the child ended first or said nothing in time; the message
   *     carries the end of its log, and the child is stopped
   */
  public String awaitReady(Duration timeout) {
    try {
      return ready.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      kill();
      throw new IllegalStateException("not ready: " + log + " ends with:\n" + logTail(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      throw new IllegalStateException("interrupted while a child JVM started", e);
    }
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The file that the child's output goes to. */
  public Path log() {
    return log;
  }

  /** Kills the process at once (SIGKILL) and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(30));
  }

  /** Asks the process to end (SIGTERM), waits, and kills it if it has not ended by then. */
  public void stop(Duration grace) {
    process.destroy();
    if (!awaitExit(grace)) {
      kill();
    }
  }

  @Override
  public void close() {
    stop(Duration.ofSeconds(20));
  }

  /** The exit status, or null while the process runs. */
  public @Nullable Integer exitStatus() {
    return process.isAlive() ? null : process.exitValue();
  }

  private boolean awaitExit(Duration timeout) {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private void pump() {
    try (BufferedReader output =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer writer =
            Files.newBufferedWriter(
                log,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND)) {
      String line = output.readLine();
      while (line != null) {
        writer.write(line);
        writer.write('\n');
        writer.flush();
        if (line.startsWith(READY)) {
          ready.complete(line.substring(READY.length()).trim());
        }
        line = output.readLine();
      }
      ready.completeExceptionally(new IOException("the process ended"));
    } catch (IOException e) {
      // The stream of a killed process ends this way.
      ready.completeExceptionally(e);
    }
  }

  private String logTail() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
