package io.cryptoscalp.models.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelTrust;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of one strategy now: its stage, its last check and the overrides after it. A
 * new check makes earlier overrides void.
 *
 * @param strategy the strategy
 * @param stage its stage, research when it never had one
 * @param check its last check; null without one
 * @param overrides gates let pass after that check, with who and why
 */
public record Clearance(
    String strategy,
    LedgerEntry.Stage stage,
    LedgerEntry.@Nullable Check check,
    SortedMap<String, LedgerEntry> overrides) {
  /** From the entries of a ledger. */
  public static Clearance of(String strategy, List<LedgerEntry> entries) {
    LedgerEntry.Stage stage = LedgerEntry.Stage.RESEARCH;
    LedgerEntry.Check check = null;
    SortedMap<String, LedgerEntry> overrides = new TreeMap<>();
    for (LedgerEntry entry : entries) {
      if (!entry.strategy().equals(strategy)) {
        continue;
      }
      LedgerEntry.Stage entered = entry.stage();
      String gate = entry.override();
      if (entry.check() != null) {
        check = entry.check();
        overrides.clear();
      } else if (gate != null) {
        overrides.put(gate, entry);
      } else if (entered != null) {
        stage = entered;
      }
    }
    return new Clearance(strategy, stage, check, overrides);
  }

  /** Gates that stand in the way: neither green nor overridden. */
  public List<Gate.Verdict> open() {
    List<Gate.Verdict> open = new ArrayList<>();
    if (check != null) {
      for (Gate.Verdict verdict : check.verdicts()) {
        if (verdict.status() != Gate.Status.GREEN && !overrides.containsKey(verdict.gate().id())) {
          open.add(verdict);
        }
      }
    }
    return open;
  }

  /**
   * Passes when every gate of the last check is green or overridden.
   *
   * @throws ModelException {@code GATES_NOT_GREEN}, naming the gates in the way
   */
  public void requireGreen() {
    if (check == null) {
      throw new ModelException(
          "GATES_NOT_GREEN", "strategy=" + strategy + " cause=its gates were never checked");
    }
    List<String> ids = new ArrayList<>();
    for (Gate.Verdict verdict : open()) {
      ids.add(verdict.gate().id() + "=" + verdict.status().text());
    }
    if (!ids.isEmpty()) {
      throw new ModelException(
          "GATES_NOT_GREEN", "strategy=" + strategy + " gates=" + String.join(",", ids));
    }
  }

  /**
   * Passes when the strategy may trade for real: it is live and its gates are green or overridden.
   *
   * @throws ModelException {@code GATES_NOT_GREEN} or {@code STRATEGY_NOT_LIVE}
   */
  public void requireLive() {
    requireGreen();
    if (stage != LedgerEntry.Stage.LIVE) {
      throw new ModelException(
          "STRATEGY_NOT_LIVE", "strategy=" + strategy + " stage=" + stage.text());
    }
  }

  /**
   * What a job on another machine needs to decide the same: the entries that count, as one word.
   *
   * @param strategies each must be allowed to trade for real
   * @throws ModelException as {@link #requireLive}
   */
  public static String extract(Collection<String> strategies, List<LedgerEntry> entries) {
    List<LedgerEntry> counting = new ArrayList<>();
    for (String strategy : new TreeSet<>(strategies)) {
      of(strategy, entries).requireLive();
      long from = 0;
      LedgerEntry stage = null;
      for (LedgerEntry entry : entries) {
        if (entry.strategy().equals(strategy)) {
          from = entry.check() != null ? entry.number() : from;
          stage = entry.stage() != null ? entry : stage;
        }
      }
      for (LedgerEntry entry : entries) {
        boolean own = entry.strategy().equals(strategy);
        if (own && ((entry.number() >= from && entry.stage() == null) || entry.equals(stage))) {
          counting.add(entry);
        }
      }
    }
    try {
      byte[] json = PromotionLedger.MAPPER.writeValueAsBytes(Map.of("entries", counting));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("entries cannot be written", e);
    }
  }

  /** The entries of an extract. */
  private record Extract(List<LedgerEntry> entries) {}

  /**
   * Passes when an extract says that all strategies may trade for real; who signed it is not asked.
   *
   * @param extract of {@link #extract}; empty when nobody brought one
   * @throws ModelException {@code GATES_NOT_GREEN}, {@code STRATEGY_NOT_LIVE} or {@code
   *     CLEARANCE_...}
   */
  public static void requireLive(Collection<String> strategies, String extract) {
    requireLive(strategies, extract, ModelTrust.ANYONE);
  }

  /**
   * Passes when an extract says that all strategies may trade for real.
   *
   * @param extract of {@link #extract}; empty when nobody brought one
   * @param trust who may say so
   * @throws ModelException {@code GATES_NOT_GREEN}, {@code STRATEGY_NOT_LIVE}, {@code
   *     CLEARANCE_INVALID}, {@code CLEARANCE_SIGNATURE_MISSING}, {@code CLEARANCE_SIGNER_UNKNOWN}
   *     or {@code CLEARANCE_SIGNATURE_INVALID}
   */
  public static void requireLive(Collection<String> strategies, String extract, ModelTrust trust) {
    List<LedgerEntry> entries = entries(extract);
    LedgerSignatures.check(entries, trust);
    for (String strategy : strategies) {
      of(strategy, entries).requireLive();
    }
  }

  /**
   * What the strategies of an extract were set to when they were checked; one whose evidence did
   * not say is left out.
   *
   * @throws ModelException {@code CLEARANCE_INVALID}
   */
  public static SortedMap<String, SortedMap<String, String>> parameters(
      Collection<String> strategies, String extract) {
    List<LedgerEntry> entries = entries(extract);
    SortedMap<String, SortedMap<String, String>> parameters = new TreeMap<>();
    for (String strategy : strategies) {
      LedgerEntry.Check check = of(strategy, entries).check();
      SortedMap<String, String> own = check == null ? null : check.parameters();
      if (own != null) {
        parameters.put(strategy, own);
      }
    }
    return parameters;
  }

  private static List<LedgerEntry> entries(String extract) {
    if (extract.isEmpty()) {
      return List.of();
    }
    try {
      String json = new String(Base64.getUrlDecoder().decode(extract), StandardCharsets.UTF_8);
      return PromotionLedger.MAPPER.readValue(json, Extract.class).entries();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ModelException("CLEARANCE_INVALID", "length=" + extract.length(), e);
    }
  }
}
