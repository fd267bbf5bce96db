package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Do the monitoring files fit each other, the deployment and the documentation? */
class MonitoringFilesTest {

  private static final JsonNode PROMETHEUS =
      Repository.yaml(Repository.path("monitoring/prometheus.yml"));
  private static final JsonNode ALERTMANAGER =
      Repository.yaml(Repository.path("monitoring/alertmanager.yml"));
  private static final JsonNode COMPOSE = Repository.yaml(Repository.path("docker-compose.yml"));

  @Test
  void everyAlertSaysWhatItMeansAndWhereItsRunbookIs() {
    Map<String, JsonNode> alerts = MonitoringFiles.alerts();
    Set<String> sections = headings(Repository.text("docs/operations.md"));

    assertThat(alerts).hasSizeGreaterThanOrEqualTo(13);
    alerts.forEach(
        (name, rule) -> {
          assertThat(fields(rule))
              .as(name)
              .isSubsetOf("alert", "expr", "for", "labels", "annotations");
          assertThat(rule.at("/labels/severity").asText()).as(name).isIn("page", "ticket");
          assertThat(rule.at("/annotations/summary").asText()).as(name).isNotBlank();
          assertThat(rule.at("/annotations/description").asText()).as(name).endsWith(".");
          assertThat(rule.at("/annotations/runbook").asText())
              .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
          assertThat(sections).contains(name);
        });
  }

  @Test
  void everyAlertHasATestThatRaisesIt() {
    String tests = Repository.text("monitoring/rules_test.yml");
    Set<String> raised = new HashSet<>();
    for (JsonNode test :
        Repository.yaml(Repository.path("monitoring/rules_test.yml")).path("tests")) {
      for (JsonNode alert : test.path("alert_rule_test")) {
        if (alert.path("exp_alerts").size() > 0) {
          raised.add(alert.path("alertname").asText());
        }
      }
      for (JsonNode expression : test.path("promql_expr_test")) {
        for (JsonNode sample : expression.path("exp_samples")) {
          Matcher name =
              Pattern.compile("alertname=\"(\\w+)\"").matcher(sample.path("labels").asText());
          if (name.find()) {
            raised.add(name.group(1));
          }
        }
      }
    }
    // One test counts by job and so names no alert in its samples.
    if (tests.contains("count by (job) (ALERTS{alertname=\"JobNotRunning\"")) {
      raised.add("JobNotRunning");
    }
    assertThat(raised).isEqualTo(MonitoringFiles.alerts().keySet());
  }

  @Test
  void bracketsOfEveryExpressionAreBalanced() {
    List<String> expressions = new ArrayList<>();
    MonitoringFiles.alerts().values().forEach(rule -> expressions.add(rule.path("expr").asText()));
    MonitoringFiles.dashboardQueries().forEach(query -> expressions.add(query.text()));

    assertThat(expressions).hasSizeGreaterThan(30).allSatisfy(MonitoringFilesTest::checkBrackets);
  }

  @Test
  void prometheusScrapesWhatComposeRuns() {
    Set<String> services = fields(COMPOSE.path("services"));
    Set<String> jobs = new TreeSet<>();
    for (JsonNode job : PROMETHEUS.path("scrape_configs")) {
      jobs.add(job.path("job_name").asText());
      for (JsonNode discovery : job.path("dns_sd_configs")) {
        assertThat(discovery.path("port").asInt()).isEqualTo(9249);
        discovery.path("names").forEach(name -> assertThat(services).contains(name.asText()));
      }
      for (JsonNode group : job.path("static_configs")) {
        for (JsonNode target : group.path("targets")) {
          String host = target.asText().replaceAll(":\\d+$", "");
          assertThat(host.equals("localhost") || services.contains(host)).as(host).isTrue();
        }
      }
    }
    assertThat(jobs)
        .containsExactly(
            "clickhouse",
            "flink-regime",
            "flink-results",
            "flink-trading",
            "prometheus",
            "trading-figures");
    assertThat(FlinkConfigurationTest.shipped().get("metrics.reporter.prom.port"))
        .startsWith("9249-");
  }

  @Test
  void rulesSelectOnlyJobsThatAreScraped() {
    String rules = Repository.text("monitoring/rules.yml");
    Matcher selector = Pattern.compile("\\bjob=\"([^\"]+)\"").matcher(rules);
    int seen = 0;
    while (selector.find()) {
      assertThat(PROMETHEUS.path("scrape_configs"))
          .anyMatch(job -> job.path("job_name").asText().equals(selector.group(1)));
      seen++;
    }
    assertThat(seen).isGreaterThan(5);
  }

  @Test
  void alertmanagerRoutesLeadSomewhereAndHoldNoSecret() {
    Set<String> receivers = new HashSet<>();
    ALERTMANAGER
        .path("receivers")
        .forEach(receiver -> receivers.add(receiver.path("name").asText()));
    for (String receiver : ALERTMANAGER.path("route").findValuesAsText("receiver")) {
      assertThat(receivers).contains(receiver);
    }
    for (JsonNode rule : ALERTMANAGER.path("inhibit_rules")) {
      Matcher name = Pattern.compile("[A-Z]\\w+").matcher(rule.toString());
      while (name.find()) {
        assertThat(MonitoringFiles.alerts()).containsKey(name.group());
      }
    }
    String text = Repository.text("monitoring/alertmanager.yml").replaceAll("(?m)#.*$", "");
    assertThat(text).doesNotContainPattern("(?i)(api_url|_key|password|token|url):");
  }

  @Test
  void dashboardsAreProvisionedAndWellFormed() {
    JsonNode sources =
        Repository.yaml(
            Repository.path("monitoring/grafana/provisioning/datasources/datasources.yml"));
    Set<String> uids = new TreeSet<>();
    for (JsonNode source : sources.path("datasources")) {
      uids.add(source.path("uid").asText());
      source
          .path("secureJsonData")
          .forEach(secret -> assertThat(secret.asText()).startsWith("$__file{/run/secrets/"));
    }
    Set<String> boards = new HashSet<>();
    for (Path file : MonitoringFiles.dashboards()) {
      JsonNode board = Repository.json(file);
      assertThat(boards.add(board.path("uid").asText())).as("uid of " + file).isTrue();
      assertThat(board.path("title").asText()).isNotBlank();
      checkPanels(file, board);
    }
    assertThat(boards).isNotEmpty();
    MonitoringFiles.dashboardQueries()
        .forEach(
            query -> {
              assertThat(uids).as(query.where()).contains(query.datasource());
              assertThat(query.text()).as(query.where()).isNotBlank();
            });
  }

  private static void checkPanels(Path file, JsonNode board) {
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (JsonNode panel : board.path("panels")) {
      String what = file.getFileName() + ": " + panel.path("title").asText();
      assertThat(ids.add(panel.path("id").asInt())).as(what).isTrue();
      JsonNode at = panel.path("gridPos");
      assertThat(at.path("x").asInt() + at.path("w").asInt()).as(what).isBetween(1, 24);
      for (int x = 0; x < at.path("w").asInt(); x++) {
        for (int y = 0; y < at.path("h").asInt(); y++) {
          String cell = (at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y);
          assertThat(cells.add(cell)).as(what + " overlaps at " + cell).isTrue();
        }
      }
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("targets").size()).as(what).isPositive();
      }
    }
    assertThat(ids).hasSizeGreaterThan(5);
  }

  private static void checkBrackets(String expression) {
    String open = "([{";
    String close = ")]}";
    String bare = expression.replaceAll("\"[^\"]*\"|'[^']*'", "");
    StringBuilder stack = new StringBuilder();
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      if (open.indexOf(c) >= 0) {
        stack.append(c);
      } else if (close.indexOf(c) >= 0) {
        int last = stack.length() - 1;
        assertThat(last).as(expression).isNotNegative();
        assertThat(open.indexOf(stack.charAt(last))).as(expression).isEqualTo(close.indexOf(c));
        stack.setLength(last);
      }
    }
    assertThat(stack).as(expression).isEmpty();
  }

  private static Set<String> headings(String markdown) {
    Set<String> headings = new HashSet<>();
    markdown
        .lines()
        .filter(line -> line.startsWith("#"))
        .forEach(line -> headings.add(line.replaceFirst("#+ ", "")));
    return headings;
  }

  private static Set<String> fields(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
