package io.cryptoscalp.jobs;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

/**
 * Jars of users with strategies of their own. A process has one set of them, chosen when it starts:
 * its own threads find their classes by the context class loader, jobs that it starts take them
 * along as Flink's user jars.
 */
public final class Plugins {
  /** Environment variable: jars separated as in a class path. */
  public static final String ENVIRONMENT = "CRYPTOSCALP_PLUGINS";

  private static volatile List<Path> jars = List.of();

  private Plugins() {}

  /**
   * Uses jars in this process from now on, and by this thread.
   *
   * @param given jars by option
   * @param environment value of {@link #ENVIRONMENT}, empty when there is none
   * @throws ConfigException {@code PLUGIN_MISSING} when one is not there
   */
  public static void use(List<Path> given, String environment) {
    List<Path> all = new ArrayList<>(given);
    for (String path : environment.split(File.pathSeparator, -1)) {
      if (!path.isBlank()) {
        all.add(Path.of(path));
      }
    }
    if (all.isEmpty()) {
      return;
    }
    URL[] urls = new URL[all.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = url(all.get(i));
    }
    jars = List.copyOf(all);
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(new URLClassLoader(urls, thread.getContextClassLoader()));
  }

  private static URL url(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new ConfigException("PLUGIN_MISSING: jar=" + jar);
    }
    try {
      return jar.toAbsolutePath().toUri().toURL();
    } catch (MalformedURLException e) {
      throw new ConfigException("PLUGIN_MISSING: jar=" + jar + " cause=" + e.getMessage());
    }
  }

  /** Uses no jars from now on; a thread keeps its class loader. */
  public static void forget() {
    jars = List.of();
  }

  /** The jars in use. */
  public static List<Path> jars() {
    return jars;
  }

  /** The jars as Flink takes them along with a job. */
  public static String[] jarFiles() {
    return jars.stream().map(jar -> jar.toAbsolutePath().toString()).toArray(String[]::new);
  }

  /** Lets a cluster take the engine's classes from itself, whatever a jar has with it. */
  public static void addTo(Configuration cluster) {
    cluster.set(
        CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL,
        List.of("io.cryptoscalp.engine."));
  }
}
