package io.cryptoscalp.bench.clickhouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Asks as the command {@code query} does: named queries, JSON over HTTP. */
final class QueryClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSSSS").withZone(ZoneOffset.UTC);
  private static final long SECOND = 1_000_000_000L;

  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> named = new HashMap<>();

  QueryClient(String url) {
    this.url = url;
  }

  /**
   * An answer.
   *
   * @param rows arrays of columns
   * @param ns from the request to the last byte
   */
  record Answer(JsonNode rows, long ns) {}

  static String utc(long ns) {
    return TIME.format(Instant.ofEpochSecond(ns / SECOND, ns % SECOND));
  }

  /** The moment that {@link #utc} wrote. */
  static long ns(String utc) {
    Instant moment = TIME.parse(utc, Instant::from);
    return moment.getEpochSecond() * SECOND + moment.getNano();
  }

  /** Runs a query of {@code sql/clickhouse/queries}. */
  Answer named(String name, Map<String, String> parameters) throws IOException {
    String sql = named.get(name);
    if (sql == null) {
      Path root = Path.of(System.getProperty("cryptoscalp.root", "."));
      sql = Files.readString(root.resolve("sql/clickhouse/queries/" + name + ".sql"));
      named.put(name, sql);
    }
    long start = System.nanoTime();
    String text = send(sql, "JSONCompact", parameters);
    long ns = System.nanoTime() - start;
    return new Answer(JSON.readTree(text).path("data"), ns);
  }

  /** Runs a statement and gives its answer as text. */
  String value(String sql) throws IOException {
    return send(sql, "TSV", Map.of()).strip();
  }

  /** Makes the server read indexes, marks and data anew; the file system's cache stays. */
  void dropCaches() throws IOException {
    value("SYSTEM DROP MARK CACHE");
    value("SYSTEM DROP UNCOMPRESSED CACHE");
    value("SYSTEM DROP QUERY CONDITION CACHE");
  }

  /** Waits until ClickHouse has put together what it will put together for now. */
  void awaitMerges() throws IOException {
    for (int quiet = 0; quiet < 3; ) {
      quiet = value("SELECT count() FROM system.merges").equals("0") ? quiet + 1 : 0;
      try {
        Thread.sleep(1_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private String send(String sql, String format, Map<String, String> parameters)
      throws IOException {
    StringBuilder query = new StringBuilder(url + "/?default_format=" + format);
    parameters.forEach(
        (key, value) ->
            query
                .append("&param_")
                .append(key)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(query.toString()))
            .POST(BodyPublishers.ofString(sql))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("ClickHouse refused it: " + response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
