package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Versions in folders {@code <root>/<model>/<version>/} and stage records in {@code
 * <root>/<model>/_stages/}. A version is written beside its place and renamed, which fails when its
 * place is taken; a record is written beside its place and linked, which does as well. The file
 * system must have hard links.
 */
final class FileModelStore implements ModelStore {
  private static final String STAGING = ".new-";

  private final Path root;

  FileModelStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public List<String> models() {
    return folders(root);
  }

  @Override
  public List<String> versions(String model) {
    return folders(home(model));
  }

  private static List<String> folders(Path parent) {
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(parent)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
        for (Path entry : entries) {
          String name = String.valueOf(entry.getFileName());
          if (Names.isName(name)) {
            names.add(name);
          }
        }
      } catch (IOException e) {
        throw failed("list", parent, e);
      }
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public boolean publish(String model, String version, SortedMap<String, byte[]> files) {
    Path home = home(model);
    Path target = home.resolve(Names.check("version", version));
    try {
      Files.createDirectories(home);
      Path staging = Files.createTempDirectory(home, STAGING);
      try {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          Path path = staging.resolve(Names.check("file", file.getKey()));
          write(path, file.getValue());
          if (!path.toFile().setReadOnly()) {
            throw new IOException("cannot write-protect " + path);
          }
        }
        return moved(staging, target);
      } finally {
        delete(staging);
      }
    } catch (IOException e) {
      throw failed("register", target, e);
    }
  }

  private static boolean moved(Path staging, Path target) throws IOException {
    if (Files.exists(target)) {
      return false;
    }
    try {
      // renaming over a folder that is not empty fails, which settles races between writers
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (java.nio.file.FileSystemException e) {
      if (Files.isDirectory(target)) {
        return false;
      }
      throw e;
    }
  }

  /** Writes a file and waits until it is on the disk. */
  private static void write(Path path, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Deletes a folder of files, if it is still there. */
  static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  @Override
  public ModelFolder folder(String model, String version) {
    Path folder = home(model).resolve(Names.check("version", version));
    if (!Files.isDirectory(folder)) {
      throw new ModelException(
          "MODEL_VERSION_UNKNOWN", "model=" + model + " version=" + version + " root=" + root);
    }
    return new ModelFolder(folder);
  }

  @Override
  public long lastRevision(String model) {
    Path records = home(model).resolve(Names.STAGES);
    long last = 0;
    if (Files.isDirectory(records)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(records)) {
        for (Path file : files) {
          last = Math.max(last, Names.revision(String.valueOf(file.getFileName())));
        }
      } catch (IOException e) {
        throw failed("list", records, e);
      }
    }
    return last;
  }

  @Override
  public byte[] record(String model, long revision) {
    Path file = home(model).resolve(Names.STAGES).resolve(Names.record(revision));
    try {
      return Files.readAllBytes(file);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new ModelException("MODEL_STAGES_CORRUPT", "record=" + file + " reason=missing", e);
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  @Override
  public byte @Nullable [] earlierStages(String model) {
    Path file = home(model).resolve("stages.json");
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  @Override
  public boolean append(String model, long revision, byte[] record) {
    Path records = home(model).resolve(Names.STAGES);
    Path target = records.resolve(Names.record(revision));
    try {
      Files.createDirectories(records);
      Path fresh = records.resolve(STAGING + java.util.UUID.randomUUID());
      try {
        write(fresh, record);
        // a link is made whole or not at all, and never over another file
        Files.createLink(target, fresh);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw failed("change stages", target, e);
    }
  }

  private Path home(String model) {
    return root.resolve(Names.check("model", model));
  }

  private static ModelException failed(String action, Path where, Exception cause) {
    return new ModelException(
        "MODEL_STORE_FAILED",
        "action=" + action + " path=" + where + " reason=" + cause.getClass().getSimpleName(),
        cause);
  }
}
