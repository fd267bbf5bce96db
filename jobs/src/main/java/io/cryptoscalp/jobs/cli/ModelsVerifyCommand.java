package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelManifest;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.GoldenCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Holds versions to their manifests, signatures and golden vectors, and histories to theirs. */
@Command(
    name = "verify",
    description =
        "Check files, signature and golden vectors of versions and the history of their model.")
final class ModelsVerifyCommand implements Callable<Integer> {
  @ParentCommand private ModelsCommand models = new ModelsCommand();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of a model; default all.")
  private @Nullable String model;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "A version, champion, candidate or newest; default all.")
  private @Nullable String version;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "A public key that must have signed; may be repeated. Default: those the job trusts"
              + " (job.trading.scoring.trusted.keys).")
  private List<Path> keys = List.of();

  private int checked;
  private @Nullable ModelException first;

  @Override
  public Integer call() {
    ModelTrust trust = keys.isEmpty() ? Registries.trust(models.main()) : ModelTrust.of(keys);
    try (ModelRegistry registry = models.open()) {
      for (String name : model == null ? registry.models() : List.of(model)) {
        history(registry, name);
        String wanted = version;
        for (String each :
            wanted == null
                ? registry.versions(name)
                : List.of(Registries.version(registry, name, wanted))) {
          verify(registry, name, each, trust);
        }
      }
    }
    models.main().say(checked + " versions checked.");
    ModelException failure = first;
    if (failure != null) {
      throw failure;
    }
    return ExitCodes.OK;
  }

  private void history(ModelRegistry registry, String name) {
    try {
      var unused = registry.history(name);
    } catch (ModelException e) {
      refused(Json.object().put("model", name), name, e);
    }
  }

  private void verify(ModelRegistry registry, String name, String each, ModelTrust trust) {
    checked++;
    ObjectNode line = Json.object().put("model", name).put("version", each);
    try {
      ModelFolder folder = registry.folder(name, each).verified(trust);
      ModelManifest manifest = folder.manifest();
      String signer = manifest == null ? "" : signer(manifest);
      int golden = GoldenCheck.answers(folder) ? GoldenCheck.run(folder) : 0;
      line.put("ok", true).put("signer", signer).put("manifest", manifest != null);
      line.put("goldenVectors", golden);
      models.main().emit(line);
      models
          .main()
          .say(
              name
                  + " "
                  + each
                  + ": whole, "
                  + (signer.isEmpty() ? "not signed" : "signed by " + signer)
                  + ", golden vectors: "
                  + golden);
    } catch (ModelException e) {
      refused(line, name + " " + each, e);
    }
  }

  private static String signer(ModelManifest manifest) {
    String fingerprint = manifest.signerFingerprint();
    return fingerprint == null ? "" : fingerprint;
  }

  private void refused(ObjectNode line, String what, ModelException why) {
    first = first == null ? why : first;
    models
        .main()
        .emit(line.put("ok", false).put("code", why.code()).put("error", why.getMessage()));
    models.main().say(what + ": " + why.getMessage());
  }
}
