package io.cryptoscalp.engine.event;

/**
 * What became of a {@link ModelCommand}.
 *
 * @param eventId deterministic: command id and outcome
 * @param commandId the command
 * @param model model name
 * @param version model version
 * @param outcome {@code ACTIVATED}, {@code REJECTED} or {@code DEACTIVATED}
 * @param code coded reason of a rejection ({@code MODEL_CHECKSUM_MISMATCH: ...}), else empty
 * @param provider execution provider that scores, {@code CPU} or {@code CUDA}; empty when rejected
 * @param eventTimeNs venue time from which it holds
 */
public record ModelEvent(
    String eventId,
    String commandId,
    String model,
    String version,
    String outcome,
    String code,
    String provider,
    long eventTimeNs) {}
