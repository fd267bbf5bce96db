package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.results.ClickHouseAddress;
import io.cryptoscalp.jobs.runtime.clickhouse.EmbeddedClickHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ClickHouse that a command is about: the configured one, else that of the running demo, else
 * the embedded engine on what the last demo kept.
 *
 * @param jdbcUrl for the driver
 * @param user user name
 * @param password its password
 * @param embedded engine started for this command alone, or null
 */
record Database(String jdbcUrl, String user, String password, @Nullable EmbeddedClickHouse embedded)
    implements AutoCloseable {

  static Database open(Main main) {
    Settings settings = main.settings();
    if (settings.isGiven(Settings.CLICKHOUSE_URL)) {
      ClickHouseAddress given =
          new ClickHouseAddress(
              settings.text(Settings.CLICKHOUSE_URL),
              settings.text(Settings.CLICKHOUSE_USER),
              settings.clickHousePassword());
      return new Database(given.url(), given.user(), given.password(), null);
    }
    DemoState demo = DemoState.read(settings.dataDir());
    if (demo != null && demo.isRunning()) {
      return new Database(demo.clickHouse(), "default", "", null);
    }
    Path folder = folder(settings, demo);
    if (!Files.isDirectory(folder)) {
      throw new CliException(
          ExitCodes.UNREACHABLE,
          "There is no ClickHouse to ask: run bin/cryptoscalp demo first, or set CLICKHOUSE_URL.");
    }
    return embedded(folder);
  }

  /** The same for a command that writes rows, which may come before any demo. */
  static Database forRows(Main main) throws IOException {
    if (!isThere(main)) {
      Files.createDirectories(main.settings().dataDir().resolve("clickhouse"));
    }
    return open(main);
  }

  /** The embedded engine on a folder that a demo kept. */
  static Database embedded(Path folder) {
    EmbeddedClickHouse server = new EmbeddedClickHouse(folder, folder.resolveSibling("logs"), 0);
    return new Database(server.jdbcUrl(), "default", "", server);
  }

  private static Path folder(Settings settings, @Nullable DemoState demo) {
    return (demo == null ? settings.dataDir() : demo.folder()).resolve("clickhouse");
  }

  /** True when {@link #open} has something to open. */
  static boolean isThere(Main main) {
    Settings settings = main.settings();
    DemoState demo = DemoState.read(settings.dataDir());
    return settings.isGiven(Settings.CLICKHOUSE_URL)
        || (demo != null && demo.isRunning())
        || Files.isDirectory(folder(settings, demo));
  }

  ClickHouseClient client() {
    return new ClickHouseClient(jdbcUrl, user, password);
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Database[" + Settings.hideInUrl(jdbcUrl) + "]";
  }
}
