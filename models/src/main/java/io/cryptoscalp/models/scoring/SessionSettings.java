package io.cryptoscalp.models.scoring;

import io.cryptoscalp.models.registry.ModelTrust;

/**
 * How a model is opened for scoring.
 *
 * @param layout features of the running pipeline
 * @param maxRows most rows of one batch, at least 1
 * @param trust whose signature the version must have; its files are held to its manifest
 * @param limitNs longest run, those of the checks among them, ns; 0 for none
 * @param provider where it is to run
 * @param devices opens sessions there
 */
public record SessionSettings(
    FeatureLayout layout,
    int maxRows,
    ModelTrust trust,
    long limitNs,
    ProviderChoice provider,
    DeviceSessions devices) {
  /** Anyone's models, without a limit of time, on the CPU. */
  public static SessionSettings of(FeatureLayout layout, int maxRows) {
    return new SessionSettings(
        layout, maxRows, ModelTrust.ANYONE, 0, ProviderChoice.CPU, new CudaSessions());
  }

  /** The same with signers to trust. */
  public SessionSettings trusting(ModelTrust signers) {
    return new SessionSettings(layout, maxRows, signers, limitNs, provider, devices);
  }

  /** The same with a limit of time, ns. */
  public SessionSettings limited(long ns) {
    return new SessionSettings(layout, maxRows, trust, ns, provider, devices);
  }

  /** The same in another place. */
  public SessionSettings on(ProviderChoice choice, DeviceSessions where) {
    return new SessionSettings(layout, maxRows, trust, limitNs, choice, where);
  }
}
