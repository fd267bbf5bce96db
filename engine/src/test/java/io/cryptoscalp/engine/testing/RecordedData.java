package io.cryptoscalp.engine.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Recorded exchange data, which is not part of the project: the folder in {@code CRYPTOSCALP_DATA},
 * else {@code ../shared/data} beside the repository. Tests that need it are skipped, with a
 * message, where it is absent.
 */
public final class RecordedData {
  private RecordedData() {}

  /** The folder, if there is one. */
  public static Optional<Path> root() {
    String configured = System.getenv("CRYPTOSCALP_DATA");
    if (configured != null && !configured.isEmpty()) {
      return Optional.of(Path.of(configured)).filter(Files::isDirectory);
    }
    Path folder = Path.of(System.getProperty("cryptoscalp.root", "..")).resolve("../shared/data");
    return Optional.of(folder.normalize()).filter(Files::isDirectory);
  }

  /**
   * The path of a file or folder below the root; skips the calling test when its data set is
   * absent.
   *
   * @throws AssertionError when the data set is there but has no such file: a wrong name must not
   *     pass for a test that had nothing to do
   */
  public static Path require(String relative) {
    String set = relative.split("/", 2)[0];
    Optional<Path> found = root().filter(folder -> Files.exists(folder.resolve(set)));
    assumeTrue(found.isPresent(), "recorded data absent (" + set + "): set CRYPTOSCALP_DATA");
    Path path = found.orElseThrow().resolve(relative);
    if (!Files.exists(path)) {
      throw new AssertionError("no recorded file " + relative + " in the data set " + set);
    }
    return path;
  }

  /** A reader over a gzip file below the root, found as {@link #require} does. */
  public static BufferedReader open(String relative) {
    try {
      return new BufferedReader(
          new InputStreamReader(
              new GZIPInputStream(Files.newInputStream(require(relative)), 1 << 16),
              StandardCharsets.UTF_8),
          1 << 16);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + relative, e);
    }
  }
}
