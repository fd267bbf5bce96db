package io.cryptoscalp.engine.regime.effect;

/**
 * How regimes take effect.
 *
 * @param profiles the terms of every regime
 * @param blendNs event time in which terms pass from one regime's to the next's, at least 0; a
 *     CRASH's hold at once
 */
public record EffectOptions(RegimeProfiles profiles, long blendNs) {
  /** The usual terms, blended over five minutes. */
  public static final EffectOptions DEFAULT =
      new EffectOptions(RegimeProfiles.DEFAULT, 300_000_000_000L);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException coded {@code REGIME_PROFILE_INVALID}
   */
  public EffectOptions {
    RegimeTerms.check(blendNs >= 0, "blend", (double) blendNs);
  }
}
