package io.cryptoscalp.jobs.runtime.clickhouse;

import io.cryptoscalp.jobs.runtime.ChildJvm;
import java.nio.file.Path;

/** A JVM that starts a server and waits to be killed. */
final class ClickHouseParent {
  private ClickHouseParent() {}

  @SuppressWarnings("resource") // It is killed, not closed: that is the test.
  public static void main(String[] args) throws InterruptedException {
    EmbeddedClickHouse server = ClickHouseLifecycleITCase.open(Path.of(args[0]));
    System.out.println(ChildJvm.READY + " " + server.pid());
    Thread.sleep(Long.MAX_VALUE);
  }
}
