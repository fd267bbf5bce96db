package io.cryptoscalp.bench.backfill;

import com.sun.management.OperatingSystemMXBean;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.gateway.archive.ArchiveUnit;
import io.cryptoscalp.gateway.archive.ArchivedFrame;
import io.cryptoscalp.gateway.archive.MergedUnit;
import io.cryptoscalp.jobs.backfill.BackfillConfig;
import io.cryptoscalp.jobs.backfill.BackfillRun;
import io.cryptoscalp.jobs.backfill.DaySplit;
import io.cryptoscalp.jobs.backfill.HandOverCut;
import io.cryptoscalp.jobs.backfill.Plans;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A zipped day of trades through the whole backfill: unzip, parse, instrument stage with the core
 * features every 250 ms, checkpoints, ClickHouse. Rates are by wall clock and by processor time,
 * which is what a core of its own would give, without and with that of the database.
 */
@Command(name = "backfill", description = "Trade rows a minute from zipped CSV to ClickHouse.")
public final class BackfillSpeed implements Runnable {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 30);
  private static final double MINUTE_NS = 60e9;

  @Option(names = "--trades", defaultValue = "1000000", description = "trades of the day")
  private int trades;

  @Option(names = "--hours", defaultValue = "6", description = "that they are spread over")
  private int hours;

  @Option(names = "--parallelism", defaultValue = "1", description = "subtasks")
  private int parallelism;

  @Option(names = "--folder", required = true, description = "for archive and data")
  private Path folder = Path.of(".");

  /** Measures, prints, and exits with 0, or 2 for wrong arguments. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BackfillSpeed()).execute(args));
  }

  @Override
  public void run() {
    try {
      measure();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void measure() throws Exception {
    Path archive = folder.resolve("archive");
    write(archive);
    ArchivePlan plan =
        Plans.archive(
            archive,
            false,
            Venue.BINANCE_USDM,
            new Plans.Choice(
                InstrumentCatalogue.builtIn(), id -> true, LocalDate.MIN, LocalDate.MAX));
    readOnly(plan);
    try (EmbeddedClickHouse server =
        new EmbeddedClickHouse(folder.resolve("clickhouse"), folder, 0)) {
      ClickHouseAddress address = new ClickHouseAddress(server.jdbcUrl(), "", "");
      try (Connection connection = address.connect()) {
        var unused = Migrations.bundled().apply(connection);
      }
      long cpu = cpuNs();
      long serverCpu = cpuNs(server);
      BackfillRun.Outcome outcome =
          new BackfillRun(folder.resolve("work"), parallelism)
              .run(
                  new BackfillConfig(
                      "bench",
                      plan,
                      null,
                      LocalDate.MIN,
                      LocalDate.MAX,
                      DaySplit.NONE,
                      false,
                      HandOverCut.NONE,
                      TradingJobConfig.fromMap(Map.of()),
                      ResultsJobConfig.fromMap(
                          Map.of("clickhouse.url", server.jdbcUrl(), "batch.rows", "100000"),
                          Map.of())),
                  () -> {});
      double used = cpuNs() - cpu;
      double served = cpuNs(server) - serverCpu;
      print("backfill", trades, outcome.seconds() * 1e9, used);
      print("backfill and server", trades, outcome.seconds() * 1e9, used + served);
      try (Connection connection = address.connect()) {
        for (String table : List.of("trades", "features", "bars", "ingest_counts")) {
          printTable(connection, table);
        }
      }
    }
  }

  /** The hash tells whether two builds wrote the same rows. */
  private static void printTable(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(), hex(sum(cityHash64(*))) FROM " + table + " FINAL")) {
      rows.next();
      System.out.printf(
          Locale.ROOT,
          "stored: %-14s %,10d rows, hash %s%n",
          table,
          rows.getLong(1),
          rows.getString(2));
    }
  }

  private void readOnly(ArchivePlan plan) throws IOException {
    for (ArchiveUnit unit : plan.instruments().get(0).units()) {
      long cpu = cpuNs();
      long start = System.nanoTime();
      long rows = 0;
      try (MergedUnit reader = new MergedUnit(unit.files())) {
        for (ArchivedFrame frame = reader.next(); frame != null; frame = reader.next()) {
          rows++;
        }
      }
      double wall = System.nanoTime() - start;
      double used = cpuNs() - cpu;
      print("reading alone", rows, wall, used);
    }
  }

  private static void print(String what, long rows, double wallNs, double cpuNs) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d rows, %.1f s wall, %.1f s processor; %,.0f rows a minute, %,.0f a minute and"
            + " core%n",
        what,
        rows,
        wallNs / 1e9,
        cpuNs / 1e9,
        rows / wallNs * MINUTE_NS,
        rows / cpuNs * MINUTE_NS);
  }

  private static long cpuNs() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long cpuNs(EmbeddedClickHouse server) {
    return ProcessHandle.of(server.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO)
        .toNanos();
  }

  /** Clustered as real trades are: bursts of a few at one time. */
  private void write(Path archive) throws IOException {
    String name = "BTCUSDT-trades-" + DAY;
    Path file = archive.resolve("data/futures/um/daily/trades/BTCUSDT/" + name + ".zip");
    if (Files.exists(file)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Random random = new Random(7);
    long start = DAY.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    double step = hours * 3_600_000.0 / trades;
    long cents = 4_200_000;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name + ".csv"));
      StringBuilder row = new StringBuilder();
      long time = start;
      for (int i = 0; i < trades; i++) {
        if (random.nextInt(4) == 0) {
          time = Math.max(time, start + (long) (i * step));
          cents += Math.round(random.nextGaussian() * 3) * 10;
        }
        row.setLength(0);
        row.append(5_000_000_000L + i).append(',').append(cents / 100).append('.');
        row.append(cents / 10 % 10).append(",0.").append(100 + random.nextInt(900));
        row.append(",0,").append(time).append(',').append(random.nextBoolean()).append('\n');
        zip.write(row.toString().getBytes(StandardCharsets.US_ASCII));
      }
      zip.closeEntry();
    }
  }
}
