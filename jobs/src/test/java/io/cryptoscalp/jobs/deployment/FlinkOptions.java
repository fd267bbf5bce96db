package io.cryptoscalp.jobs.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.runtime.taskexecutor.TaskManagerConfiguration;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.jspecify.annotations.Nullable;

/**
 * Every configuration option that the Flink on the class path declares: the {@link ConfigOption}
 * constants of its {@code *Options} classes, found by reading its jars. Names that only existed in
 * the past (deprecated keys) are not options.
 */
final class FlinkOptions {

  private static final Pattern REPORTER = Pattern.compile("metrics\\.reporter\\.(\\w+)\\.(.+)");

  private final Map<String, ConfigOption<?>> options = new TreeMap<>();
  private final Map<String, ConfigOption<?>> reporterOptions = new HashMap<>();

  private FlinkOptions() {}

  static FlinkOptions onClassPath() {
    FlinkOptions found = new FlinkOptions();
    for (Class<?> witness :
        List.of(
            ConfigOption.class, // flink-core
            TaskManagerConfiguration.class, // flink-runtime
            RocksDBOptions.class)) {
      found.addJarOf(witness);
    }
    for (ConfigOption<?> option : declaredBy(MetricOptions.class)) {
      found.reporterOptions.put(option.key(), option);
    }
    // The reporter of Prometheus reads this one from its properties, without an option of its own.
    found.reporterOptions.put("port", ConfigOptions.key("port").stringType().defaultValue("9249"));
    return found;
  }

  int size() {
    return options.size();
  }

  /** The option with this key, or null: then Flink would ignore the key without a word. */
  @Nullable ConfigOption<?> find(String key) {
    Matcher reporter = REPORTER.matcher(key);
    return reporter.matches() ? reporterOptions.get(reporter.group(2)) : options.get(key);
  }

  private void addJarOf(Class<?> witness) {
    try (JarFile jar = new JarFile(location(witness).toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        String name = entry.getName();
        if (name.endsWith("Options.class") && !name.contains("/shaded/")) {
          String className = name.substring(0, name.length() - ".class".length()).replace('/', '.');
          for (ConfigOption<?> option : declaredBy(load(className, witness))) {
            add(option);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(ConfigOption<?> option) {
    options.put(option.key(), option);
    for (FallbackKey fallback : option.fallbackKeys()) {
      if (!fallback.isDeprecated()) {
        options.putIfAbsent(fallback.getKey(), option);
      }
    }
  }

  private static List<ConfigOption<?>> declaredBy(Class<?> holder) {
    return Arrays.stream(holder.getDeclaredFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> Modifier.isPublic(field.getModifiers()))
        .filter(field -> field.getType() == ConfigOption.class)
        .<ConfigOption<?>>map(FlinkOptions::value)
        .toList();
  }

  private static ConfigOption<?> value(Field field) {
    try {
      field.setAccessible(true);
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String className, Class<?> witness) {
    try {
      return Class.forName(className, false, witness.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path location(Class<?> witness) {
    try {
      return Path.of(witness.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
