package io.cryptoscalp.jobs.proof;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run of features over an input, seen from outside: events go in, vectors come out, whenever the
 * run likes.
 *
 * @param <T> an event of the input
 */
public interface VectorRun<T> {
  /** The instrument whose features may take the event; null when none does. */
  @Nullable String instrument(T event);

  /** Takes an event; those without an instrument change nothing. */
  void accept(T event, Consumer<FeatureVector> out);

  /** There is no more input: what was held back comes out. */
  default void end(Consumer<FeatureVector> out) {}
}
