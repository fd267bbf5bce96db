package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.regime.effect.EffectOptions;
import io.cryptoscalp.engine.regime.effect.RegimeProfiles;
import java.io.Serializable;
import java.util.Map;

/**
 * How regimes are concluded and take effect.
 *
 * @param directives whether directives of the regime job are read
 * @param confirmNs how long another regime than CRASH must be the conclusion before it is entered
 * @param dwellNs shortest stay in a regime before another than CRASH may follow; twice in a CRASH
 * @param blendNs event time in which terms of trading pass from a regime's to the next's
 * @param terms changes to the terms, by the keys of {@link RegimeProfiles}; empty for none
 */
public record RegimeConfig(
    boolean directives, long confirmNs, long dwellNs, long blendNs, Map<String, String> terms)
    implements Serializable {

  /** The engine's options. */
  EffectOptions effect() {
    return new EffectOptions(RegimeProfiles.DEFAULT.with(terms), blendNs);
  }
}
