package io.cryptoscalp.models.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelSigner;
import io.cryptoscalp.models.registry.ModelTrust;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who stands behind entries of the ledger: Ed25519 over an entry's JSON without its signature. */
final class LedgerSignatures {
  private LedgerSignatures() {}

  static LedgerEntry sign(LedgerEntry entry, ModelSigner signer) {
    LedgerEntry named = entry.signed(signer.name(), null);
    byte[] signature = signer.sign(content(named));
    return named.signed(signer.name(), Base64.getEncoder().encodeToString(signature));
  }

  /**
   * Passes when every entry is signed as is asked for; a signature that is there must be right.
   *
   * @throws ModelException {@code CLEARANCE_SIGNATURE_MISSING}, {@code CLEARANCE_SIGNER_UNKNOWN} or
   *     {@code CLEARANCE_SIGNATURE_INVALID}
   */
  static void check(List<LedgerEntry> entries, ModelTrust trust) {
    for (LedgerEntry entry : entries) {
      try {
        trust.check(
            "strategy " + entry.strategy() + " entry " + entry.number(),
            entry.signer(),
            content(entry.signed(entry.signer(), null)),
            decode(entry.signature()));
      } catch (ModelException e) {
        throw new ModelException(
            e.code().replaceFirst("^MODEL_", "CLEARANCE_"),
            String.valueOf(e.getMessage()).replaceFirst("^[A-Z_]+: ", ""),
            e);
      }
    }
  }

  private static byte @Nullable [] decode(@Nullable String signature) {
    if (signature == null) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(signature);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // no signature at all
    }
  }

  private static byte[] content(LedgerEntry entry) {
    try {
      return PromotionLedger.MAPPER.writeValueAsString(entry).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry can be written", e);
    }
  }
}
