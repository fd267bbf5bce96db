package io.cryptoscalp.models.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.registry.ModelSigner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  private final Path file;
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
    file = folder.resolve("ledger.jsonl");
    this.signer = signer;
  }

  /**
   * All entries, oldest first.
   *
   * @throws ModelException {@code LEDGER_CORRUPT} when a line is not what the next one follows
   */
  public List<LedgerEntry> entries() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ModelException("LEDGER_UNREADABLE", "file=" + file, e);
    }
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
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          FileLock unused = channel.lock()) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        List<LedgerEntry> before = parse(text);
        String last = text.substring(text.lastIndexOf('\n', text.length() - 2) + 1);
        LedgerEntry entry =
            new LedgerEntry(
                before.size() + 1,
                last.isEmpty() ? "" : digest(last.strip()),
                strategy,
                who,
                at.toString(),
                why,
                check,
                override,
                stage,
                null,
                null);
        if (signer != null) {
          entry = LedgerSignatures.sign(entry, signer);
        }
        byte[] line = (MAPPER.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.wrap(line);
        long position = channel.size();
        while (bytes.hasRemaining()) {
          position += channel.write(bytes, position);
        }
        channel.force(true);
        return entry;
      }
    } catch (IOException e) {
      throw new ModelException("LEDGER_UNWRITABLE", "file=" + file, e);
    }
  }

  private static String digest(String line) {
    return Sha256.hex(line.getBytes(StandardCharsets.UTF_8));
  }

  static List<LedgerEntry> parse(String text) {
    List<LedgerEntry> entries = new ArrayList<>();
    String previous = "";
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      LedgerEntry entry = entry(line, entries.size() + 1);
      if (entry.number() != entries.size() + 1 || !entry.previous().equals(previous)) {
        throw new ModelException(
            "LEDGER_CORRUPT", "line=" + (entries.size() + 1) + " cause=does not follow the last");
      }
      entries.add(entry);
      previous = digest(line);
    }
    return entries;
  }

  static LedgerEntry entry(String line, int number) {
    try {
      return MAPPER.readValue(line, LedgerEntry.class);
    } catch (JsonProcessingException e) {
      throw new ModelException("LEDGER_CORRUPT", "line=" + number + " cause=no entry", e);
    }
  }
}
