package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.archive.ArchivePaths;
import io.cryptoscalp.gateway.archive.ArchiveType;
import io.cryptoscalp.gateway.archive.Download;
import io.cryptoscalp.gateway.archive.DownloadOptions;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Archive files onto this machine. */
@Command(
    name = "download",
    description =
        "Fetch files of Binance's public archive, each held against its checksum; partial files are"
            + " gone on from, whole ones are not fetched again.")
final class DownloadCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Address below which data/... lies (default: ${DEFAULT-VALUE}).")
  private String base = "https://data.binance.vision";

  @Option(
      names = "--types",
      split = ",",
      required = true,
      paramLabel = "TYPE",
      description =
          "aggTrades, trades, klines, markPriceKlines, bookTicker, bookDepth, fundingRate, metrics,"
              + " liquidationSnapshot.")
  private List<String> types = new ArrayList<>();

  @Option(names = "--instruments", split = ",", required = true, paramLabel = "ID")
  private List<String> instruments = new ArrayList<>();

  @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day, UTC.")
  private String from = "";

  @Option(names = "--to", required = true, paramLabel = "DAY", description = "Day behind the last.")
  private String to = "";

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder.")
  private Path out = Path.of(".");

  @Option(names = "--interval", description = "Of candles (default: ${DEFAULT-VALUE}).")
  private String interval = "1m";

  @Option(names = "--monthly", description = "Months in place of days.")
  private boolean monthly;

  @Option(
      names = "--parallel",
      description = "Files at a time, 1 to 16 (default: ${DEFAULT-VALUE}).")
  private int parallel = 4;

  @Option(names = "--attempts", description = "Tries of one file (default: ${DEFAULT-VALUE}).")
  private int attempts = 5;

  @Override
  public Integer call() throws Exception {
    List<String> paths = paths();
    URI address = URI.create(base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
    DownloadOptions options =
        new DownloadOptions(
            address, out, parallel, attempts, Duration.ofSeconds(1), Duration.ofSeconds(30));
    main.say(paths.size() + " files from " + address + " to " + out + ".");
    int[] done = new int[1];
    List<Download.Result> results =
        new Download(options)
            .run(
                paths,
                result -> {
                  done[0]++;
                  tell(result, done[0], paths.size());
                });
    return end(results);
  }

  private List<String> paths() {
    TradingJobConfig config =
        TradingJobConfig.fromMap(main.settings().job(Settings.TRADING_PREFIX));
    InstrumentCatalogue catalogue = InstrumentsFile.of(config.instrumentsFile()).get();
    List<String> paths = new ArrayList<>();
    for (String id : instruments) {
      Instrument instrument = catalogue.find(id);
      if (instrument == null) {
        throw new CliException(ExitCodes.USAGE, "INSTRUMENT_UNKNOWN: ids=[" + id + "]");
      }
      for (String name : types) {
        ArchiveType type = ArchiveType.ofId(name, false);
        if (type == null) {
          throw new CliException(ExitCodes.USAGE, "DOWNLOAD_TYPE_UNKNOWN: type=" + name);
        }
        paths.addAll(
            ArchivePaths.of(
                instrument, type, interval, Moments.day(from), Moments.day(to), monthly));
      }
    }
    return paths;
  }

  private void tell(Download.Result result, int number, int count) {
    main.say(
        String.format(
            Locale.ROOT,
            "%d/%d %-8s %,d bytes %s %s",
            number,
            count,
            result.state(),
            result.bytes(),
            result.path(),
            result.detail()));
    main.emit(
        Json.object()
            .put("path", result.path())
            .put("state", result.state().name())
            .put("bytes", result.bytes())
            .put("detail", result.detail()));
  }

  private int end(List<Download.Result> results) {
    long failed = count(results, Download.State.FAILED);
    main.say(
        String.format(
            Locale.ROOT,
            "%d fetched, %d there already, %d missing, %d failed.",
            count(results, Download.State.FETCHED),
            count(results, Download.State.PRESENT),
            count(results, Download.State.MISSING),
            failed));
    return failed > 0 ? ExitCodes.UNREACHABLE : ExitCodes.OK;
  }

  private static long count(List<Download.Result> results, Download.State state) {
    return results.stream().filter(result -> result.state() == state).count();
  }
}
