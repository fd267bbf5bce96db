package io.cryptoscalp.bench.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.InstrumentCsv;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.WallTime;
import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.StandaloneFlink;
import io.cryptoscalp.jobs.runtime.flink.StandaloneFlinkOptions;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.jobs.trading.TradingJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Many instruments on one TaskManager of the size that {@code flink-conf} gives it, a process of
 * its own: generated frames of all of them, then a full collection and a checkpoint, while the job
 * goes on.
 */
final class ManyInstruments {
  private static final int PROMETHEUS_PORT = 19_391;
  private static final double EVENTS_PER_SECOND = 4;
  private static final long START_NS = 1_700_000_000_000_000_000L;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final Path folder;
  private final int count;
  private final String features;
  private final String interval;
  private final long frames;
  private final HttpClient client = HttpClient.newHttpClient();

  ManyInstruments(Path folder, int count, String features, String interval, long frames) {
    this.folder = folder;
    this.count = count;
    this.features = features;
    this.interval = interval;
    this.frames = frames;
  }

  void run() throws Exception {
    Path root = Path.of(System.getProperty("cryptoscalp.root", "."));
    List<Instrument> instruments = instruments();
    Path file = folder.resolve("instruments.csv");
    Files.writeString(file, InstrumentCsv.write(instruments));
    Map<String, String> overrides =
        Map.of("metrics.reporter.prom.port", Integer.toString(PROMETHEUS_PORT));
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        StandaloneFlink flink =
            new StandaloneFlink(
                new StandaloneFlinkOptions(
                    folder.resolve("flink"), root.resolve("flink-conf"), overrides, 1, 2, 0))) {
      kafka.createTopics(JobTopics.partitions());
      send(kafka.bootstrapServers(), instruments);
      FlinkRest rest = flink.rest();
      String jar = rest.upload(root.resolve("jobs/target/cryptoscalp-job.jar"));
      String job =
          rest.run(
              jar,
              new FlinkRest.RunRequest(
                  TradingJob.class.getName(),
                  List.of(
                      "--kafka.bootstrap",
                      kafka.bootstrapServers(),
                      "--start",
                      "earliest",
                      "--instruments.file",
                      file.toString(),
                      "--features",
                      features,
                      "--decision.interval",
                      interval),
                  1,
                  null,
                  Map.of()));
      long started = System.nanoTime();
      await(job, rest, new FrameCounter("http://127.0.0.1:" + PROMETHEUS_PORT + "/metrics"));
      double seconds = (System.nanoTime() - started) / 1e9;
      long pid = flink.taskManagerPids().get(0);
      long live = liveHeap(pid);
      report(rest, flink.restUrl(), job, seconds, live, resident(pid));
      rest.cancel(job);
    }
  }

  private List<Instrument> instruments() {
    Instrument like =
        Objects.requireNonNull(InstrumentCatalogue.builtIn().find(Venue.BINANCE_USDM, "BTCUSDT"));
    List<Instrument> instruments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String base = String.format(Locale.ROOT, "X%04d", i);
      instruments.add(
          new Instrument(
              base + "USDT-PERP.BINANCE",
              base + "USDT",
              like.venue(),
              base,
              like.quote(),
              like.settle(),
              like.inverse(),
              like.priceDecimals(),
              like.quantityDecimals(),
              like.tickSize(),
              like.lotSize(),
              like.minQuantity(),
              like.minNotional(),
              like.contractSize(),
              like.makerFee(),
              like.takerFee(),
              like.maintenanceMarginRate(),
              like.maxLeverage()));
    }
    return instruments;
  }

  private void send(String bootstrap, List<Instrument> instruments) throws Exception {
    List<String> refused = new ArrayList<>();
    try (MessageSource source = new SyntheticMarket(instruments, 7, START_NS, EVENTS_PER_SECOND);
        KafkaMessageSink sink = new KafkaMessageSink(bootstrap, 5, WallTime.SYSTEM, refused::add)) {
      Beats beats = new Beats(sink);
      MarketMessage message = null;
      for (long i = 0; i < frames; i++) {
        message = Objects.requireNonNull(source.next());
        beats.send(message);
      }
      sink.flush();
      System.out.printf(
          Locale.ROOT,
          "%,d frames of %,d instruments, %.1f s of event time%n",
          frames,
          count,
          message == null ? 0 : (message.receiveTimeNs() - START_NS) / 1e9);
    }
    if (!refused.isEmpty()) {
      throw new IllegalStateException("refused: " + refused);
    }
  }

  private void await(String job, FlinkRest rest, FrameCounter counter) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long taken = 0;
      try {
        taken = counter.read();
      } catch (IOException notYet) {
        taken = 0;
      }
      if (taken >= frames) {
        return;
      }
      if (System.nanoTime() > deadline || rest.job(job).isTerminal()) {
        throw new IllegalStateException(taken + " frames taken; " + rest.exceptions(job));
      }
      Thread.sleep(500);
    }
  }

  private static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + text);
    }
    return text;
  }

  /** Bytes on the heap after a full collection. */
  private static long liveHeap(long pid) throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String histogram = output(jcmd, Long.toString(pid), "GC.class_histogram");
    String[] total = histogram.substring(histogram.lastIndexOf("Total")).trim().split("\\s+");
    return Long.parseLong(total[2]);
  }

  private static long resident(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return 0;
  }

  private void report(
      FlinkRest rest, String url, String job, double seconds, long live, long resident)
      throws Exception {
    long done = rest.checkpoints(job).completed();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (rest.checkpoints(job).completed() < done + 2 && System.nanoTime() < deadline) {
      Thread.sleep(500);
    }
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(url + "/jobs/" + job + "/checkpoints")).build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode checkpoints = new ObjectMapper().readTree(answer.body());
    System.out.printf(
        Locale.ROOT,
        "%.0f s, %,.0f frames/s; live heap %,d MB, process %,d MB; largest checkpoint %,d MB in"
            + " %,d ms; %d checkpoints, %d failed, %d restored%n",
        seconds,
        frames / seconds,
        live >> 20,
        resident >> 20,
        checkpoints.path("summary").path("state_size").path("max").asLong() >> 20,
        checkpoints.path("summary").path("end_to_end_duration").path("max").asLong(),
        rest.checkpoints(job).completed(),
        rest.checkpoints(job).failed(),
        rest.checkpoints(job).restored());
  }
}
