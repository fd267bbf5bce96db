package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.results.ClickHouseAddress;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The resolved configuration: defaults, then the file, then the environment, then {@code --set}.
 * Keys below {@code job.trading.}, {@code job.regime.} and {@code job.results.} are handed to the
 * jobs; any other unknown key is an error.
 */
final class Settings {
  static final String KAFKA = "kafka.bootstrap";
  static final String CLICKHOUSE_URL = "clickhouse.url";
  static final String CLICKHOUSE_USER = "clickhouse.user";
  static final String CLICKHOUSE_PASSWORD = "clickhouse.password";
  static final String CLICKHOUSE_PASSWORD_FILE = "clickhouse.password.file";
  static final String FLINK_TARGET = "flink.target";
  static final String DATA_DIR = "data.dir";
  static final String MODELS_DIR = "models.dir";
  static final String SIGNING_KEY = "models.signing.key.file";
  static final String PROMOTION_KEY = "promotion.signing.key.file";
  static final String TRADING_PREFIX = "job.trading.";
  static final String RESULTS_PREFIX = "job.results.";
  static final String REGIME_PREFIX = "job.regime.";

  /** What stands in place of a secret. */
  static final String HIDDEN = ClickHouseAddress.HIDDEN;

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "KAFKA_BOOTSTRAP", KAFKA,
          "CLICKHOUSE_URL", CLICKHOUSE_URL,
          "CLICKHOUSE_USER", CLICKHOUSE_USER,
          "CLICKHOUSE_PASSWORD", CLICKHOUSE_PASSWORD,
          "CLICKHOUSE_PASSWORD_FILE", CLICKHOUSE_PASSWORD_FILE,
          "FLINK_TARGET", FLINK_TARGET,
          "CRYPTOSCALP_DATA_DIR", DATA_DIR,
          "CRYPTOSCALP_MODELS_DIR", MODELS_DIR,
          "CRYPTOSCALP_SIGNING_KEY_FILE", SIGNING_KEY,
          "CRYPTOSCALP_PROMOTION_KEY_FILE", PROMOTION_KEY);

  private final SortedMap<String, Value> values;

  /**
   * A value and the layer it came from.
   *
   * @param text value
   * @param origin default, file, environment or command line
   */
  record Value(String text, String origin) {}

  private Settings(SortedMap<String, Value> values) {
    this.values = values;
  }

  /**
   * Resolves the layers.
   *
   * @param root the project's folder
   * @param file properties, null for none
   * @param environment variables
   * @param set {@code key=value} texts
   * @throws CliException when the file cannot be read, a key is unknown or a text has no equals
   *     sign
   */
  static Settings resolve(
      Path root,
      @org.jspecify.annotations.Nullable Path file,
      Map<String, String> environment,
      List<String> set) {
    SortedMap<String, Value> values = new TreeMap<>();
    put(values, KAFKA, "localhost:9092", "default");
    put(values, CLICKHOUSE_URL, "", "default");
    put(values, CLICKHOUSE_USER, "default", "default");
    put(values, CLICKHOUSE_PASSWORD, "", "default");
    put(values, CLICKHOUSE_PASSWORD_FILE, "", "default");
    put(values, FLINK_TARGET, "", "default");
    put(values, DATA_DIR, root.resolve("data").toString(), "default");
    put(values, MODELS_DIR, "", "default");
    put(values, SIGNING_KEY, "", "default");
    put(values, PROMOTION_KEY, "", "default");
    if (file != null) {
      Properties properties = read(file);
      for (String key : properties.stringPropertyNames()) {
        set(values, key, properties.getProperty(key), "file");
      }
    }
    ENVIRONMENT.forEach(
        (variable, key) -> {
          String text = environment.get(variable);
          if (text != null && !text.isBlank()) {
            set(values, key, text, "environment");
          }
        });
    for (String pair : set) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new CliException(
            ExitCodes.USAGE, "--set wants key=value, and \"" + pair + "\" is not that.");
      }
      set(values, pair.substring(0, equals), pair.substring(equals + 1), "command line");
    }
    return new Settings(values);
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "The configuration file " + file + " cannot be read.", e);
    }
  }

  private static void set(SortedMap<String, Value> values, String key, String text, String origin) {
    boolean job =
        key.startsWith(TRADING_PREFIX)
            || key.startsWith(RESULTS_PREFIX)
            || key.startsWith(REGIME_PREFIX);
    if (!job && !values.containsKey(key)) {
      throw new CliException(
          ExitCodes.CONFIGURATION,
          "CONFIG_UNKNOWN_KEY: key=" + key + " origin=" + origin + " known=" + values.keySet());
    }
    put(values, key, text.trim(), origin);
  }

  private static void put(SortedMap<String, Value> values, String key, String text, String origin) {
    values.put(key, new Value(text, origin));
  }

  /** The text of a known key. */
  String text(String key) {
    Value value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no such key: " + key);
    }
    return value.text();
  }

  /** True when some layer above the defaults gives the key. */
  boolean isGiven(String key) {
    Value value = values.get(key);
    return value != null && !value.origin().equals("default") && !value.text().isEmpty();
  }

  /** The keys of a job, without their prefix. */
  SortedMap<String, String> job(String prefix) {
    SortedMap<String, String> keys = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            keys.put(key.substring(prefix.length()), value.text());
          }
        });
    return keys;
  }

  /** Where local data lies. */
  Path dataDir() {
    return Path.of(text(DATA_DIR)).toAbsolutePath().normalize();
  }

  /** Root of the model registry: a path, {@code file:} URI or {@code s3://bucket/prefix}. */
  String modelsRoot() {
    String given = text(MODELS_DIR);
    return given.isEmpty() ? dataDir().resolve("models").toString() : given;
  }

  /** ClickHouse's password: from the file when one is named. */
  String clickHousePassword() {
    String file = text(CLICKHOUSE_PASSWORD_FILE);
    if (file.isEmpty()) {
      return text(CLICKHOUSE_PASSWORD);
    }
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new CliException(
          ExitCodes.CONFIGURATION, "The password file " + file + " cannot be read.", e);
    }
  }

  /** Every key with its value and origin, secrets hidden. */
  SortedMap<String, Value> shown() {
    SortedMap<String, Value> shown = new TreeMap<>();
    values.forEach(
        (key, value) -> shown.put(key, new Value(hide(key, value.text()), value.origin())));
    return shown;
  }

  /** The text as it may be printed: secrets replaced, those inside URLs too. */
  static String hide(String key, String text) {
    String lower = key.toLowerCase(Locale.ROOT);
    for (String secret : List.of("password", "secret", "token", "apikey", "api-key")) {
      if (lower.contains(secret) && !lower.endsWith(".file") && !text.isEmpty()) {
        return HIDDEN;
      }
    }
    return hideInUrl(text);
  }

  /** Replaces a password in a URL, {@code user:password@} or {@code password=}. */
  static String hideInUrl(String url) {
    return ClickHouseAddress.hideSecrets(url);
  }

  /** Keys in order. */
  List<String> keys() {
    return new ArrayList<>(values.keySet());
  }
}
