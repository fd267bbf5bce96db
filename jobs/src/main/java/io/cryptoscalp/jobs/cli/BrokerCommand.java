package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A broker on its own. */
@Command(name = "broker", description = "Run a Kafka broker with the project's topics.")
final class BrokerCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(names = "--port", description = "Port, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port = 9092;

  @Override
  public Integer call() throws InterruptedException {
    try (EmbeddedKafka kafka =
        new EmbeddedKafka(main.settings().dataDir().resolve("kafka"), PortOption.check(port))) {
      kafka.createTopics(Topics.all());
      main.say("Kafka at " + kafka.bootstrapServers() + "; Ctrl-C stops it.");
      main.emit(Json.object().put("kafka", kafka.bootstrapServers()));
      return Foreground.await(kafka);
    }
  }
}
