package io.cryptoscalp.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.ModelException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is a version read only when somebody trusted has signed all of it? */
class ModelSignatureTest {
  @TempDir Path root;
  private Path own = Path.of(".");
  private Path other = Path.of(".");

  @BeforeEach
  void keys() {
    own = root.resolve("own.key");
    other = root.resolve("other.key");
    KeyFiles.generate(own);
    KeyFiles.generate(other);
  }

  private ModelFolder register(Path key) {
    byte[] onnx = {1, 2, 3};
    ModelStore store = new ModelStores(Map.of()).open(root.resolve("models").toString());
    try (ModelRegistry registry =
        new ModelRegistry(store, key == null ? null : ModelSigner.load(key))) {
      return registry.register(ModelRegistryTest.card("v1", onnx), onnx, ModelStoreContract.GOLDEN);
    }
  }

  private static ModelTrust trust(Path... privateKeys) {
    return ModelTrust.of(List.of(privateKeys).stream().map(KeyFiles::publicOf).toList());
  }

  private static void refused(ModelFolder folder, ModelTrust trust, String message) {
    assertThatThrownBy(() -> folder.verified(trust))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aSignedVersionIsReadByWhoTrustsItsSigner() throws Exception {
    ModelFolder folder = register(own);
    String print = ModelSigner.load(own).fingerprint();
    assertThat(folder.verified(trust(other, own)).onnx()).containsExactly(1, 2, 3);
    assertThat(folder.verified(ModelTrust.ANYONE).card().version()).isEqualTo("v1");
    refused(folder, trust(other), "MODEL_SIGNER_UNKNOWN: version=file:");
    assertThat(trust(own).fingerprints()).containsExactly(print);
    // the job ships it to its workers
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(trust(other));
    Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    refused(folder, (ModelTrust) copy, "MODEL_SIGNER_UNKNOWN: ");
  }

  @Test
  void anUnsignedVersionIsReadByWhoAsksForNoSignature() throws Exception {
    ModelFolder folder = register(null);
    assertThat(folder.verified(ModelTrust.ANYONE).onnx()).hasSize(3);
    refused(folder, trust(own), "MODEL_SIGNATURE_MISSING: version=file:");
    Files.write(folder.path().resolve("manifest.sig"), new byte[64]);
    refused(folder, ModelTrust.ANYONE, "MODEL_SIGNATURE_INVALID: ");
    Files.delete(folder.path().resolve("manifest.json"));
    refused(folder, trust(own), "MODEL_SIGNATURE_MISSING: ");
  }

  @Test
  void aBrokenSignatureIsRefusedByAnyone() throws Exception {
    ModelFolder folder = register(own);
    Path file = folder.path().resolve("manifest.sig");
    byte[] signature = Files.readAllBytes(file);
    assertThat(signature).hasSize(64);
    for (int at : new int[] {0, 31, 32, 63}) {
      byte[] changed = signature.clone();
      changed[at] ^= 1;
      ModelStoreContract.overwrite(file, changed);
      refused(folder, ModelTrust.ANYONE, "MODEL_SIGNATURE_INVALID: ");
      refused(folder, trust(own), "MODEL_SIGNATURE_INVALID: ");
    }
    for (byte[] broken : List.of(new byte[0], new byte[64], new byte[65])) {
      ModelStoreContract.overwrite(file, broken);
      refused(folder, trust(own), "MODEL_SIGNATURE_INVALID: ");
    }
    Files.delete(file);
    refused(folder, ModelTrust.ANYONE, "MODEL_SIGNATURE_MISSING: ");
  }

  @Test
  void whatWasSignedCannotBeListedAnew() throws Exception {
    ModelFolder folder = register(own);
    byte[] card = Files.readAllBytes(folder.path().resolve("card.json"));
    String edited = new String(card, StandardCharsets.UTF_8).replace("0.625", "0.999");
    ModelStoreContract.overwrite(
        folder.path().resolve("card.json"), edited.getBytes(StandardCharsets.UTF_8));
    refused(folder, trust(own), "MODEL_CHECKSUM_MISMATCH: file=");
    // and with the manifest made to fit
    ModelManifest manifest = folder.manifest();
    java.util.TreeMap<String, byte[]> files = new java.util.TreeMap<>();
    for (String name : manifest.files().keySet()) {
      files.put(name, Files.readAllBytes(folder.path().resolve(name)));
    }
    byte[] forged = ModelManifest.of(folder.card(), files, manifest.signer()).json();
    ModelStoreContract.overwrite(folder.path().resolve("manifest.json"), forged);
    refused(folder, trust(own), "MODEL_SIGNATURE_INVALID: ");
    // and signed by the forger, in the name of another
    ModelStoreContract.overwrite(
        folder.path().resolve("manifest.sig"), ModelSigner.load(other).sign(forged));
    refused(folder, trust(own), "MODEL_SIGNATURE_INVALID: ");
    // and in the forger's own name
    byte[] named = ModelManifest.of(folder.card(), files, ModelSigner.load(other).name()).json();
    ModelStoreContract.overwrite(folder.path().resolve("manifest.json"), named);
    ModelStoreContract.overwrite(
        folder.path().resolve("manifest.sig"), ModelSigner.load(other).sign(named));
    refused(folder, trust(own), "MODEL_SIGNER_UNKNOWN: ");
  }

  @Test
  void aPrivateKeyIsItsOwnersAlone() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> KeyFiles.generate(own)).hasMessageStartingWith("MODEL_KEY_FAILED: ");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> ModelSigner.load(own))
        .hasMessageStartingWith("MODEL_KEY_EXPOSED: file=")
        .hasMessageEndingWith("mode=rw-r----- wanted=rw-------");
    Files.copy(
        KeyFiles.publicOf(other),
        KeyFiles.publicOf(own),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> ModelSigner.load(own)).hasMessageEndingWith("reason=no pair");
    Files.writeString(own, "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> ModelSigner.load(own)).hasMessageStartingWith("MODEL_KEY_FAILED: ");
    assertThatThrownBy(() -> ModelTrust.ofPaths(" , " + own))
        .hasMessageStartingWith("MODEL_KEY_FAILED: ");
    assertThat(ModelTrust.ofPaths(" ,").requiresSignature()).isFalse();
  }

  @Test
  void aStoreElsewhereKeepsSignatures() throws Exception {
    try (EmbeddedS3 server = new EmbeddedS3(root.resolve("objects"))) {
      ModelStores stores = new ModelStores(server.environment(root.resolve("cache")));
      byte[] onnx = {1};
      ModelFolder folder;
      try (ModelRegistry registry =
          new ModelRegistry(stores.open("s3://models"), ModelSigner.load(own))) {
        folder =
            registry.register(ModelRegistryTest.card("v1", onnx), onnx, ModelStoreContract.GOLDEN);
      }
      assertThat(stores.folder(folder.uri()).verified(trust(own)).onnx()).hasSize(1);
      refused(stores.folder(folder.uri()), trust(other), "MODEL_SIGNER_UNKNOWN: ");
    }
  }
}
