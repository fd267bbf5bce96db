package io.cryptoscalp.jobs.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Does the unchanged official driver find a ClickHouse server here? */
@Timeout(120)
class EmbeddedClickHouseITCase {
  @TempDir private static Path folder;
  private static EmbeddedClickHouse server;

  @BeforeAll
  static void start() {
    server = new EmbeddedClickHouse(folder.resolve("data"), folder.resolve("logs"), 0);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&compress=0",
        "&decompress=1",
        "&client.use_http_compression=true",
        "&client.use_http_compression=true&decompress=1",
        "&beta.row_binary_for_simple_insert=true"
      })
  void everyTransportOfTheDriverWorks(String transport) throws SQLException {
    String table = "transport_" + Integer.toHexString(transport.hashCode());
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl() + transport);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE " + table + " (id Int64, text String) ENGINE = MergeTree ORDER BY id");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO " + table + " (id, text) VALUES (?, ?)")) {
        for (int i = 0; i < 3000; i++) {
          insert.setLong(1, i);
          insert.setString(2, "it's; \n\t\\ \u00e4\u4e2d " + i);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT id, text FROM " + table + " ORDER BY id")) {
        for (int i = 0; i < 3000; i++) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getLong(1)).isEqualTo(i);
          assertThat(rows.getString(2)).isEqualTo("it's; \n\t\\ \u00e4\u4e2d " + i);
        }
        assertThat(rows.next()).isFalse();
      }
      assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM absent"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(60));
    }
  }

  @Test
  void aBatchIsOneInsertAndOnePart() throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE batches (id Int64, symbol LowCardinality(String), price Float64,"
              + " at DateTime64(9)) ENGINE = ReplacingMergeTree ORDER BY id");
      statement.execute("SYSTEM STOP MERGES batches");
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO batches (id, symbol, price, at) VALUES (?, ?, ?, ?)")) {
        for (int i = 0; i < 120_000; i++) {
          insert.setLong(1, i);
          insert.setString(2, "BTCUSDT");
          insert.setDouble(3, i * 0.5);
          insert.setObject(4, LocalDateTime.of(2026, 1, 1, 0, 0).plusNanos(i));
          insert.addBatch();
          if (i % 20_000 == 19_999) {
            assertThat(insert.executeBatch()).hasSize(20_000);
          }
        }
      }
      assertThat(longOf(statement, "SELECT count() FROM batches")).isEqualTo(120_000);
      assertThat(longOf(statement, "SELECT uniqExact(id) FROM batches")).isEqualTo(120_000);
      assertThat(
              longOf(
                  statement,
                  "SELECT count() FROM system.parts WHERE table = 'batches' AND active"
                      + " AND rows = 20000"))
          .isEqualTo(6);
      assertThat(longOf(statement, "SELECT toUnixTimestamp64Nano(max(at)) % 1000000 FROM batches"))
          .isEqualTo(119_999);
    }
  }

  @Test
  void typesComeBackAsTheyWentIn() throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE kinds (at DateTime64(9, 'UTC'), price Decimal(38, 12),"
              + " levels Array(Float64), tags Map(String, Int64),"
              + " symbol LowCardinality(String), note Nullable(String), flag Bool)"
              + " ENGINE = MergeTree ORDER BY at");
      statement.execute(
          "INSERT INTO kinds VALUES ('2026-01-02 03:04:05.123456789',"
              + " 12345678901234567890.123456789012, [1.5, -2.25, 1e300], {'a': 1, 'b': -2},"
              + " 'ETHUSDT', NULL, true)");
      try (ResultSet row = statement.executeQuery("SELECT * FROM kinds")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getObject(1, LocalDateTime.class))
            .isEqualTo(LocalDateTime.of(2026, 1, 2, 3, 4, 5, 123_456_789));
        assertThat(row.getBigDecimal(2))
            .isEqualTo(new BigDecimal("12345678901234567890.123456789012"));
        assertThat((Object[]) row.getArray(3).getArray()).containsExactly(1.5, -2.25, 1e300);
        assertThat(row.getObject(4)).isEqualTo(Map.of("a", 1L, "b", -2L));
        assertThat(row.getString(5)).isEqualTo("ETHUSDT");
        assertThat(row.getString(6)).isNull();
        assertThat(row.wasNull()).isTrue();
        assertThat(row.getBoolean(7)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT * FROM absent|60|UNKNOWN_TABLE",
        "SELEC 1|62|SYNTAX_ERROR",
        "SELECT absent_column FROM system.one|47|UNKNOWN_IDENTIFIER",
        "SELECT absent_function(1)|46|UNKNOWN_FUNCTION",
        "SELECT throwIf(number = 5) FROM numbers(10)|395|FUNCTION_THROW_IF_VALUE_IS_NON_ZERO",
        "INSERT INTO absent VALUES (1)|60|UNKNOWN_TABLE",
        "SELECT 1 SETTINGS absent_setting = 1|115|UNKNOWN_SETTING",
        "SELECT toInt8('x')|6|CANNOT_PARSE_TEXT"
      })
  void errorsCarryClickHousesNumberAndText(String sql, int code, String text) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> {
                assertThat(e.getErrorCode()).isEqualTo(code);
                assertThat(e.getMessage()).contains("Code: " + code + ". DB::Exception: ");
                assertThat(e.getMessage()).contains(text);
              });
      // Rows that were formatted before the failure must not stand in a later result.
      for (int i = 0; i < 10; i++) {
        assertThat(longOf(statement, "SELECT 7")).isEqualTo(7);
      }
    }
  }

  @Test
  void eightClientsInsertAndReadAtOnce() throws Exception {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE shared (client Int32, id Int64) ENGINE = MergeTree ORDER BY (client, id)");
    }
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try {
      List<Future<Long>> done = new ArrayList<>();
      for (int client = 0; client < 8; client++) {
        int id = client;
        done.add(clients.submit(() -> insertAndRead(id)));
      }
      for (Future<Long> one : done) {
        assertThat(one.get()).isEqualTo(10_000);
      }
    } finally {
      clients.shutdownNow();
    }
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = connection.createStatement()) {
      assertThat(longOf(statement, "SELECT uniqExact((client, id)) FROM shared")).isEqualTo(80_000);
    }
  }

  private static long insertAndRead(int client) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO shared (client, id) VALUES (?, ?)")) {
      for (int batch = 1; batch <= 10; batch++) {
        for (int i = 0; i < 1000; i++) {
          insert.setInt(1, client);
          insert.setLong(2, batch * 1000L + i);
          insert.addBatch();
        }
        insert.executeBatch();
        String own = "SELECT count() FROM shared WHERE client = " + client;
        assertThat(longOf(statement, own)).isEqualTo(batch * 1000L);
      }
      return longOf(statement, "SELECT count() FROM shared WHERE client = " + client);
    }
  }

  @Test
  void settingsAndDatabasesStayWithTheirRequest() throws Exception {
    assertThat(post("", "CREATE DATABASE other").statusCode()).isEqualTo(200);
    assertThat(post("database=other&max_threads=3", "SELECT currentDatabase()").body())
        .isEqualTo("other\n");
    assertThat(post("", "SET max_threads = 5").statusCode()).isEqualTo(200);
    for (int i = 0; i < 20; i++) {
      assertThat(post("", "SELECT currentDatabase(), getSetting('max_threads') IN (3, 5)").body())
          .isEqualTo("default\t0\n");
    }
    assertThat(post("database=absent", "SELECT 1").statusCode()).isEqualTo(404);
  }

  @Test
  void aSessionKeepsItsSettingsAndTemporaryTables() throws Exception {
    post("session_id=s1", "CREATE TEMPORARY TABLE held (a Int8)");
    post("session_id=s1", "INSERT INTO held VALUES (42)");
    assertThat(post("session_id=s1", "SELECT throwIf(1)").statusCode()).isEqualTo(500);
    assertThat(post("session_id=s1", "SELECT a FROM held").body()).isEqualTo("42\n");
    assertThat(post("session_id=s2", "SELECT a FROM held").statusCode()).isEqualTo(404);
    assertThat(post("session_id=s3&session_check=1", "SELECT 1").body()).startsWith("Code: 372.");
  }

  @Test
  void theInterfaceAnswersAsClickHouseDoes() throws Exception {
    HttpResponse<String> json =
        post("param_x=a%09b&query_id=q7", "SELECT {x:String} AS x FORMAT JSONEachRow");
    assertThat(json.body()).as("a raw tab ends an escaped value").startsWith("Code: 457.");
    json = post("param_x=ab&query_id=q7", "SELECT {x:String} AS x FORMAT JSONEachRow");
    assertThat(json.body()).isEqualTo("{\"x\":\"ab\"}\n");
    assertThat(json.headers().firstValue("X-ClickHouse-Query-Id")).hasValue("q7");
    assertThat(json.headers().firstValue("X-ClickHouse-Format")).hasValue("JSONEachRow");
    assertThat(json.headers().firstValue("X-ClickHouse-Summary"))
        .get()
        .asString()
        .contains("\"result_rows\":\"1\"");
    HttpResponse<String> error = post("", "SELECT * FROM absent");
    assertThat(error.statusCode()).isEqualTo(404);
    assertThat(error.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("60");
    assertThat(error.body()).startsWith("Code: 60. DB::Exception: ").contains("(UNKNOWN_TABLE)");
    assertThat(get("/ping").body()).isEqualTo("Ok.\n");
    assertThat(get("/?query=SELECT%201%2B1").body()).isEqualTo("2\n");
    assertThat(get("/?query=CREATE%20DATABASE%20x").body()).startsWith("Code: 164.");
    assertThat(get("/absent").statusCode()).isEqualTo(404);
    assertThat(post("", " ").statusCode()).isEqualTo(400);
    assertThat(post("", "SELECT 1; SELECT 2").body())
        .startsWith("Code: 62.")
        .contains("Multi-statements are not allowed");
  }

  @Test
  void dataInTheBodyFollowsAStatementInTheUrl() throws Exception {
    post("", "CREATE TABLE lines (a Int64, b String) ENGINE = MergeTree ORDER BY a");
    String insert = "query=INSERT%20INTO%20lines%20FORMAT%20TSV";
    assertThat(post(insert, "1\tx\n2\ty;z\n").statusCode()).isEqualTo(200);
    assertThat(post(insert, "3\tx\nnot a number\ty\n").statusCode()).isEqualTo(400);
    HttpResponse<String> damaged = post(insert + "&decompress=1", "x".repeat(200));
    assertThat(damaged.body()).startsWith("Code: 271. DB::Exception: ");
    assertThat(post("", "SELECT * FROM lines ORDER BY a").body()).isEqualTo("1\tx\n2\ty;z\n");
  }

  static HttpResponse<String> post(String parameters, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(server.httpUrl() + "/?" + parameters))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(server.httpUrl() + path)).GET().build());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static long longOf(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    }
  }
}
