package io.cryptoscalp.jobs.results;

import com.clickhouse.jdbc.Driver;
import io.cryptoscalp.jobs.ConfigException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where ClickHouse is and as whom to go there. Credentials in the URL ({@code //user:password@} or
 * {@code ?user=&password=}) win over those beside it and are taken out of it, so that the URL can
 * be shown.
 *
 * @param url JDBC URL, {@code jdbc:clickhouse://host:port/database?key=value}; given as that or as
 *     {@code http://host:port/database}
 * @param user user, empty for the server's default
 * @param password its password
 */
public record ClickHouseAddress(String url, String user, String password) {
  /** What stands in place of a secret. */
  public static final String HIDDEN = "********";

  /** Class of the JDBC driver. */
  static final String DRIVER = "com.clickhouse.jdbc.ClickHouseDriver";

  private static final String PREFIX = "jdbc:clickhouse:";
  private static final Pattern USER_INFO = Pattern.compile("//([^/@?]*)@");

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
    if (url.matches("https?://.*")) {
      url = PREFIX + url;
    }
    if (!url.startsWith(PREFIX)) {
      throw new ConfigException(
          "CONFIG_INVALID: key=clickhouse.url value="
              + hideSecrets(url)
              + " expected="
              + PREFIX
              + "//host:port/database or http://host:port");
    }
    Map<String, String> query = query(url);
    Matcher userInfo = USER_INFO.matcher(url);
    if (userInfo.find()) {
      String[] parts = userInfo.group(1).split(":", 2);
      user = decode(parts[0]);
      password = parts.length == 2 ? decode(parts[1]) : password;
      url = userInfo.replaceFirst("//");
    }
    String queryUser = query.remove("user");
    user = queryUser == null ? user : decode(queryUser);
    String queryPassword = query.remove("password");
    password = queryPassword == null ? password : decode(queryPassword);
    url = withSettings(url, query);
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

  /** The text with passwords in it replaced, whether it is a good URL or not. */
  public static String hideSecrets(String url) {
    return url.replaceAll("(?i)([?&;](?:password|secret|token|access_key)=)[^&;]*", "$1" + HIDDEN)
        .replaceAll("//([^/@:?]*):[^@]*@", "//$1:" + HIDDEN + "@");
  }

  /** Whether a text that may stand for {@code clickhouse.url} holds a password. */
  public static boolean holdsSecret(String url) {
    return url.matches("(?i).*([?&;](password|secret|token|access_key)=|//[^/@:?]*:[^/@?]*@).*");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Map<String, String> query(String url) {
    int query = url.indexOf('?');
    Map<String, String> given = new LinkedHashMap<>();
    if (query >= 0) {
      for (String pair : url.substring(query + 1).split("&")) {
        int equals = pair.indexOf('=');
        given.put(
            equals < 0 ? pair : pair.substring(0, equals),
            equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
    return given;
  }

  private static String withSettings(String url, Map<String, String> given) {
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
    Map<String, String> all = new LinkedHashMap<>(given);
    PINNED.forEach(all::putIfAbsent);
    DEFAULTS.forEach(all::putIfAbsent);
    int query = url.indexOf('?');
    return (query < 0 ? url : url.substring(0, query))
        + "?"
        + all.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining("&"));
  }

  /** A new connection. */
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
      properties.setProperty("password", password);
    }
    // A worker of a cluster has the driver in the classes of each job, and DriverManager knows only
    // that of the first.
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException("no address of ClickHouse: " + hideSecrets(url));
    }
    return connection;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "ClickHouseAddress[url=" + hideSecrets(url) + ", user=" + user + "]";
  }
}
