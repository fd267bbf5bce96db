package io.cryptoscalp.jobs.parity;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The rows of one run. */
public interface RunRows extends AutoCloseable {
  /** What a person calls it. */
  String name();

  /** Digest of the data it ran on, hex; empty when not known. */
  String dataHash();

  /** True when it has the table, with or without rows. */
  boolean has(ComparedTable table);

  /** Its rows of a table, ascending. */
  Iterator<RunRow> rows(ComparedTable table);

  /**
   * The name of a feature.
   *
   * @param featureSet id of the set
   * @param position in the vector
   * @return null when not known
   */
  default @Nullable String feature(String featureSet, int position) {
    return null;
  }

  @Override
  default void close() {}
}
