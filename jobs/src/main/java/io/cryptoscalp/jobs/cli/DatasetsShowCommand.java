package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.models.dataset.DatasetCard;
import io.cryptoscalp.models.dataset.DatasetFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints a dataset's card. */
@Command(name = "show", description = "Print the card of a dataset.")
final class DatasetsShowCommand implements Callable<Integer> {
  @ParentCommand private DatasetsCommand datasets = new DatasetsCommand();

  @Parameters(paramLabel = "DIR", description = "Folder of the dataset.")
  private Path folder = Path.of(".");

  @Option(
      names = "--verify",
      description = "Read the examples, too, and compare them with the card's hash.")
  private boolean verify;

  @Override
  public Integer call() throws IOException {
    DatasetCard card = verify ? DatasetFolder.read(folder).card() : DatasetFolder.card(folder);
    Main main = datasets.main();
    card.markdown().lines().forEach(main::say);
    if (verify) {
      main.say("The examples are those of the card.");
    }
    JsonNode node = Json.MAPPER.readTree(card.json());
    main.emit(node);
    return ExitCodes.OK;
  }
}
