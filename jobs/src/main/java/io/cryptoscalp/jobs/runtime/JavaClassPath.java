package io.cryptoscalp.jobs.runtime;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The class path of this JVM, entry by entry, as a base for narrower ones of child JVMs. */
public final class JavaClassPath {
  private JavaClassPath() {}

  /**
   * Every existing jar and folder on this JVM's class path, in order. A jar that only names others
   * in its manifest (as build tools use for long class paths) is replaced by what it names.
   */
  public static List<Path> current() {
    Set<Path> entries = new LinkedHashSet<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        add(Path.of(entry).toAbsolutePath().normalize(), entries);
      }
    }
    return List.copyOf(entries);
  }

  /** The entries of {@link #current()} whose file name is accepted. */
  public static List<Path> select(Predicate<String> byFileName) {
    List<Path> selected = new ArrayList<>();
    for (Path entry : current()) {
      Path name = entry.getFileName();
      if (name != null && byFileName.test(name.toString())) {
        selected.add(entry);
      }
    }
    return selected;
  }

  /**
   * The jars or folders that hold the given classes, without repeats.
   *
   * @throws MissingPrerequisiteException if a class was not loaded from a file
   */
  public static List<Path> of(Class<?>... classes) {
    Set<Path> entries = new LinkedHashSet<>();
    for (Class<?> type : classes) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source == null) {
        throw new MissingPrerequisiteException(
            MissingPrerequisiteException.Code.JAR_MISSING,
            "The class " + type.getName() + " was not loaded from a jar or folder.");
      }
      try {
        entries.add(Path.of(source.getLocation().toURI()));
      } catch (URISyntaxException e) {
        throw new IllegalStateException("unreadable location of " + type.getName(), e);
      }
    }
    return List.copyOf(entries);
  }

  /** The entries joined as the JVM's {@code -cp} option wants them. */
  public static String join(List<Path> entries) {
    StringBuilder joined = new StringBuilder();
    for (Path entry : entries) {
      joined.append(joined.length() == 0 ? "" : File.pathSeparator).append(entry);
    }
    return joined.toString();
  }

  private static void add(Path entry, Set<Path> entries) {
    if (!Files.exists(entry) || entries.contains(entry)) {
      return;
    }
    entries.add(entry);
    if (!Files.isRegularFile(entry)) {
      return;
    }
    for (Path named : namedInManifest(entry)) {
      add(named, entries);
    }
  }

  private static List<Path> namedInManifest(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String named =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      List<Path> paths = new ArrayList<>();
      if (named != null) {
        for (String reference : named.trim().split("\\s+")) {
          URI uri = jar.toUri().resolve(reference);
          if ("file".equals(uri.getScheme())) {
            paths.add(Path.of(uri).toAbsolutePath().normalize());
          }
        }
      }
      return paths;
    } catch (IOException e) {
      throw new UncheckedIOException("unreadable jar on the class path: " + jar, e);
    }
  }
}
