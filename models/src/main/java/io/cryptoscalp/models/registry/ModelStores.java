package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Opens stores by what names them: a path, a {@code file:} URI or {@code s3://bucket/prefix}. An S3
 * store's address and credentials come from environment variables alone and are never logged:
 *
 * <ul>
 *   <li>{@code CRYPTOSCALP_S3_ENDPOINT}: {@code https://host[:port]}, default Amazon's of the
 *       region
 *   <li>{@code CRYPTOSCALP_S3_REGION}, else {@code AWS_REGION}, else {@code us-east-1}
 *   <li>{@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN}
 *   <li>{@code CRYPTOSCALP_MODEL_CACHE}: folder for copies of versions, default below the temporary
 *       folder; {@code CRYPTOSCALP_MODEL_CACHE_MIB}: most space they take, default 2048
 * </ul>
 */
public final class ModelStores {
  /** With the environment of this process. */
  public static final ModelStores SYSTEM = new ModelStores(System.getenv());

  private static final String S3 = "s3://";

  private final Map<String, String> environment;

  /**
   * With an environment.
   *
   * @param environment variables; of no interest unless a store is in S3
   */
  public ModelStores(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Whether a text names an S3 store or a version in one. */
  public static boolean isS3(String uri) {
    return uri.startsWith(S3);
  }

  /**
   * Opens a store.
   *
   * @param root a path, {@code file:} URI or {@code s3://bucket/prefix}
   * @throws ModelException {@code MODEL_STORE_INVALID} when it is none of these, or S3's settings
   *     are missing or wrong; nothing is connected yet
   */
  public ModelStore open(String root) {
    if (isS3(root)) {
      return S3ModelStore.open(S3Location.parse(root), S3Settings.of(environment), cache());
    }
    if (root.isBlank() || (root.contains("://") && !root.startsWith("file:"))) {
      throw new ModelException("MODEL_STORE_INVALID", "root=" + root);
    }
    try {
      return new FileModelStore(
          root.startsWith("file:") ? Path.of(URI.create(root)) : Path.of(root));
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      throw new ModelException("MODEL_STORE_INVALID", "root=" + root, e);
    }
  }

  /**
   * A version, copied to this machine when it lies in S3.
   *
   * @param uri as {@link ModelFolder#of}
   */
  public ModelFolder folder(String uri) {
    if (!isS3(uri)) {
      return ModelFolder.local(uri);
    }
    S3Location version = S3Location.parse(uri);
    S3Location model = version.parent();
    try (ModelStore store =
        S3ModelStore.open(model.parent(), S3Settings.of(environment), cache())) {
      return store.folder(model.name(), version.name());
    }
  }

  private ModelCache cache() {
    return ModelCache.of(environment);
  }

  /** The variables that are read here, secrets hidden, for a configuration that is shown. */
  public SortedMap<String, String> shown() {
    SortedMap<String, String> shown = new TreeMap<>();
    for (String name : S3Settings.VARIABLES) {
      String text = environment.getOrDefault(name, "");
      if (!text.isEmpty()) {
        shown.put(name, name.startsWith("AWS_") && !name.equals("AWS_REGION") ? "***" : text);
      }
    }
    return shown;
  }
}
