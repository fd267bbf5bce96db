package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Copies of versions on this machine, one folder a manifest, named by its digest. A copy is held to
 * its manifest whenever it is used; one that does not fit is thrown away and fetched again. What
 * was used least recently goes first when the copies take more than their space.
 */
final class ModelCache {
  static final String FOLDER = "CRYPTOSCALP_MODEL_CACHE";
  static final String MIB = "CRYPTOSCALP_MODEL_CACHE_MIB";

  private static final String STAGING = ".new-";
  private static final long DEFAULT_MIB = 2048;
  // who was given a copy reads it within this time
  private static final long IN_USE_MS = 60_000;
  private static final long ABANDONED_MS = 24 * 3_600_000L;

  private final Path folder;
  private final long mostBytes;

  ModelCache(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  static ModelCache of(Map<String, String> environment) {
    String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9]", "_");
    Path usual = Path.of(System.getProperty("java.io.tmpdir"), "cryptoscalp-models-" + user);
    String given = environment.getOrDefault(FOLDER, "");
    try {
      String mib = environment.getOrDefault(MIB, "");
      long most = mib.isEmpty() ? DEFAULT_MIB : Long.parseLong(mib);
      if (most < 1 || most > 1 << 20) {
        throw new IllegalArgumentException("from 1 to " + (1 << 20));
      }
      return new ModelCache(given.isEmpty() ? usual : Path.of(given), most << 20);
    } catch (IllegalArgumentException e) {
      throw new ModelException("MODEL_STORE_INVALID", "variable=" + MIB + " or " + FOLDER, e);
    }
  }

  /** Fetches the files of a version. */
  interface Fetch {
    /** The bytes of a file that the manifest lists, or of the signature. */
    byte[] file(String name);
  }

  /**
   * The copy of a version, fetched where there is none that fits.
   *
   * @param digest of its manifest
   * @param uri of the version
   * @param files names of all its files, the manifest and its signature among them
   */
  ModelFolder get(String digest, String uri, Iterable<String> files, Fetch fetch) {
    Path copy = folder.resolve(digest);
    try {
      open();
      if (Files.isDirectory(copy)) {
        try {
          ModelFolder found = new ModelFolder(copy, uri);
          var unused = found.verified(ModelTrust.ANYONE);
          Files.setLastModifiedTime(copy, FileTime.fromMillis(System.currentTimeMillis()));
          return found;
        } catch (ModelException e) {
          FileModelStore.delete(copy); // damaged on this machine: what is fetched decides
        }
      }
      fetchInto(copy, uri, files, fetch);
      makeRoom(copy);
      return new ModelFolder(copy, uri);
    } catch (IOException e) {
      throw new ModelException(
          "MODEL_STORE_FAILED",
          "action=cache path=" + copy + " reason=" + e.getClass().getSimpleName(),
          e);
    }
  }

  /** Makes the folder for its owner alone; a folder of somebody else's in its place is refused. */
  private void open() throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
      }
    }
  }

  private void fetchInto(Path copy, String uri, Iterable<String> files, Fetch fetch)
      throws IOException {
    Path staging = Files.createTempDirectory(folder, STAGING);
    try {
      for (String name : files) {
        Files.write(staging.resolve(name), fetch.file(name));
      }
      var unused = new ModelFolder(staging, uri).verified(ModelTrust.ANYONE);
      try {
        Files.move(staging, copy, StandardCopyOption.ATOMIC_MOVE);
      } catch (java.nio.file.FileSystemException e) {
        if (!Files.isDirectory(copy)) { // another thread or process had the same to do
          throw e;
        }
      }
    } finally {
      FileModelStore.delete(staging);
    }
  }

  /** Deletes the copies used least recently until the rest fits; never the one just fetched. */
  private void makeRoom(Path keep) throws IOException {
    record Copy(Path path, long usedAt, long bytes) {}
    List<Copy> copies = new ArrayList<>();
    long total = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path entry : entries) {
        long bytes = bytes(entry);
        total += bytes;
        boolean staging = String.valueOf(entry.getFileName()).startsWith(STAGING);
        long usedAt = Files.getLastModifiedTime(entry).toMillis();
        if (staging && usedAt < System.currentTimeMillis() - ABANDONED_MS) {
          FileModelStore.delete(entry); // its process ended while it fetched
        } else if (!entry.equals(keep) && !staging) {
          copies.add(new Copy(entry, usedAt, bytes));
        }
      }
    }
    copies.sort(Comparator.comparingLong(Copy::usedAt));
    for (Copy copy : copies) {
      if (total <= mostBytes || copy.usedAt() > System.currentTimeMillis() - IN_USE_MS) {
        return;
      }
      FileModelStore.delete(copy.path());
      total -= copy.bytes();
    }
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        bytes += Files.size(file);
      }
    } catch (java.nio.file.NoSuchFileException e) {
      return 0; // another process made room
    }
    return bytes;
  }

  /** Refuses a version that the whole space cannot hold, before anything is fetched. */
  void admit(String uri, SortedMap<String, ModelManifest.Entry> files) {
    long bytes = 0;
    for (ModelManifest.Entry entry : files.values()) {
      bytes += entry.bytes();
    }
    if (bytes > mostBytes) {
      throw new ModelException(
          "MODEL_TOO_LARGE", "version=" + uri + " bytes=" + bytes + " most=" + mostBytes);
    }
  }
}
