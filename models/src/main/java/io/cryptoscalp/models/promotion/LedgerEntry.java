package io.cryptoscalp.models.promotion;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cryptoscalp.models.ModelException;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger.
 *
 * @param number from 1, without holes
 * @param previous digest of the line before, hex; empty for the first
 * @param strategy the strategy
 * @param who a person or a process
 * @param at when, ISO-8601
 * @param why reason given, one line; empty for a check
 * @param check verdicts, of a check; else null
 * @param override gate that is let pass although it is not green; else null
 * @param stage stage that was entered; else null
 * @param signer public key of who signed it, base64; null when unsigned
 * @param signature Ed25519 signature, base64, over the entry's JSON without it; null when unsigned
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerEntry(
    long number,
    String previous,
    String strategy,
    String who,
    String at,
    String why,
    @Nullable Check check,
    @Nullable String override,
    @Nullable Stage stage,
    @Nullable String signer,
    @Nullable String signature)
    implements ChainedFile.Entry {
  /** Longest reason, characters. */
  public static final int MOST_WHY = 500;

  /** Checks that it is one thing. */
  public LedgerEntry {
    int things = (check == null ? 0 : 1) + (override == null ? 0 : 1) + (stage == null ? 0 : 1);
    if (things != 1 || strategy.isEmpty() || who.isEmpty()) {
      throw new IllegalArgumentException("an entry is a check, an override or a stage");
    }
    if (check == null) {
      requireReason(why);
    }
  }

  /**
   * Refuses what is no reason.
   *
   * @throws ModelException {@code GATE_REASON_INVALID}
   */
  public static void requireReason(String why) {
    if (why.isBlank() || why.length() > MOST_WHY || why.chars().anyMatch(Character::isISOControl)) {
      throw new ModelException(
          "GATE_REASON_INVALID", "length=" + why.length() + " expected=one line, not empty");
    }
  }

  /** The same with a signature. */
  LedgerEntry signed(@Nullable String by, @Nullable String with) {
    return new LedgerEntry(
        number, previous, strategy, who, at, why, check, override, stage, by, with);
  }

  /**
   * A check of all gates.
   *
   * @param gates name of the gates file
   * @param gatesHash its digest, hex
   * @param verdicts one for each gate, at least one
   * @param parameters what the strategy was set to in the evidence, keys as in {@link
   *     Evidence#PARAMETER}; null where nobody said
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Check(
      String gates,
      String gatesHash,
      List<Gate.Verdict> verdicts,
      @Nullable SortedMap<String, String> parameters) {
    /** Copies; a check of nothing is none. */
    public Check {
      verdicts = List.copyOf(verdicts);
      if (verdicts.isEmpty()) {
        throw new IllegalArgumentException("a check has verdicts");
      }
    }

    /** True when every gate is green. */
    @JsonIgnore
    public boolean green() {
      return verdicts.stream().allMatch(verdict -> verdict.status() == Gate.Status.GREEN);
    }
  }

  /** What a strategy may do. */
  public enum Stage {
    /** Backtests. */
    RESEARCH,
    /** The live market, orders on paper. */
    PAPER,
    /** Orders at the venue. */
    LIVE;

    /** Lower case. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The stage of a text.
     *
     * @throws ModelException {@code STRATEGY_STAGE_UNKNOWN}
     */
    @JsonCreator
    public static Stage of(String text) {
      for (Stage stage : values()) {
        if (stage.text().equals(text)) {
          return stage;
        }
      }
      throw new ModelException("STRATEGY_STAGE_UNKNOWN", "stage=" + text);
    }
  }
}
