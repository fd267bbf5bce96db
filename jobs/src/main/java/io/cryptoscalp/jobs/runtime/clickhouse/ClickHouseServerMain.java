package io.cryptoscalp.jobs.runtime.clickhouse;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.cryptoscalp.jobs.runtime.ChildJvm;
import io.cryptoscalp.jobs.runtime.ParentWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * ClickHouse's engine with its HTTP interface: {@code ClickHouseServerMain LIBRARY FOLDER PORT
 * CONNECTIONS [--exit-with-parent]}.
 *
 * <p>Prints one line, {@code READY port=N version=V}, and runs until it is told to end (SIGTERM,
 * SIGINT, or the end of standard input with {@code --exit-with-parent}). The folder belongs to one
 * process at a time.
 */
public final class ClickHouseServerMain {
  /** The option with which a child ends when its standard input does. */
  static final String EXIT_WITH_PARENT = "--exit-with-parent";

  private static final int MAX_REQUEST_BYTES = 512 << 20;

  private ClickHouseServerMain() {}

  /** Serves until the process is told to end. */
  public static void main(String[] args) throws Exception {
    if (args.length < 4) {
      System.err.println(
          "usage: ClickHouseServerMain LIBRARY FOLDER PORT CONNECTIONS [" + EXIT_WITH_PARENT + "]");
      System.exit(2);
    }
    boolean isChild = args.length > 4 && args[4].equals(EXIT_WITH_PARENT);
    if (isChild) {
      SignalGuard.ignoreInterrupt();
    }
    Path folder = Path.of(args[1]).toAbsolutePath();
    Files.createDirectories(folder);
    FileLock lock = lock(folder);
    Chdb chdb = Chdb.load(Path.of(args[0]));
    EnginePool pool = new EnginePool(chdb, folder, Integer.parseInt(args[3]));
    QueryHandler.ServerIdentity identity = identify(pool);
    ClickHouseHttpServer server =
        new ClickHouseHttpServer(
            Integer.parseInt(args[2]), new QueryHandler(pool, identity, MAX_REQUEST_BYTES));
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> shutDown(server, pool, lock), "clickhouse-shutdown"));
    if (isChild) {
      ParentWatch.start(() -> System.exit(0));
    }
    System.out.println(
        ChildJvm.READY + " port=" + server.port() + " version=" + identity.version());
    new CountDownLatch(1).await();
  }

  private static FileLock lock(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = file.tryLock();
    if (lock == null) {
      System.err.println("Another process serves " + folder + ".");
      System.exit(3);
    }
    return lock;
  }

  private static QueryHandler.ServerIdentity identify(EnginePool pool)
      throws ClickHouseException, IOException {
    byte[] text = "SELECT version(), timezone()".getBytes(StandardCharsets.UTF_8);
    try (EnginePool.Lease lease = pool.lease();
        EngineResult result =
            lease.connection().query(text, text.length, "TabSeparated", Map.of())) {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      result.writeTo(output);
      String[] fields = output.toString(StandardCharsets.UTF_8).strip().split("\t");
      return new QueryHandler.ServerIdentity("cryptoscalp-embedded", fields[0], fields[1]);
    }
  }

  private static void shutDown(ClickHouseHttpServer server, EnginePool pool, FileLock lock) {
    server.close();
    pool.close();
    try {
      lock.release();
    } catch (IOException e) {
      // The lock ends with the process in any case.
    }
    // The library's static destructors abort while its threads run; everything is closed by now.
    Function exit = NativeLibrary.getInstance("c").getFunction("_exit");
    exit.invokeVoid(new Object[] {0});
  }
}
