package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptoscalp.jobs.runtime.ChildJvm;
import io.cryptoscalp.jobs.runtime.JavaClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The command in a process of its own, to be killed, and what it leaves on disk. */
public final class ChildCommand {
  private ChildCommand() {}

  /**
   * Starts it.
   *
   * @param name of the process and its log, in {@code logs} of the folder
   * @param options of the JVM, besides those that Flink wants
   */
  public static ChildJvm start(
      Path folder,
      String name,
      List<String> options,
      Map<String, String> environment,
      List<String> words) {
    List<String> all = new ArrayList<>();
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(all::add);
    all.addAll(options);
    return ChildJvm.start(
        new ChildJvm.Spec(
            name,
            Main.class.getName(),
            JavaClassPath.current(),
            all,
            words,
            environment,
            folder.resolve("logs")));
  }

  /** Waits for its end, which must be a good one. */
  public static void requireDone(ChildJvm run) throws Exception {
    await().atMost(Duration.ofMinutes(5)).until(() -> !run.isAlive());
    assertThat(run.exitStatus()).as(Files.readString(run.log())).isEqualTo(0);
  }

  /** Checkpoints that are complete below a folder, which need not be there. */
  public static long checkpoints(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> path.endsWith("_metadata")).count();
    } catch (UncheckedIOException e) {
      // Flink moves files about.
      return 0;
    }
  }
}
