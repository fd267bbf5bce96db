package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Checks this machine. */
@Command(name = "doctor", description = "Check Java, Node.js, ports, disk and the data folder.")
final class DoctorCommand implements Callable<Integer> {
  private static final long WANTED_DISK = 4L << 30;
  private static final long WANTED_MEMORY = 3L << 30;

  @ParentCommand private Main main = new Main();

  private boolean failed;

  @Override
  public Integer call() throws InterruptedException {
    int java = Runtime.version().feature();
    check("java", java >= 17, "Java " + java, "JDK 17 or newer is needed");
    boolean cached =
        Files.isDirectory(
            Path.of(System.getProperty("user.home"), ".cache", "cryptoscalp", "chdb"));
    boolean npm = runs("npm", "--version");
    check(
        "npm",
        npm || cached,
        npm ? "npm found" : "not found, but the ClickHouse engine is cached",
        "Node.js with npm fetches the embedded ClickHouse engine once; install it, or set"
            + " CLICKHOUSE_URL");
    String os = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    check(
        "platform",
        os.equals("Linux amd64"),
        os,
        "the embedded ClickHouse engine runs on 64-bit x86 Linux; set CLICKHOUSE_URL elsewhere");
    disk(main.settings().dataDir());
    long memory = memory();
    check(
        "memory",
        memory >= WANTED_MEMORY,
        (memory >> 20) + " MiB",
        "the demo wants 3 GiB of memory");
    for (int port : new int[] {9092, 8123, 8081}) {
      boolean free = isFree(port);
      note("port " + port, free ? "free" : "taken (the demo takes another)");
    }
    return failed ? ExitCodes.PREREQUISITE : ExitCodes.OK;
  }

  private static long memory() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  private void disk(Path folder) {
    try {
      Files.createDirectories(folder);
      boolean writable = Files.isWritable(folder);
      check("data folder", writable, folder.toString(), folder + " cannot be written");
      long free = Files.getFileStore(folder).getUsableSpace();
      check(
          "disk",
          free >= WANTED_DISK,
          (free >> 20) + " MiB free",
          "less than 4 GiB are free below " + folder);
    } catch (IOException e) {
      check("data folder", false, folder.toString(), folder + " cannot be written");
    }
  }

  private void check(String what, boolean good, String found, String advice) {
    failed |= !good;
    main.say(String.format("%-12s %-5s %s", what, good ? "ok" : "FAIL", good ? found : advice));
    ObjectNode node = Json.object().put("check", what).put("ok", good).put("found", found);
    main.emit(good ? node : node.put("advice", advice));
  }

  private void note(String what, String found) {
    main.say(String.format("%-12s %-5s %s", what, "", found));
    main.emit(Json.object().put("check", what).put("found", found));
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
