package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Versions and stage records in a bucket.
 *
 * <pre>
 * PREFIX/MODEL/VERSION/SHA256/FILE            a file, below the digest of its content
 * PREFIX/MODEL/VERSION/SHA256/manifest.sig    the signature, below the digest of the manifest
 * PREFIX/MODEL/VERSION/manifest.json          made last, and only where there is none
 * PREFIX/MODEL/_stages/0000000001.json        made only where there is none
 * PREFIX/_conditional                         shows that the store honours conditions
 * </pre>
 *
 * A version is there when its manifest is: before that nothing names its files, and since they lie
 * below their digests, writers of one version never overwrite each other's. The manifest and the
 * records are written with {@code If-None-Match: *}, by which the store takes exactly one; a store
 * that takes a second one is refused ({@code MODEL_STORE_UNSAFE}) before anything is written.
 */
final class S3ModelStore implements ModelStore {
  private static final String CONDITIONAL = "_conditional";
  private static final int MOST_JSON = 16 << 20;
  private static final int SIGNATURE_BYTES = 64;

  private final S3Location root;
  private final S3Client client;
  private final ModelCache cache;
  private boolean honoursConditions;

  private S3ModelStore(S3Location root, S3Client client, ModelCache cache) {
    this.root = root;
    this.client = client;
    this.cache = cache;
  }

  static S3ModelStore open(S3Location root, S3Settings settings, ModelCache cache) {
    return new S3ModelStore(root, new S3Client(root.bucket(), settings), cache);
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public List<String> models() {
    List<String> names = new ArrayList<>();
    for (String key : client.list(below(root), false)) {
      String name = key.substring(below(root).length());
      if (name.endsWith("/") && Names.isName(name.substring(0, name.length() - 1))) {
        names.add(name.substring(0, name.length() - 1));
      }
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public List<String> versions(String model) {
    String prefix = below(home(model));
    List<String> names = new ArrayList<>();
    for (String key : client.list(prefix, true)) {
      String[] parts = key.substring(prefix.length()).split("/", -1);
      if (parts.length == 2 && parts[1].equals(ModelManifest.FILE) && Names.isName(parts[0])) {
        names.add(parts[0]);
      }
    }
    Collections.sort(names);
    return names;
  }

  private static String below(S3Location location) {
    return location.path().isEmpty() ? "" : location.path() + "/";
  }

  @Override
  public boolean publish(String model, String version, SortedMap<String, byte[]> files) {
    requireConditions();
    S3Location home = version(model, version);
    String manifest = home.child(ModelManifest.FILE).path();
    if (client.exists(manifest)) {
      return false;
    }
    byte[] listing = files.getOrDefault(ModelManifest.FILE, new byte[0]);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!file.getKey().equals(ModelManifest.FILE)) {
        boolean signature = file.getKey().equals(ModelManifest.SIGNATURE);
        String digest = Sha256.hex(signature ? listing : file.getValue());
        client.put(home.child(digest).child(file.getKey()).path(), file.getValue());
      }
    }
    return client.create(manifest, listing);
  }

  /** Asks the store once whether it refuses to make what is there. */
  private void requireConditions() {
    if (!honoursConditions) {
      String key = root.child(CONDITIONAL).path();
      byte[] mark = "Only one writer can make this file.\n".getBytes(StandardCharsets.UTF_8);
      boolean made = client.create(key, mark);
      boolean madeAgain = made && client.create(key, mark);
      if (madeAgain) {
        throw new ModelException(
            "MODEL_STORE_UNSAFE", "store=" + root + " reason=If-None-Match is not honoured");
      }
      honoursConditions = true;
    }
  }

  @Override
  public ModelFolder folder(String model, String version) {
    S3Location home = version(model, version);
    byte[] listing = client.get(home.child(ModelManifest.FILE).path(), MOST_JSON);
    if (listing == null) {
      throw new ModelException(
          "MODEL_VERSION_UNKNOWN",
          "model=" + model + " version=" + version + " store=" + root + " reason=no manifest");
    }
    ModelManifest manifest = ModelManifest.read(listing, home.child(ModelManifest.FILE).toString());
    if (!manifest.model().equals(model) || !manifest.version().equals(version)) {
      throw new ModelException(
          "MODEL_CARD_INVALID",
          "version=" + home + " got=" + manifest.model() + "/" + manifest.version());
    }
    cache.admit(home.toString(), manifest.files());
    String digest = Sha256.hex(listing);
    List<String> names = new ArrayList<>(manifest.files().keySet());
    names.add(ModelManifest.FILE);
    if (manifest.signer() != null) {
      names.add(ModelManifest.SIGNATURE);
    }
    return cache.get(
        digest, home.toString(), names, name -> fetch(home, manifest, listing, digest, name));
  }

  private byte[] fetch(
      S3Location home, ModelManifest manifest, byte[] listing, String digest, String name) {
    if (name.equals(ModelManifest.FILE)) {
      return listing;
    }
    ModelManifest.Entry entry = manifest.files().get(name);
    String key = home.child(entry == null ? digest : entry.sha256()).child(name).path();
    byte[] content =
        client.get(key, entry == null ? SIGNATURE_BYTES : Math.toIntExact(entry.bytes()));
    if (content == null) {
      String code = entry == null ? "MODEL_SIGNATURE_MISSING" : "MODEL_UNREADABLE";
      throw new ModelException(code, "file=s3://" + root.bucket() + "/" + key + " reason=missing");
    }
    return content;
  }

  @Override
  public long lastRevision(String model) {
    String prefix = below(home(model).child(Names.STAGES));
    long last = 0;
    for (String key : client.list(prefix, false)) {
      last = Math.max(last, Names.revision(key.substring(prefix.length())));
    }
    return last;
  }

  @Override
  public byte[] record(String model, long revision) {
    String key = recordKey(model, revision);
    byte[] content = client.get(key, MOST_JSON);
    if (content == null) {
      throw new ModelException(
          "MODEL_STAGES_CORRUPT", "record=s3://" + root.bucket() + "/" + key + " reason=missing");
    }
    return content;
  }

  @Override
  public boolean append(String model, long revision, byte[] record) {
    requireConditions();
    String key = recordKey(model, revision);
    // a request that was repeated after its answer was lost meets its own record
    return client.create(key, record)
        || java.util.Arrays.equals(client.get(key, MOST_JSON), record);
  }

  private String recordKey(String model, long revision) {
    return home(model).child(Names.STAGES).child(Names.record(revision)).path();
  }

  private S3Location home(String model) {
    return root.child(Names.check("model", model));
  }

  private S3Location version(String model, String version) {
    return home(model).child(Names.check("version", version));
  }

  @Override
  public void close() {
    client.close();
  }
}
