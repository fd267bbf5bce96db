package io.cryptoscalp.models.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every file of a version with its digest, the card among them. A version is complete when its
 * manifest is there, and its signature is one over the manifest's bytes.
 *
 * @param format {@value #FORMAT}
 * @param model model name
 * @param version version name
 * @param sha256 digest of the model's own file, as in the card and in activation commands
 * @param files by name, without the manifest and its signature
 * @param signer public key of who signed it, X.509 in base64; null when unsigned
 */
public record ModelManifest(
    int format,
    String model,
    String version,
    String sha256,
    SortedMap<String, Entry> files,
    @Nullable String signer) {
  /** Name of the manifest in a version. */
  public static final String FILE = "manifest.json";

  /** Name of its signature: the 64 raw bytes of Ed25519 over the manifest's bytes. */
  public static final String SIGNATURE = "manifest.sig";

  static final int FORMAT = 1;

  /** Most files of a version. */
  static final int MOST_FILES = 256;

  /** Largest file of a version, bytes. */
  static final long MOST_BYTES = 2L << 30;

  /**
   * A file.
   *
   * @param sha256 its digest
   * @param bytes its length
   */
  public record Entry(String sha256, long bytes) {
    /** Checks what a damaged file may hold. */
    public Entry {
      if (sha256 == null || !sha256.matches("[0-9a-f]{64}") || bytes < 0 || bytes > MOST_BYTES) {
        throw new IllegalArgumentException("sha256 " + sha256 + " bytes " + bytes);
      }
    }
  }

  /** Checks what a damaged file may hold. */
  public ModelManifest {
    if (format != FORMAT || model == null || version == null || sha256 == null || files == null) {
      throw new IllegalArgumentException("format " + format + " model " + model);
    }
    files = new TreeMap<>(files);
    if (files.size() > MOST_FILES || !files.containsKey(ModelFolder.CARD)) {
      throw new IllegalArgumentException(files.size() + " files: " + files.keySet());
    }
    for (String name : files.keySet()) {
      if (!Names.FILE.matcher(name).matches() || name.equals(FILE) || name.equals(SIGNATURE)) {
        throw new IllegalArgumentException("file " + name);
      }
    }
  }

  /** Fingerprint of the signer's key; null when unsigned. */
  public @Nullable String signerFingerprint() {
    return signer == null ? null : ModelTrust.fingerprintOf(signer);
  }

  static ModelManifest of(
      ModelCard card, SortedMap<String, byte[]> contents, @Nullable String signer) {
    SortedMap<String, Entry> files = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      byte[] content = file.getValue();
      files.put(file.getKey(), new Entry(Sha256.hex(content), content.length));
    }
    return new ModelManifest(FORMAT, card.model(), card.version(), card.sha256(), files, signer);
  }

  byte[] json() {
    return Json.write(this);
  }

  /**
   * Reads one.
   *
   * @param where for the message
   * @throws ModelException {@code MODEL_UNREADABLE}
   */
  static ModelManifest read(byte[] json, String where) {
    try {
      return Json.read(json, ModelManifest.class);
    } catch (JsonProcessingException e) {
      throw new ModelException(
          "MODEL_UNREADABLE", "file=" + where + " reason=" + e.getClass().getSimpleName(), e);
    }
  }
}
