package io.cryptoscalp.models.regime;

import io.cryptoscalp.engine.regime.hmm.HmmStateProfile;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Regime models in the registry: {@code <root>/regime-<name>/<version>/regime.json}. */
public final class RegimeModels {
  /** Name of the model's file in its folder. */
  public static final String FILE = "regime.json";

  /** Names of regime models in the registry begin so. */
  public static final String PREFIX = "regime-";

  /** A state of fewer expected observations describes these and no regime. */
  private static final double FEW_ROWS = 30;

  private static final int NAME_LENGTH = 100;

  private RegimeModels() {}

  /** Name in the registry of the model of an instrument or file. */
  public static String registryName(String name) {
    String plain = PREFIX + name.replaceAll("[^A-Za-z0-9._-]", "-");
    return plain.substring(0, Math.min(plain.length(), NAME_LENGTH));
  }

  /**
   * Writes a new version.
   *
   * @param codeVersion version of the code that trained it
   * @param createdAt now
   * @return the folder of the version
   * @throws ModelException as {@link ModelRegistry#register}
   */
  public static ModelFolder register(
      ModelRegistry registry, RegimeModelFile file, String codeVersion, Instant createdAt) {
    byte[] content = file.json();
    String digest = Sha256.hex(content);
    ModelCard card =
        ModelCard.builder(
                registryName(file.name()), ModelRegistry.versionName(createdAt, digest), digest)
            .kind("hidden-markov", "regime")
            .features(file.observation().id(), file.observation().names())
            .horizonNs(file.observation().intervalNs())
            .dataHash(file.training().dataHash())
            .hyperparameters(settings(file))
            .metrics(metrics(file))
            .split("train", file.training().observations(), Map.of())
            .warnings(warnings(file))
            .made(codeVersion, "Apache-2.0", createdAt)
            .build();
    return registry.register(card, FILE, content, RegimeCardPage.of(card, file));
  }

  private static SortedMap<String, String> settings(RegimeModelFile file) {
    RegimeModelFile.Training training = file.training();
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("criterion", training.criterion().name());
    settings.put("seed", Long.toString(training.seed()));
    settings.put("restarts", Integer.toString(training.restarts()));
    List<RegimeModelFile.Candidate> tried = file.candidates();
    settings.put("states", tried.get(0).states() + "-" + tried.get(tried.size() - 1).states());
    settings.put("bars", Integer.toString(training.bars()));
    settings.put("observations", Integer.toString(training.observations()));
    settings.put("from", time(training.fromNs()));
    settings.put("to", time(training.toNs()));
    return settings;
  }

  static String time(long ns) {
    return Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L)).toString();
  }

  private static SortedMap<String, Double> metrics(RegimeModelFile file) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put("states", (double) file.states().size());
    for (RegimeModelFile.Candidate candidate : file.candidates()) {
      String suffix = "_" + candidate.states();
      metrics.put("logLikelihood" + suffix, candidate.logLikelihood());
      metrics.put("aic" + suffix, candidate.aic());
      metrics.put("bic" + suffix, candidate.bic());
      metrics.put("hq" + suffix, candidate.hq());
    }
    for (HmmStateProfile state : file.states()) {
      metrics.put("dwell_" + state.name(), state.dwell());
      metrics.put("share_" + state.name(), state.share());
    }
    return metrics;
  }

  private static List<String> warnings(RegimeModelFile file) {
    List<String> warnings = new ArrayList<>();
    for (RegimeModelFile.Candidate candidate : file.candidates()) {
      if (!candidate.converged()) {
        warnings.add("NOT_CONVERGED: states=" + candidate.states());
      }
      if (candidate.states() == file.states().size() && candidate.rarestStateRows() < FEW_ROWS) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "RARE_STATE: states=%d rows=%.1f",
                candidate.states(),
                candidate.rarestStateRows()));
      }
    }
    if (file.candidates().size() > 1
        && file.states().size() == file.candidates().get(file.candidates().size() - 1).states()) {
      warnings.add("MOST_STATES_CHOSEN: more states might be preferred still");
    }
    return warnings;
  }

  /**
   * Loads a model for serving.
   *
   * @param path folder of a version, whose digest is checked against its card, or a file
   * @throws ModelException {@code REGIME_MODEL_UNREADABLE} when there is none, {@code
   *     MODEL_CHECKSUM_MISMATCH}, {@code REGIME_MODEL_INVALID} as {@link RegimeModelFile#read}
   */
  public static MarkovModel load(Path path) {
    return file(path).model(version(path));
  }

  /** The whole file; as {@link #load}. */
  public static RegimeModelFile file(Path path) {
    if (Files.isDirectory(path)) {
      return RegimeModelFile.read(new ModelFolder(path).checked(FILE));
    }
    try {
      return RegimeModelFile.read(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new ModelException(
          "REGIME_MODEL_UNREADABLE", "file=" + path + " reason=" + e.getClass().getSimpleName(), e);
    }
  }

  private static String version(Path path) {
    return Files.isDirectory(path) ? new ModelFolder(path).card().version() : "file";
  }
}
