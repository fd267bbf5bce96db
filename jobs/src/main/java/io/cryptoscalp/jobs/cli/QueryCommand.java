package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks ClickHouse. */
@Command(
    name = "query",
    description = "Ask ClickHouse: SQL, or the name of a query in sql/clickhouse/queries.")
final class QueryCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(index = "0", arity = "0..1", paramLabel = "SQL|NAME", description = "What to ask.")
  private @Nullable String what;

  @Option(names = "--list", description = "List the named queries.")
  private boolean list;

  @Option(names = "--param", paramLabel = "KEY=VALUE", description = "Value of a {KEY:Type}.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Override
  public Integer call() {
    NamedQueries queries = new NamedQueries(main.root().resolve("sql/clickhouse/queries"));
    if (list) {
      list(queries.texts());
      return ExitCodes.OK;
    }
    if (what == null) {
      throw new CliException(ExitCodes.USAGE, "SQL or the name of a query is missing; see --list.");
    }
    String sql = what;
    Map<String, String> values = new LinkedHashMap<>();
    String named = queries.texts().get(what);
    if (named != null) {
      values.putAll(NamedQueries.defaults(named));
      sql = named;
    } else if (!what.strip().matches("(?s).*\\s.*")) {
      throw new CliException(
          ExitCodes.USAGE,
          "There is no query named " + what + "; query --list names those there are.");
    }
    values.putAll(parameters);
    try (Database database = Database.open(main)) {
      print(database.client().query(sql.strip().replaceAll(";\\s*$", ""), values));
    }
    return ExitCodes.OK;
  }

  private void print(JsonNode answer) {
    if (!answer.has("meta")) {
      main.say("Done.");
      main.emit(Json.object().put("done", true));
      return;
    }
    List<String> names = new ArrayList<>();
    answer.path("meta").forEach(column -> names.add(column.path("name").asText()));
    for (JsonNode row : answer.path("data")) {
      ObjectNode object = Json.object();
      for (int i = 0; i < names.size(); i++) {
        object.set(names.get(i), row.path(i));
      }
      main.emit(object);
    }
    Tables.lines(answer).forEach(main::say);
    int rows = answer.path("data").size();
    main.say("(" + rows + (rows == 1 ? " row)" : " rows)"));
  }

  private void list(SortedMap<String, String> texts) {
    List<List<String>> rows = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          String keys = String.join(" ", NamedQueries.defaults(text).keySet());
          rows.add(List.of(name, keys, NamedQueries.title(text)));
          main.emit(Json.object().put("name", name).put("title", NamedQueries.title(text)));
        });
    Tables.lines(List.of("query", "parameters", "answers"), List.of(false, false, false), rows)
        .forEach(main::say);
  }
}
