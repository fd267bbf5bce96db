package io.cryptoscalp.engine.event;

/**
 * An instruction to the scoring stage, from the control topic. Carries metadata only, never model
 * bytes.
 *
 * @param commandId unique id; a repeated id changes nothing
 * @param kind what to do
 * @param model model name
 * @param version model version
 * @param uri where the model folder lies ({@code file:} or a path the workers can read)
 * @param sha256 lower-case hex digest of the ONNX file
 * @param effectiveFromNs venue time from which snapshots are scored with it; 0 = at once
 */
public record ModelCommand(
    String commandId,
    Kind kind,
    String model,
    String version,
    String uri,
    String sha256,
    long effectiveFromNs)
    implements StreamEvent {
  /** What to do with the model. */
  public enum Kind {
    /**
     * Make it the champion after it has passed its checks; a failed check keeps the old champion.
     */
    ACTIVATE,
    /** Stop scoring with it; predictions become invalid until another is activated. */
    DEACTIVATE
  }
}
