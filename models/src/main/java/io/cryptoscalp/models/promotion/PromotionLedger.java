package io.cryptoscalp.models.promotion;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelSigner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who decided what about strategies: a file of JSON lines that only grows. Each line holds the
 * digest of the one before, so that a line cannot be changed or taken out without notice. Two
 * processes may append at once.
 */
public final class PromotionLedger {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final ChainedFile<LedgerEntry> file;
  private final @Nullable ModelSigner signer;

  /** The ledger of a folder, which need not exist; what it is told is not signed. */
  public PromotionLedger(Path folder) {
    this(folder, null);
  }

  /**
   * The ledger of a folder, which need not exist.
   *
   * @param signer signs what it is told; null for nobody
   */
  public PromotionLedger(Path folder, @Nullable ModelSigner signer) {
    file = new ChainedFile<>(folder.resolve("ledger.jsonl"), LedgerEntry.class, "LEDGER");
    this.signer = signer;
  }

  /**
   * All entries, oldest first.
   *
   * @throws ModelException {@code LEDGER_CORRUPT} when a line is not what the next one follows
   */
  public List<LedgerEntry> entries() {
    return file.entries();
  }

  /** Records a check of the gates. */
  public LedgerEntry check(String strategy, String who, Instant at, LedgerEntry.Check check) {
    return append(strategy, who, at, "", check, null, null);
  }

  /**
   * Records that a gate of the last check is let pass although it is not green.
   *
   * @throws ModelException {@code GATE_NOT_CHECKED} without a check, {@code GATE_UNKNOWN} when it
   *     has no such gate, {@code GATE_REASON_INVALID}
   */
  public LedgerEntry override(String strategy, String gate, String who, Instant at, String why) {
    LedgerEntry.Check last = Clearance.of(strategy, entries()).check();
    if (last == null) {
      throw new ModelException("GATE_NOT_CHECKED", "strategy=" + strategy);
    }
    if (last.verdicts().stream().noneMatch(verdict -> verdict.gate().id().equals(gate))) {
      throw new ModelException("GATE_UNKNOWN", "strategy=" + strategy + " gate=" + gate);
    }
    return append(strategy, who, at, why, null, gate, null);
  }

  /**
   * Moves a strategy to a stage.
   *
   * @throws ModelException {@code GATES_NOT_GREEN} for live without green gates, {@code
   *     GATE_REASON_INVALID}
   */
  public LedgerEntry move(
      String strategy, LedgerEntry.Stage stage, String who, Instant at, String why) {
    if (stage == LedgerEntry.Stage.LIVE) {
      Clearance.of(strategy, entries()).requireGreen();
    }
    return append(strategy, who, at, why, null, null, stage);
  }

  private LedgerEntry append(
      String strategy,
      String who,
      Instant at,
      String why,
      LedgerEntry.@Nullable Check check,
      @Nullable String override,
      LedgerEntry.@Nullable Stage stage) {
    return Objects.requireNonNull(
        file.append(
            (before, number, previous) -> {
              LedgerEntry entry =
                  new LedgerEntry(
                      number,
                      previous,
                      strategy,
                      who,
                      at.toString(),
                      why,
                      check,
                      override,
                      stage,
                      null,
                      null);
              return signer == null ? entry : LedgerSignatures.sign(entry, signer);
            }));
  }
}
