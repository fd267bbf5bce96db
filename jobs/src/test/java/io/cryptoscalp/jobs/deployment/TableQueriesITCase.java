package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.jobs.runtime.MissingPrerequisiteException;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does ClickHouse understand every query of the dashboards and of its own metrics endpoint? */
class TableQueriesITCase {

  private static final String MIGRATIONS = "sql/clickhouse/migrations";

  @TempDir static Path folder;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static EmbeddedClickHouse server;

  @BeforeAll
  static void createTheTables() throws Exception {
    assumeThat(Files.isDirectory(Repository.path(MIGRATIONS))).as(MIGRATIONS).isTrue();
    try {
      server = new EmbeddedClickHouse(folder.resolve("data"), folder, 0);
    } catch (MissingPrerequisiteException e) {
      abort(e.getMessage());
    }
    execute("CREATE DATABASE cryptoscalp");
    for (Path file : Repository.files(MIGRATIONS, ".sql")) {
      String script = Files.readString(file).replaceAll("(?m)^ *--.*$", "");
      for (String statement : script.split(";\\s*\n")) {
        if (!statement.isBlank()) {
          execute(statement.strip());
        }
      }
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void everyDashboardQueryRuns() throws Exception {
    Set<String> tables = new TreeSet<>();
    List<String> failures = new ArrayList<>();
    for (MonitoringFiles.Query query : MonitoringFiles.dashboardQueries()) {
      if (query.datasource().equals("clickhouse")) {
        Matcher from = Pattern.compile("(?:FROM|JOIN) (\\w+)").matcher(query.text());
        while (from.find()) {
          tables.add(from.group(1));
        }
        HttpResponse<String> answer = send(grafana(query.text()));
        if (answer.statusCode() != 200) {
          failures.add(query.where() + ": " + answer.body());
        }
      }
    }
    assertThat(failures).isEmpty();
    assertThat(tables)
        .containsExactly(
            "bars",
            "dead_letters",
            "decisions",
            "features",
            "feed_faults",
            "fills",
            "model_events",
            "orders",
            "pattern_matches",
            "positions",
            "predictions",
            "regime_effects",
            "regime_intervals",
            "regimes",
            "stage_latency",
            "trades");
  }

  @Test
  void everyVariableQueryRuns() throws Exception {
    for (Path file : MonitoringFiles.dashboards()) {
      for (JsonNode variable : Repository.json(file).at("/templating/list")) {
        if (variable.at("/datasource/uid").asText().equals("clickhouse")) {
          execute(variable.path("query").asText());
        }
      }
    }
  }

  @Test
  void theMetricsEndpointCountsWhatTheRulesRead() throws Exception {
    execute(
        "INSERT INTO cryptoscalp.decisions (decision_id, accepted, layer, event_time_ns) SELECT"
            + " toString(number), number = 0, if(number = 0, 'all', 'account'),"
            + " toInt64(toUnixTimestamp(now())) * 1000000000 FROM numbers(10)");
    execute(
        "INSERT INTO cryptoscalp.fills (report_id, status, event_time_ns) SELECT toString(number),"
            + " if(number < 2, 'REJECTED', 'FILLED'),"
            + " toInt64(toUnixTimestamp(now()) - if(number = 9, 1000, 0)) * 1000000000 FROM numbers(10)");

    String metrics = execute(endpointQuery());

    assertThat(metrics.lines())
        .contains(
            "cryptoscalp_decisions_last_5m{layer=\"all\",verdict=\"accepted\"} 1",
            "cryptoscalp_decisions_last_5m{layer=\"account\",verdict=\"refused\"} 9",
            "cryptoscalp_reports_last_5m{status=\"REJECTED\"} 2",
            "cryptoscalp_reports_last_5m{status=\"FILLED\"} 7");
    Matcher read =
        Pattern.compile("cryptoscalp_\\w+").matcher(Repository.text("monitoring/rules.yml"));
    while (read.find()) {
      assertThat(metrics).contains("# TYPE " + read.group() + " gauge");
    }
  }

  private static String endpointQuery() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Repository.path("monitoring/clickhouse/prometheus.xml").toFile())
        .getElementsByTagName("query")
        .item(0)
        .getTextContent()
        .strip();
  }

  /** Puts in what Grafana puts in for its variables. */
  private static String grafana(String query) {
    String filled =
        query
            .replace("${__from}", "1700000000000")
            .replace("${__to}", "1700003600000")
            .replace("${bucket}", "10")
            .replace("${instrument:singlequote}", "'BTCUSDT-PERP.BINANCE'");
    assertThat(filled).doesNotContain("$");
    return filled;
  }

  private static String execute(String statement) throws Exception {
    HttpResponse<String> answer = send(statement);
    assertThat(answer.statusCode()).as(statement + "\n" + answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> send(String statement) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.httpUrl() + "/?database=" + database(statement)))
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(statement))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String database(String statement) {
    return statement.startsWith("CREATE DATABASE") ? "default" : "cryptoscalp";
  }
}
