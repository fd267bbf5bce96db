package io.cryptoscalp.jobs.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files under monitoring ask for: alert rules, and the queries of the dashboards. */
final class MonitoringFiles {

  /** One query, and where it stands. */
  record Query(String where, String datasource, String text) {}

  private static final Pattern FLINK_METRIC = Pattern.compile("\\bflink_[A-Za-z0-9_]+");

  private MonitoringFiles() {}

  static Map<String, JsonNode> alerts() {
    Map<String, JsonNode> alerts = new TreeMap<>();
    for (JsonNode group : Repository.yaml(Repository.path("monitoring/rules.yml")).path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.has("alert") && alerts.put(rule.path("alert").asText(), rule) != null) {
          throw new IllegalStateException("alert defined twice: " + rule.path("alert"));
        }
      }
    }
    return alerts;
  }

  static List<Path> dashboards() {
    return Repository.files("monitoring/grafana/dashboards", ".json");
  }

  /** Every query of every panel. */
  static List<Query> dashboardQueries() {
    List<Query> queries = new ArrayList<>();
    for (Path file : dashboards()) {
      for (JsonNode panel : Repository.json(file).path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          String text = target.path(target.has("expr") ? "expr" : "rawSql").asText();
          String where = file.getFileName() + ": " + panel.path("title").asText();
          queries.add(new Query(where, target.at("/datasource/uid").asText(), text));
        }
      }
    }
    return queries;
  }

  /** Names of the Flink metrics that rules and dashboards read. */
  static Set<String> flinkMetrics() {
    StringBuilder text = new StringBuilder();
    text.append(Repository.text("monitoring/rules.yml").replaceAll("(?m)^ *#.*$", ""));
    dashboardQueries().forEach(query -> text.append(query.text()).append('\n'));
    Set<String> names = new TreeSet<>();
    Matcher matcher = FLINK_METRIC.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }
}
