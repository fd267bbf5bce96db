package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.EncodedKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** Ed25519 keys as PEM files: PKCS #8 for the private one, X.509 for the public one. */
public final class KeyFiles {
  /** The JDK's name of the algorithm (RFC 8032). */
  static final String ALGORITHM = "Ed25519";

  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFiles() {}

  /** Where the public key of a private key's file lies: beside it, {@code .pub} at the end. */
  public static Path publicOf(Path privateKey) {
    return privateKey.resolveSibling(privateKey.getFileName() + ".pub");
  }

  /**
   * Makes a pair of keys; neither file may be there.
   *
   * @param privateKey the private key's file, made readable and writable by its owner alone
   * @return the public key's fingerprint
   * @throws ModelException {@code MODEL_KEY_FAILED} when a file exists or cannot be written
   */
  public static String generate(Path privateKey) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      FileAttribute<Set<PosixFilePermission>> owner =
          PosixFilePermissions.asFileAttribute(OWNER_ONLY);
      if (Files.exists(publicOf(privateKey), LinkOption.NOFOLLOW_LINKS)) {
        throw new java.nio.file.FileAlreadyExistsException(publicOf(privateKey).toString());
      }
      // made with its mode, so that it is never readable by others, not even for a moment
      Files.createFile(privateKey, owner);
      write(privateKey, PRIVATE, pair.getPrivate().getEncoded(), StandardOpenOption.WRITE);
      write(
          publicOf(privateKey),
          PUBLIC,
          pair.getPublic().getEncoded(),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
      return ModelTrust.fingerprint(pair.getPublic().getEncoded());
    } catch (IOException | GeneralSecurityException | UnsupportedOperationException e) {
      throw failed(privateKey, e.getClass().getSimpleName(), e);
    }
  }

  private static void write(Path file, String label, byte[] key, OpenOption... how)
      throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    String pem = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    Files.write(file, pem.getBytes(StandardCharsets.US_ASCII), how);
  }

  /**
   * Reads a private key.
   *
   * @throws ModelException {@code MODEL_KEY_EXPOSED} when others than its owner may read it, {@code
   *     MODEL_KEY_FAILED} when it is no such key
   */
  static PrivateKey readPrivate(Path file) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (!OWNER_ONLY.containsAll(mode)) {
        throw new ModelException(
            "MODEL_KEY_EXPOSED",
            "file=" + file + " mode=" + PosixFilePermissions.toString(mode) + " wanted=rw-------");
      }
      EncodedKeySpec encoded = new PKCS8EncodedKeySpec(body(file, PRIVATE));
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(encoded);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // without the cause's text, which might quote the file
      throw failed(file, e.getClass().getSimpleName(), e);
    }
  }

  /**
   * Reads a public key.
   *
   * @return its X.509 encoding
   * @throws ModelException {@code MODEL_KEY_FAILED} when it is no such key
   */
  static byte[] readPublic(Path file) {
    try {
      return publicKey(body(file, PUBLIC)).getEncoded();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw failed(file, e.getClass().getSimpleName(), e);
    }
  }

  static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static byte[] body(Path file, String label) throws IOException {
    String pem = Files.readString(file, StandardCharsets.US_ASCII).strip();
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    if (!pem.startsWith(begin) || !pem.endsWith(end)) {
      throw new IllegalArgumentException("no " + label);
    }
    return Base64.getMimeDecoder()
        .decode(pem.substring(begin.length(), pem.length() - end.length()));
  }

  private static ModelException failed(Path file, String reason, Exception cause) {
    return new ModelException("MODEL_KEY_FAILED", "file=" + file + " reason=" + reason, cause);
  }
}
