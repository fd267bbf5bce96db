package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.models.promotion.Clearance;
import io.cryptoscalp.models.promotion.Gate;
import io.cryptoscalp.models.promotion.LedgerEntry;
import io.cryptoscalp.models.promotion.PromotionLedger;
import io.cryptoscalp.models.registry.ModelSigner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Strategies that may trade for real, for tests. */
public final class ClearedStrategies {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final SortedMap<String, String> PARAMETERS =
      new TreeMap<>(Map.of("parameter.strategy.cooldown", "15s"));

  private ClearedStrategies() {}

  /** Records one green or red gate for a strategy. */
  public static void check(PromotionLedger ledger, String strategy, boolean green) {
    Gate gate = new Gate("parity", "parity.differences", Gate.Comparison.AT_MOST, 0);
    Gate.Status status = green ? Gate.Status.GREEN : Gate.Status.RED;
    Gate.Verdict verdict = new Gate.Verdict(gate, status, green ? 0.0 : 1.0, "run", "hash");
    ledger.check(
        strategy, "test", NOW, new LedgerEntry.Check("test", "00", List.of(verdict), PARAMETERS));
  }

  /** A clearance for strategies with green gates. */
  public static String clearance(Path folder, String... strategies) {
    return clearance(folder, null, strategies);
  }

  /** The same, signed. */
  public static String clearance(Path folder, @Nullable ModelSigner signer, String... strategies) {
    PromotionLedger ledger = new PromotionLedger(folder, signer);
    for (String strategy : strategies) {
      check(ledger, strategy, true);
      ledger.move(strategy, LedgerEntry.Stage.LIVE, "test", NOW, "test");
    }
    return Clearance.extract(List.of(strategies), ledger.entries());
  }
}
