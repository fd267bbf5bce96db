package io.cryptoscalp.bench.clickhouse;

import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.FeatureCatalogueTable;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times "the vector of an instrument as of a time" and "a feature over a day" over generated
 * vectors, each answer checked against the formula that made them.
 */
@Command(name = "clickhouse-features", description = "How fast stored features answer.")
public final class FeatureStore implements Runnable {
  private static final long DAY_NS = 86_400_000_000_000L;
  private static final long CHUNK = 50_000;
  private static final double MS = 1e6;

  @Option(names = "--rows", defaultValue = "10000000", description = "vectors")
  private long rows;

  @Option(names = "--instruments", defaultValue = "10", description = "they are of")
  private int instruments;

  @Option(names = "--select", split = ",", defaultValue = "@core", description = "features")
  private List<String> select = new ArrayList<>();

  @Option(names = "--draws", defaultValue = "100", description = "random queries of each kind")
  private int draws;

  @Option(names = "--seed", defaultValue = "1", description = "of the draws")
  private long seed;

  @Option(
      names = "--folder",
      required = true,
      description = "for the data; one that is filled already is asked again")
  private Path folder = Path.of(".");

  /** Measures, prints, and exits with 0, or 2 for wrong arguments. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new FeatureStore()).execute(args));
  }

  @Override
  public void run() {
    FeatureCatalogue catalogue = FeatureCatalogue.of(FeatureOptions.defaults().withSelect(select));
    GeneratedVectors vectors =
        new GeneratedVectors(catalogue, instruments, rows / instruments * instruments);
    if (vectors.snapshots() * GeneratedVectors.STEP_NS <= DAY_NS) {
      throw new IllegalArgumentException("BENCH_TOO_SHORT: an instrument needs more than a day");
    }
    try {
      Files.createDirectories(folder);
      fill(vectors);
      // A server of its own: what the one that wrote has in its caches is gone.
      try (EmbeddedClickHouse server = open()) {
        ask(new QueryClient(server.httpUrl()), vectors);
      }
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the measurement failed", e);
    }
  }

  private EmbeddedClickHouse open() {
    return new EmbeddedClickHouse(folder.resolve("clickhouse"), folder, 0);
  }

  private void fill(GeneratedVectors vectors) throws SQLException, IOException {
    try (EmbeddedClickHouse server = open()) {
      try (Connection connection = new ClickHouseAddress(server.jdbcUrl(), "", "").connect()) {
        var unused = Migrations.bundled().apply(connection);
        FeatureCatalogueTable.write(connection, vectors.catalogue());
      }
      QueryClient client = new QueryClient(server.httpUrl());
      long done = Long.parseLong(client.value("SELECT count() FROM features"));
      long start = System.nanoTime();
      for (long from = done; from < vectors.rows(); from += CHUNK) {
        client.value(vectors.insert(from, Math.min(CHUNK, vectors.rows() - from)));
        if (from / CHUNK % 10 == 0) {
          System.out.printf(
              Locale.ROOT,
              "%,d rows after %.0f s%n",
              from + CHUNK,
              (System.nanoTime() - start) / 1e9);
        }
      }
      client.awaitMerges();
      System.out.println(
          client.value(
              "SELECT table, count() AS parts, sum(rows) AS rows,"
                  + " formatReadableSize(sum(bytes_on_disk)) AS size FROM system.parts"
                  + " WHERE active AND database = currentDatabase()"
                  + " AND table IN ('features', 'feature_series') GROUP BY table ORDER BY table"));
    }
  }

  private void ask(QueryClient client, GeneratedVectors vectors) throws IOException {
    Random random = new Random(seed);
    Histogram coldAt = new Histogram(3);
    Histogram coldDay = new Histogram(3);
    for (int i = 0; i < 5; i++) {
      client.dropCaches();
      coldAt.recordValue(at(client, vectors, random));
      client.dropCaches();
      coldDay.recordValue(overDay(client, vectors, random));
    }
    Histogram warmAt = new Histogram(3);
    long cpu = Timings.serverCpuNs();
    for (int i = 0; i < draws; i++) {
      warmAt.recordValue(at(client, vectors, random));
    }
    long cpuAt = Timings.serverCpuNs() - cpu;
    Histogram warmDay = new Histogram(3);
    cpu = Timings.serverCpuNs();
    for (int i = 0; i < draws; i++) {
      warmDay.recordValue(overDay(client, vectors, random));
    }
    long cpuDay = Timings.serverCpuNs() - cpu;
    System.out.println("ms from the request to the whole answer, every answer checked");
    Timings.print("features_at, caches dropped", coldAt);
    Timings.print("feature_over_day, caches dropped", coldDay);
    Timings.print("features_at", warmAt);
    Timings.print("feature_over_day", warmDay);
    System.out.printf(
        Locale.ROOT,
        "processor time of the server, ms a query: features_at %.1f, feature_over_day %.1f%n",
        cpuAt / MS / draws,
        cpuDay / MS / draws);
  }

  /** The vector of an instrument as of a time between two snapshots; ns. */
  private long at(QueryClient client, GeneratedVectors vectors, Random random) throws IOException {
    int instrument = random.nextInt(instruments);
    long snapshot = random.nextLong(vectors.snapshots());
    long moment = vectors.timeNs(snapshot) + random.nextLong(GeneratedVectors.STEP_NS);
    QueryClient.Answer answer =
        client.named(
            "features_at",
            Map.of("instrument", vectors.instrument(instrument), "at", QueryClient.utc(moment)));
    Answers.requireVector(answer.rows(), vectors, instrument, snapshot);
    return answer.ns();
  }

  /** A feature of an instrument over one of its whole days; ns. */
  private long overDay(QueryClient client, GeneratedVectors vectors, Random random)
      throws IOException {
    int instrument = random.nextInt(instruments);
    int feature = random.nextInt(vectors.catalogue().size());
    int days = (int) (vectors.snapshots() * GeneratedVectors.STEP_NS / DAY_NS);
    long day = random.nextInt(days);
    QueryClient.Answer answer =
        client.named(
            "feature_over_day",
            Map.of(
                "feature", vectors.catalogue().get(feature).id(),
                "instrument", vectors.instrument(instrument),
                "day", QueryClient.utc(GeneratedVectors.START_NS + day * DAY_NS).substring(0, 10),
                "seconds", "60"));
    Answers.requireDay(answer.rows(), vectors, instrument, feature, day);
    return answer.ns();
  }
}
