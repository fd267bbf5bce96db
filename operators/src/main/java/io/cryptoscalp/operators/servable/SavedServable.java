package io.cryptoscalp.operators.servable;

import org.apache.flink.ml.servable.api.ModelServable;

/**
 * A servable that can be written for Flink ML's loader, which asks its class for a static {@code
 * loadServable(String)}.
 *
 * @param <T> the servable itself
 */
interface SavedServable<T extends SavedServable<T>> extends ModelServable<T> {
  /** Name of its one data file. */
  String dataName();

  /** The file. */
  byte[] data();
}
