package io.cryptoscalp.models.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One model version on disk: {@code model.onnx}, {@code card.json}, {@code card.md}, {@code
 * golden.json}; in place of the ONNX file another kind of model has its own. Everything that cannot
 * be read is a {@code MODEL_UNREADABLE} that names the file.
 *
 * @param path the folder
 */
public record ModelFolder(Path path) {
  static final String ONNX = "model.onnx";
  static final String CARD = "card.json";
  static final String CARD_PAGE = "card.md";
  static final String GOLDEN = "golden.json";
  static final String SCALER = "scaler.json";

  /**
   * The folder a command points to.
   *
   * @param uri a plain path or a {@code file:} URI
   * @throws ModelException {@code MODEL_UNREADABLE} for any other scheme or malformed text
   */
  public static ModelFolder of(String uri) {
    try {
      if (uri.isBlank()) {
        throw new IllegalArgumentException("empty");
      }
      if (uri.startsWith("file:")) {
        return new ModelFolder(Path.of(URI.create(uri)));
      }
      if (uri.contains("://")) {
        throw new IllegalArgumentException("only file: URIs and paths are read");
      }
      return new ModelFolder(Path.of(uri));
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      throw new ModelException("MODEL_UNREADABLE", "uri=" + uri + " reason=" + e.getMessage(), e);
    }
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
        path.toUri().toString(),
        card.sha256(),
        effectiveFromNs);
  }

  private byte[] read(String name) {
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
}
