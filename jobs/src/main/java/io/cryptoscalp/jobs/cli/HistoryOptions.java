package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.jobs.backfill.Plans;
import io.cryptoscalp.jobs.backfill.TopicRange;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which history to read, as backfills, backtests and searches ask for it. */
final class HistoryOptions {
  @Option(
      names = "--source",
      paramLabel = "KIND",
      description =
          "frames, binance-archive, tardis, parquet or kafka; frames where a command does not ask"
              + " for it.",
      converter = HistorySource.Reader.class)
  private @Nullable HistorySource source;

  @Option(names = "--input", paramLabel = "PATH", description = "File or folder; none for kafka.")
  private @Nullable Path input;

  @Mixin private TimeSpanOptions span = new TimeSpanOptions();

  @Option(
      names = "--instruments",
      split = ",",
      paramLabel = "ID",
      description = "Instrument ids, e.g. BTCUSDT-PERP.BINANCE; default all that are there.")
  private List<String> instruments = new ArrayList<>();

  @Option(
      names = "--market",
      paramLabel = "VENUE",
      description = "Venue of files whose path does not say it (default: ${DEFAULT-VALUE}).")
  private String market = "binance-usdm";

  /** Kind of history; recorded frames where none is given. */
  HistorySource source() {
    return source == null ? HistorySource.FRAMES : source;
  }

  /**
   * Refuses a command line that does not say which kind.
   *
   * @throws CliException without {@code --source}
   */
  void requireSource() {
    if (source == null) {
      throw new CliException(ExitCodes.USAGE, "Missing required option: '--source=KIND'");
    }
  }

  boolean isTopics() {
    return source() == HistorySource.KAFKA;
  }

  /** Part of the time that is wanted. */
  TimeSpanOptions span() {
    return span;
  }

  /** Instruments that are wanted, all when empty. */
  List<String> instruments() {
    return instruments;
  }

  /** Venue of files whose path does not say it. */
  String market() {
    return market;
  }

  /** File or folder as given; empty without. */
  String inputText() {
    return input == null ? "" : input.toString();
  }

  /**
   * File or folder.
   *
   * @throws CliException when none is given
   */
  Path input() {
    Path path = input;
    if (path == null) {
      throw new CliException(ExitCodes.USAGE, "--input is missing: a file or folder.");
    }
    return path;
  }

  /**
   * The files that are wanted; none of topics.
   *
   * @throws CliException {@code INSTRUMENT_UNKNOWN} for ids that the catalogue lacks
   */
  ArchivePlan plan(InstrumentCatalogue catalogue) throws IOException {
    TreeSet<String> wanted = new TreeSet<>(instruments);
    List<String> unknown = Plans.unknown(catalogue, wanted);
    if (!unknown.isEmpty()) {
      throw new CliException(ExitCodes.USAGE, "INSTRUMENT_UNKNOWN: ids=" + unknown);
    }
    if (isTopics()) {
      return new ArchivePlan(List.of(), new TreeSet<>(), List.of());
    }
    Path path = input();
    Plans.requireInput(path);
    Plans.Choice choice =
        new Plans.Choice(
            catalogue,
            id -> wanted.isEmpty() || wanted.contains(id),
            span.firstDay(),
            span.dayBehind());
    return switch (source()) {
      case BINANCE_ARCHIVE -> Plans.archive(path, false, Venue.ofId(market), choice);
      case TARDIS -> Plans.archive(path, true, Venue.ofId(market), choice);
      case PARQUET -> Plans.parquet(path, choice);
      case FRAMES -> Plans.recording(path, choice, System.err::println);
      case KAFKA -> throw new IllegalStateException("no files");
    };
  }

  /**
   * The part of the topics that is wanted.
   *
   * @param fromOffsets first offsets, {@code TOPIC:PARTITION=N}, in place of those of the time
   * @param toOffsets offsets behind the last
   */
  TopicRange topics(TradingJobConfig config, List<String> fromOffsets, List<String> toOffsets) {
    return TopicRange.find(
            config.kafkaBootstrap(),
            config.venues(),
            new TopicRange.Times(span.firstDay(), span.dayBehind()),
            fromOffsets,
            toOffsets)
        .of(instruments);
  }
}
