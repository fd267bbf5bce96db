package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Queries over ClickHouse's HTTP interface. */
final class ClickHouseClient {
  private static final Pattern URL =
      Pattern.compile("jdbc:clickhouse:(?:(https?):)?//([^/?]+)(?:/([^?]*))?(?:\\?(.*))?");

  private final String endpoint;
  private final String database;
  private final String user;
  private final String password;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * A client; nothing is sent yet.
   *
   * @param url {@code http://host:port} or {@code jdbc:clickhouse://host:port/database?...}
   */
  ClickHouseClient(String url, String user, String password) {
    ClickHouseAddress address = new ClickHouseAddress(url, user, password);
    Matcher matcher = URL.matcher(address.url());
    if (!matcher.matches()) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "CONFIG_INVALID: key=clickhouse.url value="
              + Settings.hideInUrl(url)
              + " expected=jdbc:clickhouse://host:port/database or http://host:port");
    }
    boolean secure = String.valueOf(matcher.group(4)).contains("ssl=true");
    String scheme = matcher.group(1) == null ? (secure ? "https" : "http") : matcher.group(1);
    String host = matcher.group(2);
    endpoint =
        scheme
            + "://"
            + (host.contains(":") ? host : host + (scheme.equals("https") ? ":8443" : ":8123"))
            + "/";
    database = matcher.group(3) == null ? "" : matcher.group(3);
    this.user = address.user();
    this.password = address.password();
  }

  String endpoint() {
    return endpoint;
  }

  /** Runs a statement and gives its answer in JSONCompact. */
  JsonNode query(String sql, Map<String, String> parameters) {
    try {
      String text = text(sql, parameters, "JSONCompact");
      return text.isBlank() ? Json.object() : Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new CliException(ExitCodes.QUERY_FAILED, "ClickHouse's answer is no JSON.", e);
    }
  }

  /** Runs a statement and gives its answer in the format. */
  String text(String sql, Map<String, String> parameters, String format) {
    HttpResponse<String> response =
        send(sql, parameters, format, BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() != 200) {
      throw new CliException(ExitCodes.QUERY_FAILED, response.body().strip());
    }
    return response.body();
  }

  /** Runs a statement and gives the lines of its answer as they come; close them. */
  Stream<String> lines(String sql, Map<String, String> parameters, String format) {
    HttpResponse<Stream<String>> response = send(sql, parameters, format, BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      try (Stream<String> body = response.body()) {
        throw new CliException(
            ExitCodes.QUERY_FAILED, body.collect(Collectors.joining("\n")).strip());
      }
    }
    return response.body();
  }

  private <T> HttpResponse<T> send(
      String sql, Map<String, String> parameters, String format, BodyHandler<T> handler) {
    StringBuilder query = new StringBuilder("?default_format=" + format);
    // 64-bit integers as numbers would lose digits in most JSON readers; figures here are shown.
    if (!database.isEmpty()) {
      query.append("&database=").append(encode(database));
    }
    parameters.forEach(
        (key, value) ->
            query.append("&param_").append(encode(key)).append('=').append(encode(value)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint + query))
            .timeout(Duration.ofMinutes(5))
            .POST(BodyPublishers.ofString(sql, StandardCharsets.UTF_8));
    if (!user.isEmpty()) {
      request.header("X-ClickHouse-User", user);
    }
    if (!password.isEmpty()) {
      request.header("X-ClickHouse-Key", password);
    }
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new CliException(
          ExitCodes.UNREACHABLE, "ClickHouse does not answer at " + endpoint + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCodes.INTERRUPTED, "Interrupted.", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
