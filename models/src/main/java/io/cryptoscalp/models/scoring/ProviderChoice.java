package io.cryptoscalp.models.scoring;

import java.io.Serializable;

/**
 * Where models are to run.
 *
 * @param wanted the provider asked for
 * @param device number of the device, from 0
 * @param memoryBytes most memory that the arena of one session takes on the device, bytes
 * @param deterministic whether a device must repeat itself bit for bit: kernels are chosen by rule,
 *     and rows run one at a time where batches do not agree. The CPU always does
 */
public record ProviderChoice(Wanted wanted, int device, long memoryBytes, boolean deterministic)
    implements Serializable {
  /** What may be asked for. */
  public enum Wanted {
    /** The CPU alone. */
    CPU,
    /** CUDA; the CPU in its place counts as a fallback. */
    CUDA,
    /** CUDA where this process has it, else the CPU. */
    AUTO
  }

  /** Least arena that may be asked for, bytes. */
  public static final long LEAST_MEMORY = 16L << 20;

  /** Usual arena of a session, bytes. */
  public static final long USUAL_MEMORY = 1L << 30;

  /** The CPU. */
  public static final ProviderChoice CPU = new ProviderChoice(Wanted.CPU, 0, USUAL_MEMORY, true);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException {@code OPTION_INVALID}
   */
  public ProviderChoice {
    check("device", device >= 0);
    check("memory", memoryBytes >= LEAST_MEMORY);
  }

  private static void check(String field, boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException("OPTION_INVALID: scoring provider " + field);
    }
  }

  /** Whether a device comes into question. */
  public boolean wantsDevice() {
    return wanted != Wanted.CPU;
  }

  /** Whether it matters to the user that a device cannot be had. */
  boolean insists() {
    return wanted == Wanted.CUDA;
  }
}
