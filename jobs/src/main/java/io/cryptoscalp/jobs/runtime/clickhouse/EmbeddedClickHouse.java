package io.cryptoscalp.jobs.runtime.clickhouse;

import com.sun.jna.Native;
import io.cryptoscalp.jobs.runtime.ChildJvm;
import io.cryptoscalp.jobs.runtime.JavaClassPath;
import io.cryptoscalp.jobs.runtime.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse on this machine, in a JVM of its own, for the unchanged official JDBC driver.
 *
 * <p>Tables are on disk in the given folder; rows of an acknowledged insert survive {@link
 * #stop()}, {@link #kill()} and a killed parent. There is one user, {@code default}, without a
 * password, on the loopback interface only.
 */
public final class EmbeddedClickHouse implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_GRACE = Duration.ofSeconds(20);
  private static final int CONNECTIONS = 8;

  private final Path library;
  private final Path folder;
  private final Path logFolder;
  private int port;
  private String version = "";
  private @Nullable ChildJvm child;

  /**
   * Starts the server and returns when it answers.
   *
   * @param folder holds the tables; created if absent; one process at a time
   * @param logFolder gets {@code clickhouse.log}
   * @param port on the loopback interface, or 0 for a free one, which is kept across restarts
   * @throws io.cryptoscalp.jobs.runtime.MissingPrerequisiteException if the engine cannot be had
   * @throws IllegalStateException if the server does not come up; the message has its log's end
   */
  public EmbeddedClickHouse(Path folder, Path logFolder, int port) {
    this.library = ChdbLibrary.locate();
    this.folder = folder.toAbsolutePath();
    this.logFolder = logFolder;
    this.port = port;
    start();
  }

  /** Starts the server again, on the same port and folder; does nothing while it runs. */
  public synchronized void start() {
    if (child != null && child.isAlive()) {
      return;
    }
    Map<String, String> environment = new HashMap<>();
    Path signalChaining = Path.of(System.getProperty("java.home"), "lib", "libjsig.so");
    if (Files.exists(signalChaining)) {
      // The JDK's own means against libraries that replace the JVM's signal handlers.
      environment.put("LD_PRELOAD", signalChaining.toString());
    }
    ChildJvm starting =
        ChildJvm.start(
            new ChildJvm.Spec(
                "clickhouse",
                ClickHouseServerMain.class.getName(),
                JavaClassPath.of(ClickHouseServerMain.class, Native.class, LZ4Factory.class),
                List.of(
                    "-Xms64m",
                    "-Xmx2g",
                    "-Xss8m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dsun.net.httpserver.nodelay=true",
                    "-Dsun.net.httpserver.idleInterval=60"),
                List.of(
                    library.toString(),
                    folder.toString(),
                    Integer.toString(port),
                    Integer.toString(CONNECTIONS),
                    ClickHouseServerMain.EXIT_WITH_PARENT),
                environment,
                logFolder));
    String[] ready = starting.awaitReady(START_TIMEOUT).split(" ");
    port = Integer.parseInt(ready[0].substring("port=".length()));
    version = ready[1].substring("version=".length());
    child = starting;
  }

  /** Stops the server; tables stay on disk. Does nothing while it is stopped. */
  public synchronized void stop() {
    ChildJvm stopping = child;
    child = null;
    if (stopping != null) {
      stopping.stop(STOP_GRACE);
    }
  }

  /** Kills the server's process without a chance to clean up, as a crash would. */
  public synchronized void kill() {
    ChildJvm killed = child;
    child = null;
    if (killed != null) {
      killed.kill();
    }
  }

  /** The URL for the JDBC driver, with the settings that inserts here rely on. */
  public String jdbcUrl() {
    return jdbcUrl("default");
  }

  /** As {@link #jdbcUrl()}, with another current database. */
  public String jdbcUrl(String database) {
    return "jdbc:clickhouse://"
        + Ports.LOOPBACK
        + ":"
        + port
        + "/"
        + database
        + "?user=default&clickhouse_setting_async_insert=0&socket_timeout=60000";
  }

  /** The HTTP interface, {@code http://host:port}. */
  public String httpUrl() {
    return "http://" + Ports.LOOPBACK + ":" + port;
  }

  /** The port; the same across restarts. */
  public int port() {
    return port;
  }

  /** ClickHouse's version, for example {@code 26.7.2.1}. */
  public String version() {
    return version;
  }

  /** Whether the server's process runs. */
  public synchronized boolean isRunning() {
    return child != null && child.isAlive();
  }

  /**
   * The server's process id.
   *
   * @throws IllegalStateException while it is stopped
   */
  public synchronized long pid() {
    if (child == null) {
      throw new IllegalStateException("ClickHouse is stopped");
    }
    return child.pid();
  }

  @Override
  public void close() {
    stop();
  }
}
