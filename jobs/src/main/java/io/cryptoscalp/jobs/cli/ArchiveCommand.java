package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.jobs.archive.ArchiveFolder;
import io.cryptoscalp.jobs.archive.TopicArchive;
import io.cryptoscalp.jobs.archive.TopicArchive.FlushOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Live topics into Parquet files. */
@Command(
    name = "archive",
    description =
        "Write the raw topics to Parquet files by instrument and day until Ctrl-C. Goes on where the"
            + " folder ends; offsets.json says up to which offsets everything is in it.")
final class ArchiveCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder.")
  private Path out = Path.of(".");

  @Option(
      names = "--venues",
      split = ",",
      paramLabel = "ID",
      description = "Default: binance-spot,binance-usdm,binance-coinm.")
  private List<String> venues = List.of("binance-spot", "binance-usdm", "binance-coinm");

  @Option(
      names = "--until-now",
      description = "End at the offsets that are the newest now, not on Ctrl-C.")
  private boolean untilNow;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = "Longest time between two writes (default: ${DEFAULT-VALUE}).")
  private String interval = "1m";

  @Override
  public Integer call() throws Exception {
    Duration flush = ReplayCommand.Durations.parse(interval);
    List<Venue> read = new ArrayList<>();
    venues.forEach(id -> read.add(Venue.ofId(id)));
    String bootstrap = main.settings().text(Settings.KAFKA);
    FlushOptions options =
        new FlushOptions(FlushOptions.DEFAULT.records(), FlushOptions.DEFAULT.bytes(), flush);
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(stop, done), "archive-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (TopicArchive archive =
        new TopicArchive(bootstrap, read, new ArchiveFolder(out), options)) {
      Map<String, Long> until = untilNow ? archive.ends() : null;
      archive.run(until, stop::get);
      main.say(
          String.format(
              Locale.ROOT,
              "%,d records in %s; offsets.json is up to date.",
              archive.archived(),
              out));
      main.emit(Json.object().put("records", archive.archived()).put("out", out.toString()));
    } catch (KafkaException e) {
      throw new CliException(
          ExitCodes.UNREACHABLE, "Kafka does not answer at " + bootstrap + ": " + e, e);
    } finally {
      done.countDown();
    }
    return ExitCodes.OK;
  }

  /** Waits until what was read is written. */
  private static void stop(AtomicBoolean stop, CountDownLatch done) {
    stop.set(true);
    try {
      var unused = done.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
