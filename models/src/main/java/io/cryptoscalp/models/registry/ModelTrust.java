package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.io.Serializable;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public keys whose signatures a reader of models trusts. Without any, unsigned versions are
 * read, and a signature that is there must still be right.
 */
public final class ModelTrust implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Asks for no signature; refuses a broken one. */
  public static final ModelTrust ANYONE = new ModelTrust(List.of());

  @SuppressWarnings("serial") // an ArrayList of strings
  private final List<String> keys;

  private ModelTrust(List<String> keys) {
    this.keys = new ArrayList<>(keys);
  }

  /**
   * Trusts the keys of some files alone.
   *
   * @param publicKeys PEM files; none = {@link #ANYONE}
   * @throws ModelException {@code MODEL_KEY_FAILED} when one is no public key
   */
  public static ModelTrust of(List<Path> publicKeys) {
    List<String> keys = new ArrayList<>();
    for (Path file : publicKeys) {
      keys.add(Base64.getEncoder().encodeToString(KeyFiles.readPublic(file)));
    }
    return new ModelTrust(keys);
  }

  /**
   * Trusts the keys of a list of paths.
   *
   * @param paths separated by commas; blank = {@link #ANYONE}
   */
  public static ModelTrust ofPaths(String paths) {
    List<Path> files = new ArrayList<>();
    for (String path : paths.split(",", -1)) {
      if (!path.isBlank()) {
        files.add(Path.of(path.strip()));
      }
    }
    return of(files);
  }

  /** Whether versions must be signed. */
  public boolean requiresSignature() {
    return !keys.isEmpty();
  }

  /** Fingerprints of the trusted keys. */
  public List<String> fingerprints() {
    List<String> prints = new ArrayList<>();
    for (String key : keys) {
      prints.add(fingerprint(Base64.getDecoder().decode(key)));
    }
    return prints;
  }

  /**
   * Judges the signature of a manifest, or of whatever else is signed as they are.
   *
   * @param where the version, for the message
   * @param signer the key that the manifest names; null when none, or when there is no manifest
   * @param manifest the signed bytes
   * @param signature null when there is none
   * @throws ModelException {@code MODEL_SIGNATURE_MISSING}, {@code MODEL_SIGNER_UNKNOWN} or {@code
   *     MODEL_SIGNATURE_INVALID}
   */
  public void check(
      String where, @Nullable String signer, byte[] manifest, byte @Nullable [] signature) {
    if (signer == null) {
      if (requiresSignature()) {
        throw new ModelException(
            "MODEL_SIGNATURE_MISSING", "version=" + where + " trusted=" + fingerprints());
      }
      if (signature != null) {
        throw new ModelException(
            "MODEL_SIGNATURE_INVALID", "version=" + where + " reason=the manifest names no signer");
      }
      return;
    }
    byte[] key = decode(signer);
    if (signature == null) {
      throw new ModelException(
          "MODEL_SIGNATURE_MISSING", "version=" + where + " signer=" + fingerprint(key));
    }
    if (requiresSignature() && !keys.contains(signer)) {
      throw new ModelException(
          "MODEL_SIGNER_UNKNOWN",
          "version=" + where + " signer=" + fingerprint(key) + " trusted=" + fingerprints());
    }
    if (!verifies(key, manifest, signature)) {
      throw new ModelException(
          "MODEL_SIGNATURE_INVALID", "version=" + where + " signer=" + fingerprint(key));
    }
  }

  private static byte[] decode(String signer) {
    try {
      return Base64.getDecoder().decode(signer);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // no key: nothing verifies by it
    }
  }

  static boolean verifies(byte[] publicKey, byte[] content, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(KeyFiles.ALGORITHM);
      verifier.initVerify(KeyFiles.publicKey(publicKey));
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // no key, or no signature, at all
    }
  }

  static String fingerprintOf(String signer) {
    return fingerprint(decode(signer));
  }

  static String fingerprint(byte[] publicKey) {
    return Sha256.hex(publicKey).substring(0, 16);
  }
}
