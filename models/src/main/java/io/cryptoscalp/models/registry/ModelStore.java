package io.cryptoscalp.models.registry;

import io.cryptoscalp.models.ModelException;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry keeps its versions and stage records. What every store guarantees:
 *
 * <ul>
 *   <li>A version is there whole or not at all, for every reader, at every time.
 *   <li>Of several writers of one version, or of one stage record, exactly one succeeds.
 *   <li>Nothing that was written is changed by the store afterwards.
 * </ul>
 *
 * Failures of the store itself are {@code MODEL_STORE_FAILED}. No text of an exception holds a
 * credential.
 */
public interface ModelStore extends AutoCloseable {
  /** Where it is, for people. */
  String location();

  /** Models that have something in the store, by name. */
  List<String> models();

  /** Complete versions of a model, by name, which is by age. */
  List<String> versions(String model);

  /**
   * Writes a version.
   *
   * @param files its files by name, the manifest among them
   * @return false when the version is there already
   */
  boolean publish(String model, String version, SortedMap<String, byte[]> files);

  /**
   * A version on this machine; where the store is elsewhere, a copy whose files have been held to
   * the manifest.
   *
   * @throws ModelException {@code MODEL_VERSION_UNKNOWN} when it is not there or not complete
   */
  ModelFolder folder(String model, String version);

  /** Revision of a model's newest stage record, 0 when there is none. */
  long lastRevision(String model);

  /** A stage record. */
  byte[] record(String model, long revision);

  /** The file of stages that an earlier release kept; null when there is none. */
  default byte @Nullable [] earlierStages(String model) {
    return null;
  }

  /**
   * Adds a stage record.
   *
   * @param revision one more than the last
   * @return false when somebody else was faster
   */
  boolean append(String model, long revision, byte[] record);

  /** Gives up connections; a store of files has none. */
  @Override
  default void close() {}
}
