package io.cryptoscalp.models.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One model version on disk: {@code model.onnx}, {@code card.json}, {@code card.md}, {@code
 * golden.json}, {@code manifest.json} and, when signed, {@code manifest.sig}; in place of the ONNX
 * file another kind of model has its own. Everything that cannot be read is a {@code
 * MODEL_UNREADABLE} that names the file.
 */
public final class ModelFolder {
  static final String ONNX = "model.onnx";
  static final String CARD = "card.json";
  static final String CARD_PAGE = "card.md";
  static final String GOLDEN = "golden.json";
  static final String SCALER = "scaler.json";

  private final Path path;
  private final String uri;
  private final @Nullable ModelManifest manifest;

  /**
   * A folder of this machine.
   *
   * @param path the folder
   */
  public ModelFolder(Path path) {
    this(path, path.toUri().toString(), null);
  }

  /** A copy of what lies elsewhere. */
  ModelFolder(Path path, String uri) {
    this(path, uri, null);
  }

  private ModelFolder(Path path, String uri, @Nullable ModelManifest manifest) {
    this.path = path;
    this.uri = uri;
    this.manifest = manifest;
  }

  /**
   * The folder a command points to. A version in an S3 store is copied to this machine first, see
   * {@link ModelStores}; the store's address and credentials come from the environment.
   *
   * @param uri a plain path, a {@code file:} URI or {@code s3://bucket/prefix/model/version}
   * @throws ModelException {@code MODEL_UNREADABLE} for any other scheme or malformed text; for S3
   *     {@code MODEL_VERSION_UNKNOWN} when there is no such version or it is half uploaded, {@code
   *     MODEL_CHECKSUM_MISMATCH} or {@code MODEL_STORE_FAILED}
   */
  public static ModelFolder of(String uri) {
    return ModelStores.SYSTEM.folder(uri);
  }

  static ModelFolder local(String uri) {
    try {
      if (uri.isBlank()) {
        throw new IllegalArgumentException("empty");
      }
      if (uri.startsWith("file:")) {
        return new ModelFolder(Path.of(URI.create(uri)));
      }
      if (uri.contains("://")) {
        throw new IllegalArgumentException("only file: and s3: URIs and paths are read");
      }
      return new ModelFolder(Path.of(uri));
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      throw new ModelException("MODEL_UNREADABLE", "uri=" + uri + " reason=" + e.getMessage(), e);
    }
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** Where the version lies: its {@code file:} or {@code s3:} URI. */
  public String uri() {
    return uri;
  }

  /**
   * Checks the signature and every file against the manifest. A version of an earlier release has
   * no manifest and passes unless signatures are required; its model file is still held to the
   * digest of the command that names it.
   *
   * @param trust the keys to trust
   * @return this folder, holding every later read to the manifest
   * @throws ModelException {@code MODEL_SIGNATURE_MISSING}, {@code MODEL_SIGNATURE_INVALID}, {@code
   *     MODEL_SIGNER_UNKNOWN}, {@code MODEL_CHECKSUM_MISMATCH} (also of the card), {@code
   *     MODEL_FILE_UNEXPECTED} (a file the manifest does not list), {@code MODEL_CARD_INVALID} (of
   *     another model or version) or {@code MODEL_UNREADABLE} (a file is missing)
   */
  public ModelFolder verified(ModelTrust trust) {
    byte @Nullable [] signature = optional(ModelManifest.SIGNATURE);
    byte @Nullable [] json = optional(ModelManifest.FILE);
    if (json == null) {
      trust.check(uri, null, new byte[0], signature);
      return this;
    }
    ModelManifest listed = ModelManifest.read(json, path.resolve(ModelManifest.FILE).toString());
    trust.check(uri, listed.signer(), json, signature);
    ModelFolder held = new ModelFolder(path, uri, listed);
    for (String file : listed.files().keySet()) {
      var unused = held.read(file);
    }
    held.refuseUnlisted(listed);
    ModelCard card = held.card();
    if (!card.model().equals(listed.model())
        || !card.version().equals(listed.version())
        || !card.sha256().equals(listed.sha256())) {
      throw new ModelException(
          "MODEL_CARD_INVALID",
          "file=" + path.resolve(CARD) + " reason=not the card of the manifest's version");
    }
    return held;
  }

  private void refuseUnlisted(ModelManifest listed) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (!listed.files().containsKey(name)
            && !name.equals(ModelManifest.FILE)
            && !name.equals(ModelManifest.SIGNATURE)) {
          throw new ModelException("MODEL_FILE_UNEXPECTED", "file=" + file);
        }
      }
    } catch (IOException e) {
      throw unreadable("", e);
    }
  }

  /** The manifest; null in a version of an earlier release. */
  public @Nullable ModelManifest manifest() {
    byte @Nullable [] json = optional(ModelManifest.FILE);
    return json == null
        ? null
        : ModelManifest.read(json, path.resolve(ModelManifest.FILE).toString());
  }

  private byte @Nullable [] optional(String name) {
    return Files.exists(path.resolve(name)) ? readFile(name) : null;
  }

  /** Whether it holds an ONNX file, which the trading job scores with. */
  public boolean isScored() {
    return Files.isRegularFile(path.resolve(ONNX));
  }

  /** The ONNX file's bytes. */
  public byte[] onnx() {
    return read(ONNX);
  }

  /** The card. */
  public ModelCard card() {
    try {
      return Json.read(read(CARD), ModelCard.class);
    } catch (JsonProcessingException e) {
      throw unreadable(CARD, e);
    }
  }

  /** The golden vectors. */
  public GoldenVectors golden() {
    try {
      return GoldenVectors.fromJson(read(GOLDEN));
    } catch (JsonProcessingException e) {
      throw unreadable(GOLDEN, e);
    }
  }

  /**
   * The bytes of a file in it, whose digest the card names.
   *
   * @throws ModelException {@code MODEL_UNREADABLE}, or {@code MODEL_CHECKSUM_MISMATCH} when it is
   *     not the file that was registered
   */
  public byte[] checked(String name) {
    byte[] content = read(name);
    String expected = card().sha256();
    String digest = Sha256.hex(content);
    if (!digest.equals(expected)) {
      throw new ModelException(
          "MODEL_CHECKSUM_MISMATCH",
          "file=" + path.resolve(name) + " expected=" + expected + " got=" + digest);
    }
    return content;
  }

  /**
   * The bytes of its scaler.
   *
   * @throws ModelException {@code MODEL_UNREADABLE} when it has none
   */
  public byte[] scaler() {
    return read(SCALER);
  }

  /**
   * The command that makes a job score with this version.
   *
   * @param card its card
   * @param effectiveFromNs venue time from which it rules; 0 = at once
   */
  public ModelCommand activation(ModelCard card, long effectiveFromNs) {
    return new ModelCommand(
        "activate-" + card.model() + "-" + card.version() + "-" + effectiveFromNs,
        ModelCommand.Kind.ACTIVATE,
        card.model(),
        card.version(),
        uri,
        card.sha256(),
        effectiveFromNs);
  }

  /** A file's bytes, held to the manifest where one was checked. */
  private byte[] read(String name) {
    ModelManifest listed = manifest;
    if (listed == null) {
      return readFile(name);
    }
    ModelManifest.Entry entry = listed.files().get(name);
    if (entry == null) {
      throw new ModelException(
          "MODEL_UNREADABLE", "file=" + path.resolve(name) + " reason=not in the manifest");
    }
    byte[] content = readFile(name);
    String digest = Sha256.hex(content);
    if (!digest.equals(entry.sha256())) {
      throw new ModelException(
          "MODEL_CHECKSUM_MISMATCH",
          "file=" + path.resolve(name) + " expected=" + entry.sha256() + " got=" + digest);
    }
    return content;
  }

  private byte[] readFile(String name) {
    try {
      return Files.readAllBytes(path.resolve(name));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private ModelException unreadable(String name, Exception cause) {
    String reason = cause.getClass().getSimpleName();
    return new ModelException(
        "MODEL_UNREADABLE", "file=" + path.resolve(name) + " reason=" + reason, cause);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelFolder folder
        && path.equals(folder.path)
        && uri.equals(folder.uri);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return uri;
  }
}
