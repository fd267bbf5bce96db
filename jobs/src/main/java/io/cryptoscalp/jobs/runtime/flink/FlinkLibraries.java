package io.cryptoscalp.jobs.runtime.flink;

import io.cryptoscalp.jobs.runtime.JavaClassPath;
import io.cryptoscalp.jobs.runtime.MissingPrerequisiteException;
import io.cryptoscalp.jobs.runtime.ParentWatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * The class path of a Flink process: what a Flink distribution has in its {@code lib} folder, and
 * no class of any job, which comes with the job's jar.
 */
final class FlinkLibraries {
  /** Flink's artifacts and the libraries they need at run time. */
  private static final List<String> PREFIXES =
      List.of(
          "flink-",
          "frocksdbjni-",
          "log4j-",
          "slf4j-api-",
          "onnxruntime-",
          "icu4j-",
          "commons-cli-",
          "commons-collections-",
          "commons-compress-",
          "commons-io-",
          "commons-lang3-",
          "commons-math3-",
          "commons-text-",
          "snakeyaml-engine-",
          "javassist-",
          "async-profiler-",
          "kryo-",
          "minlog-",
          "objenesis-",
          "reflectasm-",
          "asm-",
          "snappy-java-",
          "lz4-java-",
          "jsr305-",
          "RoaringBitmap-");

  /** Connectors belong to the job's jar, test utilities nowhere near a cluster. */
  private static final List<String> EXCLUDED =
      List.of("flink-connector-kafka", "flink-connector-jdbc", "flink-ml-", "flink-test-utils");

  private FlinkLibraries() {}

  /**
   * The jars, taken from this JVM's class path, and a small one with the processes' main class.
   *
   * @param folder gets that small jar
   */
  static List<Path> assemble(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>(JavaClassPath.select(FlinkLibraries::belongs));
    if (jars.stream().noneMatch(jar -> jar.toString().contains("flink-runtime-"))) {
      throw new MissingPrerequisiteException(
          MissingPrerequisiteException.Code.JAR_MISSING,
          "The Flink cluster's jars are not on the class path one by one.");
    }
    jars.add(mainJar(folder.resolve("cryptoscalp-flink-process.jar")));
    return jars;
  }

  static boolean belongs(String jar) {
    return jar.endsWith(".jar")
        && !jar.endsWith("-tests.jar")
        && PREFIXES.stream().anyMatch(jar::startsWith)
        && EXCLUDED.stream().noneMatch(jar::startsWith);
  }

  private static Path mainJar(Path target) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target))) {
      for (Class<?> type : List.of(FlinkProcessMain.class, ParentWatch.class)) {
        String resource = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(resource));
        try (InputStream bytes = type.getResourceAsStream("/" + resource)) {
          if (bytes == null) {
            throw new IOException("no class file of " + type.getName());
          }
          bytes.transferTo(jar);
        }
        jar.closeEntry();
      }
    }
    return target;
  }
}
