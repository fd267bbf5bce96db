package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.gateway.archive.ArchiveUnit;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.backfill.Plans;
import io.cryptoscalp.jobs.backfill.TopicRange;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;

/** What trials run over, as commands that run them ask for it. */
final class BacktestInputOptions {
  @Mixin private HistoryOptions history = new HistoryOptions();

  /** When the frames of an input lie, receive time, ns. */
  record Span(long fromNs, long toNs) {
    /** False of topics without {@code --from} and {@code --to}: when they begin and end is open. */
    boolean isKnown() {
      return fromNs > 0 && toNs < Long.MAX_VALUE;
    }

    String text() {
      return (fromNs > 0 ? BacktestReport.time(fromNs) : "From the first record")
          + " to "
          + (toNs < Long.MAX_VALUE ? BacktestReport.time(toNs) : "the newest");
    }

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
    BacktestInput found = history.isTopics() ? topics(main, keys) : files(keys);
    if (history.isTopics()) {
      complete(main, found.plan(), history.instruments(), keys);
    } else {
      complete(main, found.plan(), instruments(found.plan(), history.inputText()), keys);
    }
    return found.between(history.span().fromNs(), history.span().toNs());
  }

  /**
   * Instruments of files.
   *
   * @param input where they were looked for, for the error
   * @throws CliException {@code BACKTEST_NOTHING_FOUND} without any
   */
  static List<String> instruments(ArchivePlan plan, String input) {
    if (plan.instruments().isEmpty()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "BACKTEST_NOTHING_FOUND: no frame of a known instrument in "
              + input
              + (plan.unknown().isEmpty()
                  ? ""
                  : "; not in the catalogue: "
                      + plan.unknown()
                      + " (instruments import makes one, instruments.file names it)"));
    }
    return plan.instruments().stream().map(InstrumentHistory::instrument).toList();
  }

  /**
   * Completes settings by what an input says, and tells of books that are made of quotes.
   *
   * @param instruments to trade unless settings name others
   * @param keys settings of the trading job
   */
  static void complete(
      Main main, ArchivePlan plan, List<String> instruments, Map<String, String> keys) {
    Plans.complete(plan, keys);
    if (keys.getOrDefault("book.source", "").equals("quotes")) {
      main.say("Books are made of quotes, one level a side (book.source=quotes).");
    }
    if (!instruments.isEmpty()) {
      keys.putIfAbsent("trading.instruments", String.join(",", instruments));
    }
  }

  private BacktestInput files(Map<String, String> keys) throws IOException {
    TradingJobConfig config = BacktestRequest.job(keys);
    return BacktestInput.of(history.plan(InstrumentsFile.of(config.instrumentsFile()).get()));
  }

  private BacktestInput topics(Main main, Map<String, String> keys) throws IOException {
    keys.put("kafka.bootstrap", main.settings().text(Settings.KAFKA));
    TradingJobConfig config = BacktestRequest.job(keys);
    ArchivePlan none = history.plan(InstrumentsFile.of(config.instrumentsFile()).get());
    TopicRange range = history.topics(config, List.of(), List.of());
    if (range.records() == 0) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "BACKTEST_NOTHING_FOUND: no record of the raw topics between --from and --to; times of"
              + " topics are those of Kafka's records, of frames that were replayed when that was");
    }
    return new BacktestInput(none, range, 0, Long.MAX_VALUE);
  }

  /** When the frames lie: exactly of recorded frames, else by days of files. */
  Span span(BacktestInput found) throws IOException {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    if (history.source() == HistorySource.FRAMES) {
      try (Recording recording = Recording.open(history.input(), null, text -> {})) {
        for (MarketMessage m = recording.next(); m != null; m = recording.next()) {
          first = Math.min(first, m.receiveTimeNs());
          last = Math.max(last, m.receiveTimeNs() + 1);
        }
      }
    } else {
      for (InstrumentHistory each : found.plan().instruments()) {
        for (ArchiveUnit unit : each.units()) {
          first = Math.min(first, Moments.ns(unit.from()));
          last = Math.max(last, Moments.ns(unit.to()));
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
    text.put("source", history.source().id());
    text.put("input", history.inputText());
    text.put("from", history.span().fromText());
    text.put("to", history.span().toText());
    text.put("market", history.market());
    text.put("instruments", String.join(",", history.instruments()));
    return text;
  }
}
