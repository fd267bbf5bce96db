package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * An edge that damages what it sends and remembers every damage with its Kafka position.
 *
 * <p>One instrument only gets bad copies beside its sound messages: it must behave as if they were
 * not there. The other one loses messages: they are dropped, swapped or replaced.
 */
final class PlantingSink implements MessageSink {
  /** What is expected in the dead letters at a position. */
  record Plant(String name, String code, String key, byte[] payload) {}

  private static final int PARTITIONS = 4;
  private static final int COPY_EVERY = 23;
  private static final int LOSE_EVERY = 37;
  private static final int SKEW_EVERY = 60;
  private static final int BRIDGED = 20;
  private static final byte[] NO_BYTES = new byte[0];

  private final KafkaProducer<byte[], byte[]> producer;
  private final String copied;
  private final String lossy;
  private final long stopNs;
  private final Random random = new Random(13);
  private final Map<String, Plant> plants = new ConcurrentHashMap<>();
  private final List<Exception> failures = new ArrayList<>();
  private final Map<String, Integer> nextDamage = new HashMap<>();
  private final Map<String, Integer> faults = new TreeMap<>();
  private final List<byte[]> lost = new ArrayList<>();
  private @Nullable MarketMessage withheld;
  private int copyCount;
  private int loseCount;
  private int nextLoss;
  private int lossyDiffs;
  private boolean bookBroken;
  private int diffsSinceSnapshot = -1;

  /**
   * Creates it.
   *
   * @param copied {@code venue:symbol} that gets bad copies
   * @param lossy {@code venue:symbol} that loses messages
   * @param stopNs receive time from which on nothing more is lost, so that what follows a loss is
   *     there to prove it
   */
  PlantingSink(String bootstrap, String copied, String lossy, long stopNs) {
    this.copied = copied;
    this.lossy = lossy;
    this.stopNs = stopNs;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 5, "max.request.size", 16 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Every plant that must become a dead letter, by {@code topic-partition-offset}. */
  Map<String, Plant> plants() {
    return plants;
  }

  /** Faults of the lossy instrument that the losses must lead to, by code. */
  Map<String, Integer> faults() {
    return faults;
  }

  /** Trades that never arrived, or not in a usable form. */
  List<byte[]> lostTrades() {
    return lost;
  }

  @Override
  public void send(MarketMessage message) {
    String instrument = message.venue().id() + ":" + message.symbol();
    if (instrument.equals(copied)) {
      countDiffs(message.stream());
    }
    if (instrument.equals(copied)
        && isSound(message)
        && diffsSinceSnapshot >= BRIDGED
        && ++copyCount % COPY_EVERY == 0) {
      damagedCopy(message);
      send(message, null, null);
      if (hasSequence(message)) {
        send(message, null, new Expected("DUPLICATED", "SEQUENCE_DUPLICATE"));
      }
    } else if (instrument.equals(lossy) && isSound(message)) {
      lossy(message);
    } else {
      send(message, null, null);
    }
  }

  /** Before the book stands, diffs are collected without a look at their ids. */
  private void countDiffs(String stream) {
    if (stream.equals("depthSnapshot")) {
      diffsSinceSnapshot = 0;
    } else if (stream.equals("depth") && diffsSinceSnapshot >= 0) {
      diffsSinceSnapshot++;
    }
  }

  private record Expected(String name, String code) {}

  private void damagedCopy(MarketMessage message) {
    Damage[] all = Damage.values();
    int index = nextDamage.getOrDefault(message.stream(), 0);
    while (!all[index % all.length].fits(message.stream())) {
      index++;
    }
    Damage damage = all[index % all.length];
    nextDamage.put(message.stream(), index + 1);
    send(message, damage, new Expected(damage.name(), damage.code()));
  }

  private void lossy(MarketMessage message) {
    MarketMessage held = withheld;
    boolean trade = message.stream().equals("trade");
    if (trade && held != null) {
      // The later one overtakes: it finds a gap, and the earlier one is stale.
      withheld = null;
      send(message, null, null);
      send(held, null, new Expected("REORDERED", "SEQUENCE_STALE"));
      faults.merge("TRADE_GAP", 1, Integer::sum);
      lost.add(held.payload());
      return;
    }
    boolean due = message.receiveTimeNs() < stopNs;
    if (due && trade && ++loseCount % LOSE_EVERY == 0) {
      lose(message);
    } else if (due && message.stream().equals("depth") && ++lossyDiffs % SKEW_EVERY == 0) {
      // In the place of the sound one: its ids chain, so its levels are used, and there is no gap.
      send(later(message), null, new Expected("DIFF_AN_HOUR_LATER", "CLOCK_SKEW"));
    } else if (!due && !bookBroken && message.stream().equals("depth")) {
      bookBroken = true;
      faults.merge("BOOK_GAP", 1, Integer::sum);
    } else {
      send(message, null, null);
    }
  }

  private void lose(MarketMessage trade) {
    switch (nextLoss++ % 4) {
      case 0 -> {
        faults.merge("TRADE_GAP", 1, Integer::sum);
        lost.add(trade.payload());
      }
      case 1 -> withheld = trade;
      case 2 -> {
        // In the place of the sound one: its id is known all the same, so there is no gap.
        send(later(trade), null, new Expected("EVENT_TIME_AN_HOUR_LATER", "CLOCK_SKEW"));
        lost.add(trade.payload());
      }
      default -> {
        send(trade, Damage.TRUNCATED, new Expected("TRUNCATED_ONLY", Damage.TRUNCATED.code()));
        faults.merge("TRADE_GAP", 1, Integer::sum);
        lost.add(trade.payload());
      }
    }
  }

  private static MarketMessage later(MarketMessage sound) {
    long hourLaterMs = (sound.receiveTimeNs() + Damage.HOUR_NS) / 1_000_000;
    return new MarketMessage(
        sound.venue(),
        sound.symbol(),
        sound.stream(),
        sound.receiveTimeNs(),
        Damage.replace(sound.payload(), "\"E\":[0-9]+", "\"E\":" + hourLaterMs));
  }

  private static boolean isSound(MarketMessage message) {
    String text = new String(message.payload(), StandardCharsets.UTF_8);
    return !text.contains("\"X\":") || text.contains("\"X\":\"MARKET\"");
  }

  private static boolean hasSequence(MarketMessage message) {
    return message.stream().equals("trade")
        || message.stream().equals("depth")
        || message.stream().equals("bookTicker");
  }

  private void send(MarketMessage message, @Nullable Damage damage, @Nullable Expected expected) {
    byte[] symbol = ascii(message.symbol());
    int partition = Utils.toPositive(Utils.murmur2(symbol)) % PARTITIONS;
    String key = damage == null ? message.symbol() : damage.key(message);
    byte[] value = damage == null ? message.payload() : damage.payload(message.payload(), random);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            FrameHeaders.topic(message.venue()), partition, key == null ? null : ascii(key), value);
    String time = Long.toString(message.receiveTimeNs());
    record.headers().add(FrameHeaders.RECEIVE_TIME_NS, ascii(time));
    record.headers().add(FrameHeaders.VENUE, ascii(message.venue().id()));
    record.headers().add(FrameHeaders.STREAM, ascii(message.stream()));
    if (damage != null) {
      damage.headers(message, record);
    }
    Plant plant =
        expected == null
            ? null
            : new Plant(
                expected.name(),
                expected.code(),
                key == null ? "" : key,
                value == null ? NO_BYTES : value);
    send(record, plant);
  }

  private void send(ProducerRecord<byte[], byte[]> record, @Nullable Plant plant) {
    var unused =
        producer.send(
            record,
            (done, error) -> {
              if (error != null) {
                synchronized (failures) {
                  failures.add(error);
                }
              } else if (plant != null) {
                plants.put(done.topic() + "-" + done.partition() + "-" + done.offset(), plant);
              }
            });
  }

  @Override
  public void heartbeat(long receiveTimeNs) {
    for (Venue venue : Venue.values()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        ProducerRecord<byte[], byte[]> beat =
            new ProducerRecord<>(
                FrameHeaders.topic(venue), partition, ascii("heartbeat"), NO_BYTES);
        beat.headers().add(FrameHeaders.RECEIVE_TIME_NS, ascii(Long.toString(receiveTimeNs)));
        beat.headers().add(FrameHeaders.STREAM, ascii(FrameKind.HEARTBEAT.stream()));
        send(beat, null);
      }
    }
  }

  @Override
  public Mark mark() {
    throw new UnsupportedOperationException("no progress is kept");
  }

  @Override
  public void flush() {
    MarketMessage held = withheld;
    if (held != null) {
      withheld = null;
      send(held, null, null);
    }
    producer.flush();
    synchronized (failures) {
      if (!failures.isEmpty()) {
        throw new IllegalStateException("Kafka refused a record", failures.get(0));
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
