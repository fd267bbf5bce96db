package io.cryptoscalp.jobs.runtime.kafka;

import io.cryptoscalp.jobs.runtime.ChildJvm;
import io.cryptoscalp.jobs.runtime.ParentWatch;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A broker in a JVM of its own: {@code KafkaBrokerMain FOLDER PORT [--exit-with-parent]}.
 *
 * <p>Prints one line, {@code READY host:port}, and runs until it is told to end (SIGTERM, SIGINT,
 * or the end of standard input with {@code --exit-with-parent}).
 */
public final class KafkaBrokerMain {
  /** The option with which a child ends when its standard input does. */
  public static final String EXIT_WITH_PARENT = "--exit-with-parent";

  private KafkaBrokerMain() {}

  /** Runs the broker; port 0 takes a free one. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length < 2) {
      System.err.println("usage: KafkaBrokerMain FOLDER PORT [" + EXIT_WITH_PARENT + "]");
      System.exit(2);
    }
    EmbeddedKafka kafka = new EmbeddedKafka(Path.of(args[0]), Integer.parseInt(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "broker-shutdown"));
    if (args.length > 2 && args[2].equals(EXIT_WITH_PARENT)) {
      ParentWatch.start(() -> System.exit(0));
    }
    System.out.println(ChildJvm.READY + " " + kafka.bootstrapServers());
    new CountDownLatch(1).await();
  }
}
