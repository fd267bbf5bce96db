package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.InstrumentCsv;
import io.cryptoscalp.engine.instrument.InstrumentImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The instrument catalogue. */
@Command(
    name = "instruments",
    description =
        "instruments list, or instruments import FILE...: a catalogue from exchangeInfo answers.")
final class InstrumentsCommand implements Callable<Integer> {
  /** What to do. */
  enum Action {
    LIST,
    IMPORT
  }

  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", description = "list or import")
  private Action action = Action.LIST;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "exchangeInfo answers named spot-*, usdm-* or coinm-*, recorded sessions (*.jsonl), or"
              + " catalogues as CSV (*.csv); plain or gzip. The last word on an instrument counts.")
  private List<Path> files = List.of();

  @Option(names = "--out", paramLabel = "FILE", description = "Where to write; default DATA_DIR.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if (action == Action.LIST) {
      for (Instrument each : InstrumentCatalogue.builtIn().all()) {
        main.say(each.id() + "  " + each.venue().id() + "  " + each.symbol());
        main.emit(Json.object().put("id", each.id()).put("venue", each.venue().id()));
      }
      return ExitCodes.OK;
    }
    if (files.isEmpty()) {
      throw new CliException(ExitCodes.USAGE, "instruments import wants a file.");
    }
    InstrumentImport all = new InstrumentImport();
    for (Path file : files) {
      InstrumentFiles.read(file, all);
    }
    List<Instrument> instruments = all.instruments();
    Path target = out == null ? main.settings().dataDir().resolve("instruments.csv") : out;
    if (target.toAbsolutePath().getParent() != null) {
      Files.createDirectories(target.toAbsolutePath().getParent());
    }
    Path next = target.resolveSibling(target.getFileName() + ".next");
    Files.writeString(next, InstrumentCsv.write(instruments));
    Files.move(
        next,
        target,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    all.skipped().forEach((status, count) -> main.say(count + " left out: " + status));
    int count = instruments.size();
    main.say(count + " instruments in " + target + ".");
    if (out == null) {
      main.say("The demo uses them from now on.");
    }
    main.say("A job on a cluster takes them with --instruments.file on its workers.");
    main.emit(Json.object().put("instruments", count).put("file", target.toString()));
    return ExitCodes.OK;
  }
}
