package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.proof.FeatureTally;
import io.cryptoscalp.jobs.proof.FeatureTopic;
import io.cryptoscalp.jobs.proof.FrameDigest;
import io.cryptoscalp.jobs.proof.ParityCertificate;
import io.cryptoscalp.jobs.proof.ParityComparison;
import io.cryptoscalp.jobs.proof.ParityRun;
import io.cryptoscalp.jobs.proof.ParityTable;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.trading.EngineParts;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Holds a live run of the job against a bounded one over the same frames. */
@Command(
    name = "parity",
    description =
        "Run the trading job live and bounded over the same frames, on a broker and a Flink of its"
            + " own, and compare the feature vectors bit for bit. Writes a certificate.")
final class FeaturesParityCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @ParentCommand private FeaturesCommand features = new FeaturesCommand();

  @Mixin private RecordingOption input = new RecordingOption();

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "TERM",
      description = "Features, in place of job.trading.features.")
  private List<String> select = new ArrayList<>();

  @Option(
      names = "--speed",
      description = "Pace of the live run: 1x, 10x, ... or max (default: ${DEFAULT-VALUE}).")
  private String speed = "max";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The certificate. Default: parity/RUN.json in the data folder.")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    Main main = features.main();
    Map<String, String> config = new TreeMap<>(main.settings().job(Settings.TRADING_PREFIX));
    if (!select.isEmpty()) {
      config.put("features", String.join(",", select));
    }
    EngineParts parts = new EngineParts(TradingJobConfig.fromMap(config));
    FeatureCatalogue catalogue = FeatureCatalogue.of(parts.pipelines().get().features());
    double pace = pace();
    ParityCertificate certificate;
    Path folder = Files.createTempDirectory("cryptoscalp-parity");
    try (MessageSource source = Recording.open(input.path(), null, FeaturesParityCommand::report);
        ParityRun run = new ParityRun(folder, config)) {
      FrameDigest frames = new FrameDigest(source);
      main.say("Live run ...");
      FeatureTopic.Part live = run.live(frames, pace);
      main.say(
          String.format(
              Locale.ROOT,
              "%,d frames, %,d vectors. Bounded run, %d subtasks ...",
              frames.frames(),
              live.to() - live.from(),
              ParityRun.BOUNDED_PARALLELISM));
      FeatureTopic.Part bounded = run.bounded();
      try (FeatureTopic left = new FeatureTopic(live);
          FeatureTopic right = new FeatureTopic(bounded)) {
        certificate =
            ParityCertificate.of(
                catalogue, frames, config, ParityComparison.of(catalogue.size(), left, right));
      }
    } finally {
      FileUtils.deleteDirectoryQuietly(folder.toFile());
    }
    return report(certificate);
  }

  private double pace() {
    try {
      return Pacer.parseSpeed(speed);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCodes.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private int report(ParityCertificate certificate) throws IOException {
    Main main = features.main();
    print(certificate);
    Path file = write(certificate);
    boolean stored = store(certificate);
    main.say("Written: " + file + (stored ? " and the table feature_parity" : ""));
    ObjectNode answer =
        Json.object()
            .put("runId", certificate.runId())
            .put("featureSet", certificate.featureSet())
            .put("dataHash", certificate.dataHash())
            .put("frames", certificate.frames())
            .put("features", certificate.features().size())
            .put("vectors", certificate.vectors())
            .put("liveOnly", certificate.liveOnly())
            .put("boundedOnly", certificate.boundedOnly())
            .put("differ", certificate.differences().size())
            .put("certificate", file.toString())
            .put("stored", stored)
            .put("equal", certificate.isEqual());
    main.emit(answer);
    if (certificate.vectors() == 0) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "PROOF_EMPTY: the frames gave no vector in both runs.");
    }
    if (!certificate.isEqual()) {
      throw new CliException(
          ExitCodes.UNPROVEN,
          "PARITY_BROKEN: features="
              + certificate.differences().size()
              + " live_only="
              + certificate.liveOnly()
              + " bounded_only="
              + certificate.boundedOnly()
              + " other_sequences="
              + certificate.otherSequences());
    }
    return ExitCodes.OK;
  }

  private void print(ParityCertificate certificate) {
    Main main = features.main();
    List<List<String>> rows = new ArrayList<>();
    for (FeatureTally.Row row : certificate.differences()) {
      List<String> cells = new ArrayList<>();
      cells.add(certificate.features().get(row.position()));
      cells.add(Long.toString(row.compared()));
      cells.add(Long.toString(row.validity()));
      cells.add(Long.toString(row.differing()));
      cells.add(String.format(Locale.ROOT, "%.3g", row.maxAbsolute()));
      cells.add(String.format(Locale.ROOT, "%.3g", row.maxRelative()));
      cells.addAll(Proofs.cells(row));
      rows.add(cells);
    }
    if (!rows.isEmpty()) {
      Tables.lines(
              List.of(
                  "feature",
                  "compared",
                  "validity",
                  "values",
                  "max abs",
                  "max rel",
                  "instrument",
                  "time",
                  "live",
                  "bounded"),
              List.of(false, true, true, true, true, true, false, false, true, true),
              rows.subList(0, Math.min(SHOWN, rows.size())))
          .forEach(main::say);
    }
    main.say(
        String.format(
            Locale.ROOT,
            "parity: %,d features x %,d vectors, %,d features differ, %,d vectors live only, %,d"
                + " bounded only",
            certificate.features().size(),
            certificate.vectors(),
            rows.size(),
            certificate.liveOnly(),
            certificate.boundedOnly()));
  }

  private Path write(ParityCertificate certificate) throws IOException {
    Path given = out;
    Path file =
        given != null
            ? given
            : features
                .main()
                .settings()
                .dataDir()
                .resolve("parity")
                .resolve(certificate.runId() + ".json");
    return Files.write(Proofs.target(file), certificate.json());
  }

  /** Writes the rows where there is a ClickHouse; false when there is none. */
  private boolean store(ParityCertificate certificate) {
    Main main = features.main();
    if (!Database.isThere(main)) {
      return false;
    }
    try (Database database = Database.open(main)) {
      var unused =
          Schema.migrate(database.jdbcUrl(), database.user(), database.password(), main.settings());
      ClickHouseAddress address =
          new ClickHouseAddress(database.jdbcUrl(), database.user(), database.password());
      try (Connection connection = address.connect()) {
        ParityTable.write(connection, certificate);
      }
      return true;
    } catch (SQLException e) {
      throw new CliException(
          ExitCodes.QUERY_FAILED, "ClickHouse refused the certificate: " + e.getMessage(), e);
    }
  }

  private static void report(String line) {
    System.err.println(line);
  }
}
