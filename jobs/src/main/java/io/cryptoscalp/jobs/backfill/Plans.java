package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.archive.ArchiveFile;
import io.cryptoscalp.gateway.archive.ArchiveNames;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.gateway.archive.ArchiveType;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.archive.ArchiveFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a backfill will read, by kind of source. */
public final class Plans {
  private static final long NS_PER_S = 1_000_000_000L;
  private static final Set<ArchiveType> TRADES =
      EnumSet.of(ArchiveType.TRADES, ArchiveType.TARDIS_TRADES);
  private static final Set<ArchiveType> QUOTES =
      EnumSet.of(
          ArchiveType.BOOK_TICKER, ArchiveType.TARDIS_QUOTES, ArchiveType.TARDIS_BOOK_TICKER);
  private static final Set<ArchiveType> DEPTH =
      EnumSet.of(
          ArchiveType.TARDIS_BOOK_SNAPSHOT_5,
          ArchiveType.TARDIS_BOOK_SNAPSHOT_25,
          ArchiveType.TARDIS_INCREMENTAL_BOOK,
          ArchiveType.RECORDED_FRAMES,
          ArchiveType.OWN_PARQUET);

  private Plans() {}

  /** Which files count. */
  public record Choice(
      InstrumentCatalogue catalogue, Predicate<String> wanted, LocalDate from, LocalDate to) {}

  /**
   * Files of others.
   *
   * @param tardis in Tardis' layout, else in Binance's
   * @param market of files whose path does not say it
   */
  public static ArchivePlan archive(Path input, boolean tardis, Venue market, Choice choice)
      throws IOException {
    return ArchivePlan.of(
        ArchiveNames.find(input, tardis, market),
        choice.catalogue(),
        choice.wanted(),
        choice.from(),
        choice.to());
  }

  /**
   * Recorded frames: each instrument's whole recording is one file of the plan. They are read once
   * to find out whose they are.
   *
   * @param reports told, with file and line, what could not be taken as it stands
   */
  public static ArchivePlan recording(Path input, Choice choice, Consumer<String> reports)
      throws IOException {
    record Span(Venue venue, String symbol, long[] bytesFromTo) {}

    Map<String, Span> spans = new TreeMap<>();
    try (Recording recording = Recording.open(input, null, reports)) {
      for (MarketMessage message = recording.next(); message != null; message = recording.next()) {
        long time = message.receiveTimeNs();
        String name = message.venue().id() + ":" + message.symbol();
        Span span = spans.get(name);
        if (span == null) {
          span = new Span(message.venue(), message.symbol(), new long[] {0, time, time});
          spans.put(name, span);
        }
        span.bytesFromTo()[0] += message.payload().length;
        span.bytesFromTo()[2] = time;
      }
    }
    List<ArchiveFile> files = new ArrayList<>();
    spans.forEach(
        (key, span) ->
            files.add(
                new ArchiveFile(
                    input.toAbsolutePath().normalize().toString(),
                    input.getFileName() + "/" + key,
                    ArchiveType.RECORDED_FRAMES,
                    span.venue(),
                    span.symbol(),
                    "",
                    day(span.bytesFromTo()[1]),
                    day(span.bytesFromTo()[2]).plusDays(1),
                    span.bytesFromTo()[0])));
    return ArchivePlan.of(files, choice.catalogue(), choice.wanted(), choice.from(), choice.to());
  }

  /** Own archive; what is not committed in it does not count. */
  public static ArchivePlan parquet(Path input, Choice choice) throws IOException {
    return ArchivePlan.of(
        new ArchiveFolder(input).list(),
        choice.catalogue(),
        choice.wanted(),
        choice.from(),
        choice.to());
  }

  private static LocalDate day(long timeNs) {
    return Instant.ofEpochSecond(timeNs / NS_PER_S).atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** True when trades come as aggregates only. */
  public static boolean hasAggregatesOnly(ArchivePlan plan) {
    Set<ArchiveType> types = types(plan);
    return types.contains(ArchiveType.AGG_TRADES) && Collections.disjoint(types, TRADES);
  }

  /** True when there are quotes and nothing that tells of a book's depth. */
  public static boolean hasQuotesOnly(ArchivePlan plan) {
    Set<ArchiveType> types = types(plan);
    return !Collections.disjoint(types, QUOTES) && Collections.disjoint(types, DEPTH);
  }

  private static Set<ArchiveType> types(ArchivePlan plan) {
    Set<ArchiveType> types = EnumSet.noneOf(ArchiveType.class);
    for (InstrumentHistory history : plan.instruments()) {
      for (var unit : history.units()) {
        unit.files().forEach(file -> types.add(file.type()));
      }
    }
    return types;
  }

  /**
   * What a plan says about the streams to go by, for runs that trade: aggregate trades where there
   * are no others, books of quotes where there is no depth. What is set already stays.
   *
   * @param keys settings of the trading job
   */
  public static void complete(ArchivePlan plan, Map<String, String> keys) {
    if (hasAggregatesOnly(plan)) {
      keys.putIfAbsent("trade.source", "agg-trade");
    }
    if (hasQuotesOnly(plan)) {
      keys.putIfAbsent("book.source", "quotes");
    }
  }

  /**
   * A name for a plan and what is done with it: the same for equal files and settings, so that a
   * run that was killed is found again, and another one for anything else.
   */
  public static String run(ArchivePlan plan, Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    for (InstrumentHistory history : plan.instruments()) {
      text.append(history.instrument()).append('\n');
      for (var unit : history.units()) {
        for (ArchiveFile file : unit.files()) {
          text.append(file.path()).append(' ').append(file.bytes()).append('\n');
        }
      }
    }
    new TreeMap<>(settings)
        .forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Instruments of the catalogue by id or by {@code venue:symbol}; those that it lacks. */
  public static List<String> unknown(InstrumentCatalogue catalogue, Set<String> ids) {
    Map<String, Instrument> known = new HashMap<>();
    catalogue.all().forEach(instrument -> known.put(instrument.id(), instrument));
    return ids.stream().filter(id -> !known.containsKey(id)).sorted().toList();
  }

  /** Fails with a code where an input is not there. */
  public static void requireInput(Path input) {
    if (!Files.exists(input)) {
      throw new BackfillException("BACKFILL_INPUT_MISSING: path=" + input);
    }
  }
}
