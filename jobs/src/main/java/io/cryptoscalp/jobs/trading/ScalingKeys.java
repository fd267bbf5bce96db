package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.ConfigReader;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys of online scaling: {@code scaling} is {@code none} (default), {@code standard}, {@code
 * robust}, {@code rank} or {@code rank-gaussian}; {@code scaling.clip} bounds scaled values (8
 * deviations); {@code scaling.min-samples} is the valid values of a feature before it is scaled
 * (100); {@code scaling.half-life} the valid values after which an older one counts half (0 forgets
 * nothing, else 32 or more).
 */
public final class ScalingKeys {
  private static final String KIND = "scaling";
  private static final String NONE = "none";

  private ScalingKeys() {}

  /**
   * The scaling of a job's keys, others ignored.
   *
   * @param job keys of the trading job, without their prefix
   * @return null for none
   * @throws ConfigException when a value does not fit
   */
  public static @Nullable ScalerOptions of(Map<String, String> job) {
    Map<String, String> own = new TreeMap<>(job);
    own.keySet().removeIf(key -> !key.equals(KIND) && !key.startsWith(KIND + "."));
    ConfigReader in = new ConfigReader(own);
    ScalerOptions options = read(in);
    in.rejectUnknown();
    return options;
  }

  static @Nullable ScalerOptions read(ConfigReader in) {
    String kind = in.text(KIND, NONE);
    double clip = in.real("scaling.clip", 8, 0.1, 1e6);
    int minSamples = (int) in.number("scaling.min-samples", 100, 2, Integer.MAX_VALUE);
    int halfLife = (int) in.number("scaling.half-life", 0, 0, Integer.MAX_VALUE);
    if (kind.equals(NONE)) {
      return null;
    }
    try {
      return new ScalerOptions(ScalerKind.ofId(kind), clip, minSamples, halfLife);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("CONFIG_INVALID: key=scaling cause=" + e.getMessage());
    }
  }
}
