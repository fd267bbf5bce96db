package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.jobs.backfill.Plans;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Files that a search runs over. */
final class HistoryInput {
  @Option(
      names = "--source",
      paramLabel = "KIND",
      description = "frames, binance-archive, tardis or parquet (default: ${DEFAULT-VALUE}).")
  private String source = "frames";

  @Option(names = "--input", required = true, paramLabel = "PATH", description = "File or folder.")
  private Path input = Path.of(".");

  @Option(names = "--from", paramLabel = "TIME", description = "First day or time, UTC.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Day or time behind the last, UTC.")
  private @Nullable String to;

  @Option(
      names = "--instruments",
      split = ",",
      paramLabel = "ID",
      description = "Instrument ids; default all that are there.")
  private List<String> instruments = new ArrayList<>();

  @Option(
      names = "--market",
      paramLabel = "VENUE",
      description = "Venue of files whose path does not say it (default: ${DEFAULT-VALUE}).")
  private String market = "binance-usdm";

  @Nullable String from() {
    return from;
  }

  @Nullable String to() {
    return to;
  }

  /** Source and place, for people. */
  String text() {
    return source + " " + input;
  }

  /** The files. */
  ArchivePlan plan(InstrumentCatalogue catalogue) throws IOException {
    Plans.requireInput(input);
    TreeSet<String> wanted = new TreeSet<>(instruments);
    List<String> unknown = Plans.unknown(catalogue, wanted);
    if (!unknown.isEmpty()) {
      throw new CliException(ExitCodes.USAGE, "INSTRUMENT_UNKNOWN: ids=" + unknown);
    }
    Plans.Choice choice =
        new Plans.Choice(
            catalogue,
            id -> wanted.isEmpty() || wanted.contains(id),
            from == null ? LocalDate.MIN : day(from),
            to == null ? LocalDate.MAX : day(to).plusDays(to.contains("T") ? 1 : 0));
    ArchivePlan plan =
        switch (source) {
          case "frames" -> Plans.recording(input, choice, System.err::println);
          case "binance-archive" -> Plans.archive(input, false, Venue.ofId(market), choice);
          case "tardis" -> Plans.archive(input, true, Venue.ofId(market), choice);
          case "parquet" -> Plans.parquet(input, choice);
          default -> throw new CliException(ExitCodes.USAGE, "SOURCE_UNKNOWN: source=" + source);
        };
    if (plan.instruments().isEmpty()) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "No file of a known instrument is in " + input + ".");
    }
    return plan;
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text.substring(0, Math.min(10, text.length())));
    } catch (DateTimeException e) {
      throw new CliException(ExitCodes.USAGE, "\"" + text + "\" is no day such as 2024-01-31.", e);
    }
  }
}
