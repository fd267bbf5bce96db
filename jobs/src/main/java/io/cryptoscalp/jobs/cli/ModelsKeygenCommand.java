package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.registry.KeyFiles;
import io.cryptoscalp.models.registry.ModelStores;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes the keys that versions are signed with. */
@Command(
    name = "keygen",
    description = "Make an Ed25519 key pair: FILE, readable by its owner alone, and FILE.pub.")
final class ModelsKeygenCommand implements Callable<Integer> {
  @ParentCommand private ModelsCommand models = new ModelsCommand();

  @Parameters(index = "0", paramLabel = "FILE", description = "The private key's new file.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    Main main = models.main();
    Path key = file.toAbsolutePath().normalize();
    String root = main.settings().modelsRoot();
    if (!ModelStores.isS3(root)) {
      Path registry = root.startsWith("file:") ? Path.of(URI.create(root)) : Path.of(root);
      if (key.startsWith(registry.toAbsolutePath().normalize())) {
        throw new CliException(
            ExitCodes.USAGE, "A private key does not belong in the registry: " + key);
      }
    }
    String print = KeyFiles.generate(key);
    main.say("Private key: " + key + " (models.signing.key.file; keep it from the registry)");
    main.say("Public key:  " + KeyFiles.publicOf(key) + " (scoring.trusted.keys of the job)");
    main.say("Fingerprint: " + print);
    main.emit(
        Json.object()
            .put("privateKey", key.toString())
            .put("publicKey", KeyFiles.publicOf(key).toString())
            .put("fingerprint", print));
    return ExitCodes.OK;
  }
}
