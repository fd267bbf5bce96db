package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherStats;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a publisher in the foreground: a line every other second, a clean stop on Ctrl-C. */
final class PublishRun {
  private static final long PERIOD_S = 2;

  private final Main main;
  private final Publisher publisher;
  private final CountDownLatch done = new CountDownLatch(1);

  PublishRun(Main main, Publisher publisher) {
    this.main = main;
    this.publisher = publisher;
  }

  int run() throws Exception {
    Thread hook = new Thread(this::stop, "replay-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    Thread display = new Thread(this::display, "replay-display");
    display.setDaemon(true);
    display.start();
    try {
      long start = System.nanoTime();
      PublisherStats stats = publisher.run();
      double seconds = Math.max(1e-9, (System.nanoTime() - start) / 1e9);
      main.say(
          String.format(
              Locale.ROOT,
              "Done: %d frames, %.1f MB in %.1f s (%.0f frames/s), largest lag %.1f ms.",
              stats.messages(),
              stats.bytes() / 1e6,
              seconds,
              stats.messages() / seconds,
              stats.maxLagNs() / 1e6));
      main.emit(
          Json.object()
              .put("frames", stats.messages())
              .put("bytes", stats.bytes())
              .put("heartbeats", stats.heartbeats())
              .put("seconds", seconds)
              .put("maxLagMs", stats.maxLagNs() / 1e6)
              .put("done", true));
      return ExitCodes.OK;
    } finally {
      done.countDown();
    }
  }

  private void stop() {
    publisher.stop();
    try {
      if (!done.await(30, TimeUnit.SECONDS)) {
        System.err.println("The replay did not stop in 30 s; what is not acknowledged is lost.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void display() {
    long before = 0;
    try {
      while (!done.await(PERIOD_S, TimeUnit.SECONDS)) {
        PublisherStats stats = publisher.stats();
        long rate = (stats.messages() - before) / PERIOD_S;
        before = stats.messages();
        main.say(
            String.format(
                Locale.ROOT,
                "%d frames  %d/s  lag %.1f ms  recorded %.1f s",
                before,
                rate,
                stats.lagNs() / 1e6,
                (stats.receiveTimeNs() - stats.firstReceiveTimeNs()) / 1e9));
        main.emit(
            Json.object()
                .put("frames", before)
                .put("framesPerSecond", rate)
                .put("lagMs", stats.lagNs() / 1e6));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
