package io.cryptoscalp.models.registry;

import org.jspecify.annotations.Nullable;

/**
 * Where a model version comes from, beside the data and the code that its card names.
 *
 * @param parentVersion the version it was trained on from, or fine-tuned; null when from scratch
 * @param runId the training run, equal for all versions of one run; empty when not told
 * @param source what the rows were read from, {@code clickhouse:features}; empty when not told
 */
public record Lineage(@Nullable String parentVersion, String runId, String source) {
  /** Of a card that does not say. */
  public static final Lineage UNKNOWN = new Lineage(null, "", "");

  /** Takes what an incomplete file leaves out as empty. */
  public Lineage {
    runId = runId == null ? "" : runId;
    source = source == null ? "" : source;
  }
}
