package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelSigner;
import io.cryptoscalp.models.registry.ModelStores;
import io.cryptoscalp.models.registry.ModelTrust;
import java.nio.file.Path;
import java.util.List;

/** The model registry of the configuration. */
final class Registries {
  private static final String TRUSTED_KEYS = "scoring.trusted.keys";

  private Registries() {}

  /** Opens the configured registry; what it registers is signed when a key is configured. */
  static ModelRegistry open(Main main) {
    return open(main, "");
  }

  /**
   * Opens a registry.
   *
   * @param root its root; empty for the configured one
   */
  static ModelRegistry open(Main main, String root) {
    Settings settings = main.settings();
    String key = settings.text(Settings.SIGNING_KEY);
    return new ModelRegistry(
        new ModelStores(main.environment()).open(root.isEmpty() ? settings.modelsRoot() : root),
        key.isEmpty() ? null : ModelSigner.load(Path.of(key)));
  }

  /** Whom the trading job is configured to trust. */
  static ModelTrust trust(Main main) {
    return ModelTrust.ofPaths(
        main.settings().job(Settings.TRADING_PREFIX).getOrDefault(TRUSTED_KEYS, ""));
  }

  /**
   * A version by what names it.
   *
   * @param wanted a version's name, {@code champion}, {@code candidate}, or empty or {@code newest}
   *     for the newest
   * @throws CliException when there is no such model or nothing in that stage
   */
  static String version(ModelRegistry registry, String model, String wanted) {
    List<String> versions = registry.versions(model);
    if (versions.isEmpty()) {
      throw new CliException(ExitCodes.CONFIGURATION, "There is no model named " + model + ".");
    }
    String found =
        switch (wanted) {
          case "", "newest" -> versions.get(versions.size() - 1);
          case "champion" -> registry.stages(model).champion();
          case "candidate" -> registry.stages(model).candidate();
          default -> wanted;
        };
    if (found == null) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "The model " + model + " has no " + wanted + ".");
    }
    return found;
  }
}
