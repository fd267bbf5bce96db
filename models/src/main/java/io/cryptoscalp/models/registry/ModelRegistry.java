package io.cryptoscalp.models.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Model versions on a file system: {@code <root>/<model>/<version>/}, written once and never
 * changed, and {@code <root>/<model>/stages.json}, which says which version is champion, candidate
 * or archived and is replaced atomically. Several processes may use one registry.
 */
public final class ModelRegistry {
  private static final String STAGES = "stages.json";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path root;

  /**
   * A registry at a folder, which is made when first written to.
   *
   * @param root the folder
   */
  public ModelRegistry(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * The version name of a model file: the time it was made and the first eight hex digits of its
   * digest, so that names sort by age and equal content made at the same second has the same name.
   */
  public static String versionName(Instant createdAt, String sha256) {
    return STAMP.format(createdAt) + "-" + sha256.substring(0, 8);
  }

  /**
   * Writes a version and makes it the candidate.
   *
   * @param card its card; name, version and digest must be those of the file
   * @param onnx the ONNX file
   * @param golden inputs and answers to reproduce
   * @return the folder of the version
   * @throws ModelException {@code MODEL_VERSION_EXISTS} when the version is there already, {@code
   *     MODEL_CHECKSUM_MISMATCH} when the card names another digest
   */
  public ModelFolder register(ModelCard card, byte[] onnx, GoldenVectors golden) {
    return register(card, onnx, golden, null);
  }

  /**
   * The same with a frozen scaler beside it.
   *
   * @param scaler its file; null for none
   */
  public ModelFolder register(
      ModelCard card, byte[] onnx, GoldenVectors golden, byte @Nullable [] scaler) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(ModelFolder.ONNX, onnx);
    files.put(ModelFolder.CARD_PAGE, card.toMarkdown().getBytes(StandardCharsets.UTF_8));
    files.put(ModelFolder.GOLDEN, golden.toJson());
    if (scaler != null) {
      files.put(ModelFolder.SCALER, scaler);
    }
    return register(card, ModelFolder.ONNX, files);
  }

  /**
   * Writes a version of a model that is no ONNX file and makes it the candidate.
   *
   * @param card its card; the digest must be that of the model's file
   * @param name name of the model's file in the folder
   * @param content the model's file
   * @param page the card as a page for people
   * @throws ModelException as {@link #register(ModelCard, byte[], GoldenVectors)}
   */
  public ModelFolder register(ModelCard card, String name, byte[] content, String page) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(name, content);
    files.put(ModelFolder.CARD_PAGE, page.getBytes(StandardCharsets.UTF_8));
    return register(card, name, files);
  }

  private ModelFolder register(ModelCard card, String main, SortedMap<String, byte[]> files) {
    String digest = Sha256.hex(files.getOrDefault(main, new byte[0]));
    if (!digest.equals(card.sha256())) {
      throw new ModelException(
          "MODEL_CHECKSUM_MISMATCH", "expected=" + card.sha256() + " got=" + digest);
    }
    Path home = home(card.model());
    Path target = home.resolve(name("version", card.version()));
    try {
      Files.createDirectories(home);
      // written beside its place and renamed, so that no reader ever sees half a version
      Path staging = Files.createTempDirectory(home, ".new-");
      Files.write(staging.resolve(ModelFolder.CARD), Json.write(card));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(staging.resolve(file.getKey()), file.getValue());
      }
      publish(staging, target, card);
    } catch (IOException e) {
      throw failed("register", target, e);
    }
    changeStages(card.model(), stages -> stages.withCandidate(card.version()));
    return new ModelFolder(target);
  }

  private void publish(Path staging, Path target, ModelCard card) throws IOException {
    try {
      if (Files.exists(target)) {
        throw new java.nio.file.FileAlreadyExistsException(target.toString());
      }
      // renaming over a folder that is not empty fails, which settles races between processes
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
      protect(target);
    } catch (java.nio.file.FileSystemException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
      throw new ModelException(
          "MODEL_VERSION_EXISTS",
          "model=" + card.model() + " version=" + card.version() + " folder=" + target,
          e);
    } finally {
      deleteStaging(staging);
    }
  }

  private static void protect(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!file.toFile().setReadOnly()) {
          throw new IOException("cannot write-protect " + file);
        }
      }
    }
  }

  private static void deleteStaging(Path staging) throws IOException {
    if (!Files.isDirectory(staging)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(staging)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(staging);
  }

  /** Makes a registered version the champion; the former champion is archived. */
  public ModelStages promote(String model, String version) {
    folder(model, version);
    return changeStages(model, stages -> stages.withChampion(version));
  }

  /** Takes a registered version out of its stage; its files stay. */
  public ModelStages archive(String model, String version) {
    folder(model, version);
    return changeStages(model, stages -> stages.withArchived(version));
  }

  /** The stages of a model; all empty when nothing is registered. */
  public ModelStages stages(String model) {
    Path file = home(model).resolve(STAGES);
    if (!Files.exists(file)) {
      return ModelStages.EMPTY;
    }
    try {
      return Json.read(Files.readAllBytes(file), ModelStages.class);
    } catch (JsonProcessingException e) {
      throw new ModelException("MODEL_UNREADABLE", "file=" + file + " reason=not JSON", e);
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  /**
   * The folder of a registered version.
   *
   * @throws ModelException {@code MODEL_VERSION_UNKNOWN} when there is none
   */
  public ModelFolder folder(String model, String version) {
    Path folder = home(model).resolve(name("version", version));
    if (!Files.isDirectory(folder)) {
      throw new ModelException(
          "MODEL_VERSION_UNKNOWN", "model=" + model + " version=" + version + " root=" + root);
    }
    return new ModelFolder(folder);
  }

  /** The versions of a model, by name, which is by age. */
  public List<String> versions(String model) {
    Path home = home(model);
    List<String> versions = new ArrayList<>();
    if (Files.isDirectory(home)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(home, Files::isDirectory)) {
        for (Path entry : entries) {
          String version = entry.getFileName().toString();
          if (!version.startsWith(".")) {
            versions.add(version);
          }
        }
      } catch (IOException e) {
        throw failed("list", home, e);
      }
    }
    Collections.sort(versions);
    return versions;
  }

  private ModelStages changeStages(String model, UnaryOperator<ModelStages> change) {
    Path home = home(model);
    // locks of one JVM do not exclude each other's threads, hence the monitor as well
    synchronized (ModelRegistry.class) {
      try (FileChannel lockFile =
              FileChannel.open(
                  home.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lockFile.lock()) {
        if (!lock.isValid()) {
          throw new IOException("lock lost");
        }
        ModelStages next = change.apply(stages(model));
        Path fresh = home.resolve(".stages.new");
        Files.write(fresh, Json.write(next));
        Files.move(fresh, home.resolve(STAGES), StandardCopyOption.ATOMIC_MOVE);
        return next;
      } catch (IOException e) {
        throw failed("change stages", home, e);
      }
    }
  }

  private Path home(String model) {
    return root.resolve(name("model", model));
  }

  private static String name(String field, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new ModelException(
          "MODEL_NAME_INVALID", field + "=" + value + " allowed=" + NAME.pattern());
    }
    return value;
  }

  private static ModelException failed(String action, Path where, IOException cause) {
    return new ModelException(
        "MODEL_REGISTRY_FAILED",
        "action=" + action + " path=" + where + " reason=" + cause.getClass().getSimpleName(),
        cause);
  }
}
