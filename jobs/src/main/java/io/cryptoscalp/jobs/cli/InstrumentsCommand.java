package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The instrument catalogue. */
@Command(
    name = "instruments",
    description = "instruments list, or instruments import FILE: use a catalogue of your own.")
final class InstrumentsCommand implements Callable<Integer> {
  /** What to do. */
  enum Action {
    LIST,
    IMPORT
  }

  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", description = "list or import")
  private Action action = Action.LIST;

  @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "Catalogue as CSV.")
  private @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    if (action == Action.LIST) {
      for (Instrument each : InstrumentCatalogue.builtIn().all()) {
        main.say(each.id() + "  " + each.venue().id() + "  " + each.symbol());
        main.emit(Json.object().put("id", each.id()).put("venue", each.venue().id()));
      }
      return ExitCodes.OK;
    }
    if (file == null) {
      throw new CliException(ExitCodes.USAGE, "instruments import wants a file.");
    }
    int count;
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      count = InstrumentCatalogue.readCsv(reader).all().size();
    }
    Path target = main.settings().dataDir().resolve("instruments.csv");
    Files.createDirectories(main.settings().dataDir());
    Path next = target.resolveSibling("instruments.csv.next");
    Files.write(next, Files.readAllBytes(file));
    Files.move(
        next,
        target,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    main.say(count + " instruments in " + target + "; the demo uses them from now on.");
    main.say("A job on a cluster takes them with --instruments.file on its workers.");
    main.emit(Json.object().put("instruments", count).put("file", target.toString()));
    return ExitCodes.OK;
  }
}
