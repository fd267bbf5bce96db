package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.gateway.archive.ArchiveUnit;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.Plugins;
import io.cryptoscalp.jobs.backfill.Plans;
import io.cryptoscalp.jobs.backfill.TopicRange;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What trials run over, as commands that run them ask for it. */
final class BacktestInputOptions {
  private static final long NS_PER_S = 1_000_000_000L;

  @Option(
      names = "--source",
      paramLabel = "KIND",
      description =
          "frames, binance-archive, tardis, parquet or kafka, as backfill reads them (default:"
              + " frames).",
      converter = BackfillCommand.SourceConverter.class)
  private BackfillCommand.Source source = BackfillCommand.Source.FRAMES;

  @Option(names = "--input", paramLabel = "PATH", description = "File or folder; none for kafka.")
  private @Nullable Path input;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First receive time: a day (2024-01-30) or a moment (2024-01-30T12:00:00Z).")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Receive time behind the last.")
  private @Nullable String to;

  @Option(
      names = "--instruments",
      split = ",",
      paramLabel = "ID",
      description = "Instrument ids to read and, unless told otherwise, to trade; default all.")
  private List<String> instruments = new ArrayList<>();

  @Option(
      names = "--market",
      paramLabel = "VENUE",
      description = "Venue of files whose path does not say it (default: ${DEFAULT-VALUE}).")
  private String market = "binance-usdm";

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "Jar with strategies of your own; repeatable.")
  private List<Path> jars = new ArrayList<>();

  /** When the frames of an input lie, receive time, ns. */
  record Span(long fromNs, long toNs) {
    long lengthNs() {
      return toNs - fromNs;
    }
  }

  /**
   * Finds the input. Completes settings by what it says: aggregate trades where no others are, and
   * the instruments to trade.
   *
   * @param keys settings of the trading job
   */
  BacktestInput find(Main main, Map<String, String> keys) throws IOException {
    Plugins.use(jars, main.environment().getOrDefault(Plugins.ENVIRONMENT, ""));
    BacktestInput found =
        source == BackfillCommand.Source.KAFKA
            ? topics(main, keys)
            : BacktestInput.of(plan(BacktestRequest.job(keys)));
    ArchivePlan plan = found.plan();
    if (source != BackfillCommand.Source.KAFKA && plan.instruments().isEmpty()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "BACKTEST_NOTHING_FOUND: no frame of a known instrument in "
              + input
              + (plan.unknown().isEmpty() ? "" : "; not in the catalogue: " + plan.unknown()));
    }
    if (Plans.hasAggregatesOnly(plan)) {
      keys.putIfAbsent("trade.source", "agg-trade");
    }
    List<String> traded =
        source == BackfillCommand.Source.KAFKA
            ? instruments
            : plan.instruments().stream().map(InstrumentHistory::instrument).toList();
    if (!traded.isEmpty()) {
      keys.putIfAbsent("trading.instruments", String.join(",", traded));
    }
    return found.between(
        from == null ? Long.MIN_VALUE : ns(from), to == null ? Long.MAX_VALUE : ns(to));
  }

  private ArchivePlan plan(TradingJobConfig config) throws IOException {
    Path path = input;
    if (path == null) {
      throw new CliException(ExitCodes.USAGE, "--input is missing: a file or folder.");
    }
    Plans.requireInput(path);
    InstrumentCatalogue catalogue = InstrumentsFile.of(config.instrumentsFile()).get();
    TreeSet<String> wanted = new TreeSet<>(instruments);
    List<String> unknown = Plans.unknown(catalogue, wanted);
    if (!unknown.isEmpty()) {
      throw new CliException(ExitCodes.USAGE, "INSTRUMENT_UNKNOWN: ids=" + unknown);
    }
    Plans.Choice choice =
        new Plans.Choice(
            catalogue,
            id -> wanted.isEmpty() || wanted.contains(id),
            from == null ? LocalDate.MIN : day(ns(from)),
            to == null ? LocalDate.MAX : day(ns(to) - 1).plusDays(1));
    return switch (source) {
      case BINANCE_ARCHIVE -> Plans.archive(path, false, Venue.ofId(market), choice);
      case TARDIS -> Plans.archive(path, true, Venue.ofId(market), choice);
      case PARQUET -> Plans.parquet(path, choice);
      case FRAMES -> Plans.recording(path, choice, System.err::println);
      case KAFKA -> throw new IllegalStateException("no files");
    };
  }

  private BacktestInput topics(Main main, Map<String, String> keys) {
    keys.put("kafka.bootstrap", main.settings().text(Settings.KAFKA));
    TradingJobConfig config = BacktestRequest.job(keys);
    TopicRange range =
        TopicRange.find(
            config.kafkaBootstrap(),
            config.venues(),
            new TopicRange.Times(
                from == null ? LocalDate.MIN : day(ns(from)),
                to == null ? LocalDate.MAX : day(ns(to) - 1).plusDays(1)),
            List.of(),
            List.of());
    return new BacktestInput(
        new ArchivePlan(List.of(), new TreeSet<>(), List.of()), range, 0, Long.MAX_VALUE);
  }

  /** When the frames lie: exactly of recorded frames, else by days of files. */
  Span span(BacktestInput found) throws IOException {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    Path path = input;
    if (source == BackfillCommand.Source.FRAMES && path != null) {
      try (Recording recording = Recording.open(path, null, text -> {})) {
        for (MarketMessage m = recording.next(); m != null; m = recording.next()) {
          first = Math.min(first, m.receiveTimeNs());
          last = Math.max(last, m.receiveTimeNs() + 1);
        }
      }
    } else {
      for (InstrumentHistory history : found.plan().instruments()) {
        for (ArchiveUnit unit : history.units()) {
          first = Math.min(first, ns(unit.from()));
          last = Math.max(last, ns(unit.to()));
        }
      }
    }
    first = first == Long.MAX_VALUE ? found.fromNs() : Math.max(first, found.fromNs());
    last = last == Long.MIN_VALUE ? found.toNs() : Math.min(last, found.toNs());
    if (first >= last) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "BACKTEST_NOTHING_FOUND: no frame between --from and --to");
    }
    return new Span(first, last);
  }

  /** What was asked for, for the record. */
  SortedMap<String, String> described() {
    SortedMap<String, String> text = new TreeMap<>();
    text.put("source", source.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    text.put("input", input == null ? "" : input.toString());
    text.put("from", from == null ? "" : from);
    text.put("to", to == null ? "" : to);
    text.put("instruments", String.join(",", instruments));
    return text;
  }

  private static long ns(String text) {
    try {
      if (text.length() == 10) {
        return ns(LocalDate.parse(text));
      }
      Instant at = Instant.parse(text);
      return at.getEpochSecond() * NS_PER_S + at.getNano();
    } catch (DateTimeException e) {
      throw new CliException(
          ExitCodes.USAGE,
          "\"" + text + "\" is no day (2024-01-31) and no time (2024-01-31T12:00:00Z).",
          e);
    }
  }

  private static long ns(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * NS_PER_S;
  }

  private static LocalDate day(long ns) {
    return Instant.ofEpochSecond(Math.floorDiv(ns, NS_PER_S)).atZone(ZoneOffset.UTC).toLocalDate();
  }
}
