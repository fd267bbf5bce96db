package io.cryptoscalp.jobs.results;

import io.cryptoscalp.jobs.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where ClickHouse is and as whom to go there.
 *
 * @param url JDBC URL, {@code jdbc:clickhouse://host:port/database?key=value}
 * @param user user, empty when the URL names one
 * @param password its password
 */
public record ClickHouseAddress(String url, String user, String password) {
  /** Class of the JDBC driver. */
  static final String DRIVER = "com.clickhouse.jdbc.ClickHouseDriver";

  private static final String PREFIX = "jdbc:clickhouse:";

  /**
   * What inserts rely on. With asynchronous inserts, the default of newer servers, a batch is
   * acknowledged in another way and its errors can come late; without a timeout a dead server stops
   * a task for ever; a backfill may write more months at once than the default allows.
   */
  private static final Map<String, String> PINNED = Map.of("clickhouse_setting_async_insert", "0");

  private static final Map<String, String> DEFAULTS = defaults();

  private static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("socket_timeout", "30000");
    defaults.put("connection_timeout", "5000");
    defaults.put("clickhouse_setting_max_partitions_per_insert_block", "0");
    return defaults;
  }

  /** Checks the URL and adds the settings that inserts rely on. */
  public ClickHouseAddress {
    if (!url.startsWith(PREFIX)) {
      throw new ConfigException(
          "CONFIG_INVALID: key=clickhouse.url value=" + url + " expected=" + PREFIX + "//...");
    }
    url = withSettings(url);
  }

  /**
   * Reads {@code CLICKHOUSE_URL}, {@code CLICKHOUSE_USER}, and {@code CLICKHOUSE_PASSWORD_FILE} or
   * {@code CLICKHOUSE_PASSWORD}.
   *
   * @throws ConfigException when the URL is no ClickHouse URL or the file cannot be read
   */
  public static ClickHouseAddress fromEnvironment(Map<String, String> environment) {
    return new ClickHouseAddress(
        environment.getOrDefault("CLICKHOUSE_URL", "jdbc:clickhouse://localhost:8123/default"),
        environment.getOrDefault("CLICKHOUSE_USER", ""),
        password(environment));
  }

  private static String password(Map<String, String> environment) {
    String file = environment.getOrDefault("CLICKHOUSE_PASSWORD_FILE", "");
    if (file.isEmpty()) {
      return environment.getOrDefault("CLICKHOUSE_PASSWORD", "");
    }
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new ConfigException(
          "CONFIG_UNREADABLE: key=CLICKHOUSE_PASSWORD_FILE value=" + file + " cause=" + e);
    }
  }

  private static String withSettings(String url) {
    StringBuilder text = new StringBuilder(url);
    int query = url.indexOf('?');
    Map<String, String> given = new LinkedHashMap<>();
    if (query >= 0) {
      for (String pair : url.substring(query + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        given.put(
            equals < 0 ? pair : pair.substring(0, equals),
            equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
    char separator = query < 0 ? '?' : '&';
    for (Map.Entry<String, String> setting : PINNED.entrySet()) {
      String value = given.get(setting.getKey());
      if (value != null && !value.equals(setting.getValue())) {
        throw new ConfigException(
            "CONFIG_CONFLICT: key="
                + setting.getKey()
                + " value="
                + value
                + " expected="
                + setting.getValue());
      }
    }
    Map<String, String> wanted = new LinkedHashMap<>(PINNED);
    wanted.putAll(DEFAULTS);
    for (Map.Entry<String, String> setting : wanted.entrySet()) {
      if (!given.containsKey(setting.getKey())) {
        text.append(separator).append(setting.getKey()).append('=').append(setting.getValue());
        separator = '&';
      }
    }
    return text.toString();
  }

  /** A new connection. */
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
      properties.setProperty("password", password);
    }
    return DriverManager.getConnection(url, properties);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "ClickHouseAddress[url="
        + url.replaceAll("password=[^&]*", "password=***")
        + ", user="
        + user
        + "]";
  }
}
