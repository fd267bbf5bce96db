package io.cryptoscalp.bench.clickhouse;

import static io.cryptoscalp.bench.clickhouse.GeneratedRegimes.DAY_NS;
import static io.cryptoscalp.bench.clickhouse.GeneratedRegimes.PATTERNS;
import static io.cryptoscalp.bench.clickhouse.GeneratedRegimes.START_NS;
import static io.cryptoscalp.bench.clickhouse.GeneratedRegimes.STAY_NS;

import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times "which regime was it" and "what happened after each match" over generated intervals,
 * matches and minute bars, each answer checked against the formula that made them.
 */
@Command(name = "clickhouse-regimes", description = "How fast the history of regimes answers.")
public final class RegimeStore implements Runnable {
  private static final double MS = 1e6;
  private static final String MINUTES = "time-1m";

  @Option(names = "--intervals", defaultValue = "1000000", description = "of regimes")
  private long intervals;

  @Option(names = "--matches", defaultValue = "100000", description = "of patterns")
  private long matches;

  @Option(names = "--bars", defaultValue = "10000000", description = "of a minute")
  private long bars;

  @Option(names = "--instruments", defaultValue = "10", description = "they are of")
  private int instruments;

  @Option(names = "--draws", defaultValue = "100", description = "random queries of each kind")
  private int draws;

  @Option(names = "--seed", defaultValue = "1", description = "of the draws")
  private long seed;

  @Option(
      names = "--folder",
      required = true,
      description = "for the data; one that is filled already is asked again")
  private Path folder = Path.of(".");

  /** One question with random parameters; gives the time of the answer in ns. */
  private interface Question {
    long ask(Random random) throws IOException;
  }

  /** Measures, prints, and exits with 0, or 2 for wrong arguments. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new RegimeStore()).execute(args));
  }

  @Override
  public void run() {
    GeneratedRegimes regimes =
        new GeneratedRegimes(instruments, intervals, matches, bars / instruments * instruments);
    if (regimes.minutes() < 40 * 1440 || regimes.stays() * STAY_NS < 20 * DAY_NS) {
      throw new IllegalArgumentException(
          "BENCH_TOO_SHORT: an instrument needs 40 days of bars, a detector 20 of intervals");
    }
    try {
      Files.createDirectories(folder);
      fill(regimes);
      // A server of its own: what the one that wrote has in its caches is gone.
      try (EmbeddedClickHouse server = open()) {
        ask(new QueryClient(server.httpUrl()), regimes);
      }
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the measurement failed", e);
    }
  }

  private EmbeddedClickHouse open() {
    return new EmbeddedClickHouse(folder.resolve("clickhouse"), folder, 0);
  }

  private void fill(GeneratedRegimes regimes) throws SQLException, IOException {
    try (EmbeddedClickHouse server = open()) {
      try (Connection connection = new ClickHouseAddress(server.jdbcUrl(), "", "").connect()) {
        var unused = Migrations.bundled().apply(connection);
      }
      QueryClient client = new QueryClient(server.httpUrl());
      if (client.value("SELECT count() FROM bars").equals("0")) {
        client.value(regimes.insertIntervals());
        client.value(regimes.insertMatches());
        for (int i = 0; i < instruments; i++) {
          client.value(regimes.insertBars(i));
        }
      }
      client.awaitMerges();
      System.out.println(
          client.value(
              "SELECT table, count() AS parts, sum(rows) AS rows,"
                  + " formatReadableSize(sum(bytes_on_disk)) AS size FROM system.parts WHERE active"
                  + " AND database = currentDatabase() AND table IN ('bars', 'pattern_matches',"
                  + " 'regime_intervals') GROUP BY table ORDER BY table"));
    }
  }

  private void ask(QueryClient client, GeneratedRegimes regimes) throws IOException {
    System.out.println("ms from the request to the whole answer, every answer checked");
    measure("regime_at", draws, random -> at(client, regimes, random));
    measure("regime_over_span, a week", draws, random -> span(client, regimes, random));
    measure("after_matches, newest 100", draws, random -> after(client, regimes, random));
    measure(
        "pattern_outcomes, 30 days of one",
        draws,
        random -> outcomes(client, regimes, random, 30 * DAY_NS));
    measure("pattern_outcomes, one of one", 5, random -> outcomes(client, regimes, random, 0));
    measure(
        "pattern_outcomes, all of all",
        3,
        random -> client.named("pattern_outcomes", all("0")).ns());
    measure(
        "the same, excursion of a day",
        3,
        random -> client.named("pattern_outcomes", all("86400")).ns());
  }

  private void measure(String name, int times, Question question) throws IOException {
    Random random = new Random(seed);
    question.ask(random);
    Histogram ns = new Histogram(3);
    long cpu = Timings.serverCpuNs();
    for (int i = 0; i < times; i++) {
      ns.recordValue(question.ask(random));
    }
    cpu = Timings.serverCpuNs() - cpu;
    Timings.print(name, ns);
    System.out.printf(
        Locale.ROOT, "%34s processor time of the server, ms a query: %.1f%n", "", cpu / MS / times);
  }

  private static Map<String, String> all(String excursion) {
    return Map.of(
        "pattern",
        "",
        "instrument",
        "",
        "from",
        "",
        "until",
        "",
        "closes",
        MINUTES,
        "excursion",
        excursion,
        "ranges",
        MINUTES);
  }

  private long at(QueryClient client, GeneratedRegimes regimes, Random random) throws IOException {
    int instrument = random.nextInt(instruments);
    long moment = START_NS + random.nextLong(regimes.stays() * STAY_NS);
    QueryClient.Answer answer =
        client.named(
            "regime_at",
            Map.of("instrument", regimes.instrument(instrument), "at", QueryClient.utc(moment)));
    RegimeAnswers.requireRegimes(answer.rows(), regimes, instrument, moment);
    return answer.ns();
  }

  private long span(QueryClient client, GeneratedRegimes regimes, Random random)
      throws IOException {
    int instrument = random.nextInt(instruments);
    long from = START_NS + random.nextLong(regimes.stays() * STAY_NS - 7 * DAY_NS);
    QueryClient.Answer answer =
        client.named(
            "regime_over_span",
            Map.of(
                "scope", regimes.instrument(instrument),
                "detector", "",
                "from", QueryClient.utc(from),
                "until", QueryClient.utc(from + 7 * DAY_NS)));
    RegimeAnswers.requireSpan(answer.rows(), regimes, instrument, from, from + 7 * DAY_NS);
    return answer.ns();
  }

  private long after(QueryClient client, GeneratedRegimes regimes, Random random)
      throws IOException {
    int instrument = random.nextInt(instruments);
    long until = START_NS + DAY_NS + random.nextLong((regimes.minutes() - 1440) * 60_000_000_000L);
    QueryClient.Answer answer =
        client.named(
            "after_matches",
            Map.of(
                "pattern",
                PATTERNS.get(random.nextInt(PATTERNS.size())),
                "instrument",
                regimes.instrument(instrument),
                "from",
                "",
                "until",
                QueryClient.utc(until),
                "newest",
                "100",
                "excursion",
                "86400",
                "closes",
                MINUTES,
                "ranges",
                MINUTES));
    RegimeAnswers.requireOutcomes(answer.rows(), regimes, instrument);
    return answer.ns();
  }

  /** One pattern on one instrument, over a random span, or over all there is where it is 0. */
  private long outcomes(QueryClient client, GeneratedRegimes regimes, Random random, long span)
      throws IOException {
    int instrument = random.nextInt(instruments);
    int pattern = random.nextInt(PATTERNS.size());
    long days = regimes.minutes() / 1440;
    long from = START_NS + (span == 0 ? 0 : random.nextLong(days - 32)) * DAY_NS;
    long until = span == 0 ? START_NS + days * DAY_NS : from + span;
    QueryClient.Answer answer =
        client.named(
            "pattern_outcomes",
            Map.of(
                "pattern", PATTERNS.get(pattern),
                "instrument", regimes.instrument(instrument),
                "from", QueryClient.utc(from),
                "until", QueryClient.utc(until),
                "closes", MINUTES,
                "excursion", "0",
                "ranges", MINUTES));
    RegimeAnswers.requireMeans(answer.rows(), regimes, pattern, instrument, from, until);
    return answer.ns();
  }
}
