package io.cryptoscalp.models.family;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a training run is given beside data and settings.
 *
 * @param seed of everything random; equal seeds give equal models
 * @param threads native threads a trainer may use, at least 1; results must not depend on it where
 *     the trainer can help it
 * @param progress told after every round or epoch
 * @param checkpoints folder to keep the state of a run in and to resume it from; null keeps none
 */
public record TrainingRun(
    long seed, int threads, TrainingProgress progress, @Nullable Path checkpoints) {

  /** One thread, nothing told, nothing kept. */
  public static TrainingRun quiet(long seed) {
    return new TrainingRun(seed, 1, TrainingProgress.NONE, null);
  }
}
