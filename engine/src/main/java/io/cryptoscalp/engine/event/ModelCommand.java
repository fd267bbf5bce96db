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
 * @param role what the model is there for
 */
public record ModelCommand(
    String commandId,
    Kind kind,
    String model,
    String version,
    String uri,
    String sha256,
    long effectiveFromNs,
    Role role)
    implements StreamEvent {
  /** A command about a champion. */
  public ModelCommand(
      String commandId,
      Kind kind,
      String model,
      String version,
      String uri,
      String sha256,
      long effectiveFromNs) {
    this(commandId, kind, model, version, uri, sha256, effectiveFromNs, Role.CHAMPION);
  }

  /** What to do with the model. */
  public enum Kind {
    /**
     * Score with it after it has passed its checks, in the place of any other version of the model
     * and beside other models; a failed check keeps the old version.
     */
    ACTIVATE,
    /** Stop scoring with it; predictions are invalid where no other model answers. */
    DEACTIVATE
  }

  /** What a model is there for. */
  public enum Role {
    /** Its answer counts, by its weight among the champions. */
    CHAMPION,
    /** Its answer is recorded and never traded. */
    SHADOW,
    /** Its answer counts where no champion answers. */
    FALLBACK
  }
}
