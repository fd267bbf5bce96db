package io.cryptoscalp.operators.regime.pattern;

import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.event.PatternMatch;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of signals with a name and a version. Every sequence is bounded in time by {@link
 * #within} and matches without overlap ({@code skipPastLastEvent}), so that the partial matches of
 * a scope are few. A change of the sequence takes a new version: the operator's uid carries it, so
 * that partial matches of the old one are not read as those of the new.
 */
public abstract class SignalPattern implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What its signals have in common. */
  public enum Scope {
    /** One instrument. */
    INSTRUMENT,
    /** All instruments of an underlying. */
    UNDERLYING,
    /** Everything. */
    MARKET
  }

  private final String name;
  private final int version;
  private final Scope scope;
  private final Duration within;
  private final EnumSet<SignalKind> kinds;
  private final @Nullable Regime regime;
  private final Duration hold;

  /**
   * Creates it.
   *
   * @param regime regime that a match speaks for, null when none
   * @param hold how long a match counts
   * @param kinds what its conditions look at; no other signal reaches it
   */
  SignalPattern(
      String name,
      int version,
      Scope scope,
      Duration within,
      @Nullable Regime regime,
      Duration hold,
      SignalKind... kinds) {
    this.name = name;
    this.version = version;
    this.scope = scope;
    this.within = within;
    this.regime = regime;
    this.hold = hold;
    this.kinds = EnumSet.copyOf(List.of(kinds));
  }

  /** Name, such as {@code flash-crash}. */
  public final String name() {
    return name;
  }

  /** Version of the sequence, from 1. */
  public final int version() {
    return version;
  }

  /** What its signals have in common. */
  public final Scope scope() {
    return scope;
  }

  /** Longest time from the first signal to the last. */
  public final Duration within() {
    return within;
  }

  /** Id of its operator in savepoints. */
  public final String uid() {
    return "pattern-" + name + "-v" + version;
  }

  /** True for signals that it looks at. */
  public final boolean wants(SignalEvent signal) {
    return kinds.contains(signal.kind());
  }

  /** The sequence, for Flink. */
  public final Pattern<SignalEvent, ?> pattern() {
    return sequence().within(within);
  }

  /** The sequence without its bound in time. */
  abstract Pattern<SignalEvent, ?> sequence();

  /** Strength of a match, 0 to 1. */
  double confidence(List<SignalEvent> signals) {
    return strength(signals.get(signals.size() - 1));
  }

  /** 0.6 at the threshold, 0.9 at twice of it. */
  static double strength(SignalEvent signal) {
    double ratio = signal.threshold() > 0 ? signal.value() / signal.threshold() : 1;
    return Math.max(0.6, Math.min(0.9, 0.3 + 0.3 * ratio));
  }

  /** What a match of the sequence says. */
  public final PatternMatch match(Map<String, List<SignalEvent>> found) {
    List<SignalEvent> signals = new ArrayList<>();
    List<String> stages = new ArrayList<>();
    found.forEach(
        (stage, events) ->
            events.forEach(
                event -> {
                  signals.add(event);
                  stages.add(stage);
                }));
    StringBuilder evidence = new StringBuilder();
    for (int i = 0; i < signals.size(); i++) {
      evidence.append(i == 0 ? "" : "; ").append(words(stages.get(i), signals.get(i)));
    }
    signals.sort(Comparator.comparingLong(SignalEvent::eventTimeNs));
    SignalEvent first = signals.get(0);
    SignalEvent last = signals.get(signals.size() - 1);
    return new PatternMatch(
        name,
        version,
        last.scope(),
        last.instrument(),
        first.eventTimeNs(),
        last.eventTimeNs(),
        last.price(),
        regime,
        confidence(signals),
        evidence.toString());
  }

  private static String words(String stage, SignalEvent signal) {
    Numbers numbers =
        new Numbers()
            .add("signal", signal.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .add("instrument", signal.instrument())
            .add("direction", signal.direction())
            .add("value", signal.value())
            .add("threshold", signal.threshold())
            .add("price", signal.price())
            .add("at", signal.eventTimeNs());
    return stage + " " + numbers;
  }

  /** The directive of a match of this pattern; null when it speaks for no regime. */
  public final @Nullable RegimeDirective directive(PatternMatch match) {
    if (regime == null) {
      return null;
    }
    return new RegimeDirective(
        match.scope(),
        match.endTimeNs(),
        match.endTimeNs() + hold.toNanos(),
        regime,
        match.confidence(),
        "pattern:" + name,
        match.evidence());
  }

  /** Begins a sequence whose matches do not overlap. */
  static Pattern<SignalEvent, SignalEvent> begin(
      String stage, IterativeCondition<SignalEvent> condition) {
    return Pattern.<SignalEvent>begin(stage, AfterMatchSkipStrategy.skipPastLastEvent())
        .where(condition);
  }
}
