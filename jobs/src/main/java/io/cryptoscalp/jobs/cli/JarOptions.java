package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Jars with strategies of users. */
final class JarOptions {
  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description =
          "Jar with strategies of your own, besides those of CRYPTOSCALP_PLUGINS; repeatable.")
  private List<Path> jars = new ArrayList<>();

  /**
   * Makes strategies of jars known.
   *
   * @return what finds them
   */
  ClassLoader use(Main main) {
    if (!jars.isEmpty()) {
      Plugins.use(jars, main.environment().getOrDefault(Plugins.ENVIRONMENT, ""));
    }
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? JarOptions.class.getClassLoader() : context;
  }
}
