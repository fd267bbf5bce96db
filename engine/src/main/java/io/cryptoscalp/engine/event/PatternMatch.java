package io.cryptoscalp.engine.event;

import io.cryptoscalp.engine.regime.Regime;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of signals that a pattern describes was seen. Pattern, version, scope, start and end
 * identify it: a replay gives the same match.
 *
 * @param pattern name of the pattern, such as {@code flash-crash}
 * @param version version of the pattern's definition, from 1
 * @param scope what it was seen on: an instrument id, an underlying or {@code MARKET}
 * @param instrument instrument of the last signal
 * @param startTimeNs event time of the first signal, ns since the epoch
 * @param endTimeNs event time of the last signal
 * @param price price of {@code instrument} at the end, in quote currency; 0 when unknown
 * @param regime regime that the pattern speaks for, null when none
 * @param confidence strength of the evidence, 0 to 1
 * @param evidence the signals in order, in words with figures
 */
public record PatternMatch(
    String pattern,
    int version,
    String scope,
    String instrument,
    long startTimeNs,
    long endTimeNs,
    double price,
    @Nullable Regime regime,
    double confidence,
    String evidence) {

  /** The same for the same match in every run: {@code PATTERN/VERSION/SCOPE/START/END}. */
  public String id() {
    return pattern + "/" + version + "/" + scope + "/" + startTimeNs + "/" + endTimeNs;
  }
}
