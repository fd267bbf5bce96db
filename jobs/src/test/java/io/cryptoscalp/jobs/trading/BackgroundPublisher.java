package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import io.cryptoscalp.gateway.publish.WallTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An edge that lives as long as the test: publishes at a pace, then goes on with heartbeats. A
 * watermark is not part of a checkpoint, so that a job that restores behind the last heartbeat
 * would wait for one that never comes.
 */
final class BackgroundPublisher implements AutoCloseable {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final CompletableFuture<Void> published = new CompletableFuture<>();
  private volatile boolean closed;

  BackgroundPublisher(TradingRig rig, MessageSource source, double speed, Duration limit) {
    PublisherOptions options = PublisherOptions.DEFAULT.withSpeed(speed).withRecordedLimit(limit);
    thread.execute(() -> run(rig.bootstrap(), source, options));
  }

  private void run(String bootstrap, MessageSource source, PublisherOptions options) {
    List<String> refused = new ArrayList<>();
    try (KafkaMessageSink sink =
        new KafkaMessageSink(bootstrap, 5, WallTime.SYSTEM, refused::add)) {
      Publisher publisher = new Publisher(source, sink, options, WallTime.SYSTEM, null);
      publisher.run();
      if (!refused.isEmpty()) {
        throw new IllegalStateException("refused: " + refused);
      }
      published.complete(null);
      while (!closed) {
        publisher.repeatHeartbeat();
        Thread.sleep(200);
      }
    } catch (Exception e) {
      published.completeExceptionally(e);
    }
  }

  /** Waits for the last frame; throws what made it fail. */
  void join() {
    published.join();
  }

  @Override
  public void close() {
    closed = true;
    thread.shutdownNow();
  }
}
