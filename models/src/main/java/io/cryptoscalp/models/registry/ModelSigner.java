package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/** Signs the versions that are registered, by Ed25519 (RFC 8032) of the JDK. */
public final class ModelSigner {
  private final PrivateKey privateKey;
  private final byte[] publicKey;

  private ModelSigner(PrivateKey privateKey, byte[] publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * Loads a pair of keys.
   *
   * @param privateKey the private key's file; the public one lies beside it, {@code .pub}
   * @throws ModelException {@code MODEL_KEY_EXPOSED}, or {@code MODEL_KEY_FAILED} when a file
   *     cannot be read or the two are no pair
   */
  public static ModelSigner load(Path privateKey) {
    ModelSigner signer =
        new ModelSigner(
            KeyFiles.readPrivate(privateKey), KeyFiles.readPublic(KeyFiles.publicOf(privateKey)));
    byte[] probe = {1, 2, 3};
    if (!ModelTrust.verifies(signer.publicKey, probe, signer.sign(probe))) {
      throw new ModelException("MODEL_KEY_FAILED", "file=" + privateKey + " reason=no pair");
    }
    return signer;
  }

  /** The public key in base64, as manifests name it. */
  public String name() {
    return Base64.getEncoder().encodeToString(publicKey);
  }

  /** First 16 hex digits of the public key's SHA-256. */
  public String fingerprint() {
    return ModelTrust.fingerprint(publicKey);
  }

  /** Signature over some bytes. */
  public byte[] sign(byte[] content) {
    try {
      Signature signature = Signature.getInstance(KeyFiles.ALGORITHM);
      signature.initSign(privateKey);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform from 15 has Ed25519", e);
    }
  }
}
