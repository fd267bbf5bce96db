package io.cryptoscalp.engine.event;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An instruction to an account's risk stage, from the control topic.
 *
 * @param commandId unique id; a repeated id changes nothing
 * @param kind what to do
 * @param account the account
 * @param strategy the strategy it is about; empty for the account as a whole
 * @param limits new values by key for {@link Kind#LIMITS}, else empty; sorted
 * @param reason why, in words; empty when not told
 * @param effectiveFromNs receive time from which it holds; 0 = at once
 */
public record RiskCommand(
    String commandId,
    Kind kind,
    String account,
    String strategy,
    Map<String, String> limits,
    String reason,
    long effectiveFromNs)
    implements StreamEvent {
  /** Sorts the limits. */
  public RiskCommand {
    limits = Collections.unmodifiableMap(new TreeMap<>(limits));
  }

  /** What to do. */
  public enum Kind {
    /** No entries until resumed; cancels those that work. */
    HALT,
    /** No entries until resumed, but a halt asked for or led to by losses stays possible. */
    REDUCE,
    /** Trade again; a loss that had led to the state counts from now on. */
    RESUME,
    /** Halt and close every position at market. */
    FLATTEN,
    /** Change limits. */
    LIMITS
  }
}
