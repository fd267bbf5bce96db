package io.cryptoscalp.jobs.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of the repository as the checks see them. */
final class Repository {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Repository() {}

  /** Root folder: what the build names, or the nearest folder above with a Maven wrapper. */
  static Path root() {
    String named = System.getProperty("cryptoscalp.root");
    Path path = Path.of(named == null ? "" : named).toAbsolutePath();
    while (path != null && !Files.exists(path.resolve("mvnw"))) {
      path = path.getParent();
    }
    if (path == null) {
      throw new IllegalStateException("no folder with mvnw at or above the working directory");
    }
    return path;
  }

  static Path path(String relative) {
    return root().resolve(relative);
  }

  static String text(String relative) {
    try {
      return Files.readString(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Regular files below a folder whose name ends so, in a fixed order. */
  static List<Path> files(String folder, String suffix) {
    try (Stream<Path> walk = Files.walk(path(folder))) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String name(Path file) {
    return root().relativize(file).toString();
  }

  static JsonNode json(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(name(file), e);
    }
  }

  /** The one document of a YAML file. */
  static JsonNode yaml(Path file) {
    List<JsonNode> all = yamls(file);
    if (all.size() != 1) {
      throw new IllegalArgumentException(name(file) + " holds " + all.size() + " documents");
    }
    return all.get(0);
  }

  /** Every document of a YAML file; a key given twice is an error. */
  static List<JsonNode> yamls(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(16 << 20);
    try (Reader reader = Files.newBufferedReader(file)) {
      List<JsonNode> documents = new ArrayList<>();
      for (Object document : new Yaml(new SafeConstructor(options)).loadAll(reader)) {
        documents.add(JSON.valueToTree(document));
      }
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(name(file), e);
    }
  }

  /**
   * Whether the command that users start is there: from then on the jobs it starts must be, too.
   */
  static boolean hasLauncher() {
    return Files.exists(path("bin/cryptoscalp"));
  }

  /** Whether the sources of some module define this class, by its path. */
  static boolean definesClass(String className) {
    String source = "src/main/java/" + className.replace('.', '/') + ".java";
    return Stream.of("jobs", "gateway", "operators", "models", "engine")
        .anyMatch(module -> Files.exists(path(module).resolve(source)));
  }
}
