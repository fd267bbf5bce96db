package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Where history ends and the live topics begin.
 *
 * <p>The offsets are chosen first; then each stream's first number at or behind them is looked up,
 * and history is read to just below it ({@link HandOverCut}). So no frame is in both and none in
 * neither, as long as history reaches that number. The live job starts at the offsets, which are
 * committed for its consumer group, from the backfill's savepoint.
 *
 * @param offsets by {@code topic:partition}
 * @param cut of history
 */
public record HandOver(Map<String, Long> offsets, HandOverCut cut) {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long NS_PER_MS = 1_000_000;
  private static final long NEAR_NS = 10_000_000_000L;

  /** Keeps a copy in order. */
  public HandOver {
    offsets = new TreeMap<>(offsets);
  }

  /**
   * Behind an own archive: exactly where it ends, with nothing to cut.
   *
   * @param archived first and next offset by {@code topic:partition}
   */
  public static HandOver atEnd(Map<String, long[]> archived) {
    Map<String, Long> offsets = new TreeMap<>();
    archived.forEach((name, range) -> offsets.put(name, range[1]));
    return new HandOver(offsets, HandOverCut.NONE);
  }

  /**
   * Finds it.
   *
   * @param atNs receive time from which frames are to be live; history must reach a little beyond
   * @throws BackfillException {@code HAND_OVER_NO_LIVE_FRAMES} when the topics have nothing from
   *     then on
   */
  public static HandOver find(
      String bootstrap, List<Venue> venues, InstrumentCatalogue catalogue, long atNs) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (Venue venue : venues) {
        consumer
            .partitionsFor(FrameHeaders.topic(venue))
            .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
      }
      consumer.assign(partitions);
      return new Search(consumer, catalogue, atNs).run(partitions);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", bootstrap,
            "enable.auto.commit", "false",
            "auto.offset.reset", "none"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /**
   * Commits the offsets for the live job's consumer group, which must not be running.
   *
   * @throws BackfillException {@code HAND_OVER_COMMIT_FAILED}
   */
  public void commit(String bootstrap, String group) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    offsets.forEach(
        (name, offset) -> commits.put(TopicPartitions.parse(name), new OffsetAndMetadata(offset)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.alterConsumerGroupOffsets(group, commits).all().get();
    } catch (ExecutionException e) {
      throw new BackfillException(
          "HAND_OVER_COMMIT_FAILED: group=" + group + " cause=" + e.getCause(), e);
    }
  }

  /** Reads the topics from a little before the hand-over to their ends. */
  private static final class Search {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final InstrumentCatalogue catalogue;
    private final long atNs;
    private final Map<String, FrameDecoder> decoders = new HashMap<>();
    private final Map<String, Long> firsts = new TreeMap<>();
    private final Map<String, Long> offsets = new TreeMap<>();
    private final MarketFrame frame = new MarketFrame();
    private long earliestNs = Long.MAX_VALUE;

    Search(KafkaConsumer<byte[], byte[]> consumer, InstrumentCatalogue catalogue, long atNs) {
      this.consumer = consumer;
      this.catalogue = catalogue;
      this.atNs = atNs;
    }

    HandOver run(List<TopicPartition> partitions) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.seekToBeginning(partitions);
      List<TopicPartition> open = new ArrayList<>(partitions);
      while (!open.isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          look(record);
        }
        open.removeIf(
            partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
      }
      if (firsts.isEmpty()) {
        throw new BackfillException("HAND_OVER_NO_LIVE_FRAMES: fromNs=" + atNs);
      }
      for (TopicPartition partition : partitions) {
        String name = TopicPartitions.name(partition);
        offsets.putIfAbsent(name, ends.getOrDefault(partition, 0L));
      }
      // Venue and receive time may differ by the largest skew that the feed takes.
      return new HandOver(offsets, HandOverCut.of(earliestNs - 60_000 * NS_PER_MS, firsts));
    }

    private void look(ConsumerRecord<byte[], byte[]> record) {
      String stream = "";
      long received = 0;
      for (Header header : record.headers()) {
        if (header.value() != null && header.key().equals(FrameHeaders.STREAM)) {
          stream = new String(header.value(), StandardCharsets.US_ASCII);
        } else if (header.value() != null && header.key().equals(FrameHeaders.RECEIVE_TIME_NS)) {
          received = Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII));
        }
      }
      String name = record.topic() + ':' + record.partition();
      FrameKind kind = FrameKind.ofStream(stream);
      if (received < atNs && !offsets.containsKey(name)) {
        return;
      }
      offsets.putIfAbsent(name, record.offset());
      Instrument instrument = instrument(record);
      if (kind == null || kind == FrameKind.HEARTBEAT || instrument == null) {
        return;
      }
      byte[] payload = record.value();
      FrameDecoder decoder =
          decoders.computeIfAbsent(instrument.id(), id -> new FrameDecoder(instrument));
      String key = HandOverCut.key(instrument.id(), kind);
      // Frames may have swapped their places near the hand-over; later ones are higher.
      boolean open = received < atNs + NEAR_NS || !firsts.containsKey(key);
      if (open
          && payload != null
          && decoder.decode(payload, 0, payload.length, kind, received, frame) == RejectCode.NONE) {
        long number = HandOverCut.number(frame);
        firsts.merge(key, number, Math::min);
        earliestNs = Math.min(earliestNs, received);
      }
    }

    private @Nullable Instrument instrument(ConsumerRecord<byte[], byte[]> record) {
      Venue venue = Venue.ofId(record.topic().substring("market.raw.".length()));
      return record.key() == null
          ? null
          : catalogue.find(venue, new String(record.key(), StandardCharsets.UTF_8));
    }
  }
}
