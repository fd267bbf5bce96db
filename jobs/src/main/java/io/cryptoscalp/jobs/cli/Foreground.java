package io.cryptoscalp.jobs.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a server in the foreground until Ctrl-C, and stops it before the process ends. */
final class Foreground {
  private Foreground() {}

  static int await(AutoCloseable server) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    server.close();
                  } catch (Exception e) {
                    System.err.println("It did not stop cleanly: " + e.getMessage());
                  }
                },
                "stop"));
    new CountDownLatch(1).await();
    return ExitCodes.OK;
  }
}
