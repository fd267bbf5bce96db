package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A part of the raw topics.
 *
 * @param from first offset by {@code topic:partition}
 * @param to offset behind the last, likewise
 * @param instruments ids to read, all when empty
 */
public record TopicRange(Map<String, Long> from, Map<String, Long> to, Set<String> instruments) {
  /** Keeps copies in order. */
  public TopicRange {
    from = new TreeMap<>(from);
    to = new TreeMap<>(to);
    instruments = new TreeSet<>(instruments);
  }

  /** The same part, of some instruments. */
  public TopicRange of(Collection<String> ids) {
    return new TopicRange(from, to, new TreeSet<>(ids));
  }

  /**
   * Days of Kafka's own record times, which are the receive times of what came in live.
   *
   * @param from first day, {@link LocalDate#MIN} for the oldest record
   * @param to day behind the last, {@link LocalDate#MAX} for the newest
   */
  public record Times(LocalDate from, LocalDate to) {}

  /**
   * Resolves a part against what the topics hold now.
   *
   * @param fromOffsets {@code topic:partition=offset}; they win over times
   * @param toOffsets likewise
   * @throws BackfillException {@code BACKFILL_OFFSET_INVALID}
   */
  public static TopicRange find(
      String bootstrap,
      List<Venue> venues,
      Times times,
      List<String> fromOffsets,
      List<String> toOffsets) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (Venue venue : venues) {
        consumer
            .partitionsFor(FrameHeaders.topic(venue))
            .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
      }
      Map<String, Long> from = names(consumer.beginningOffsets(partitions));
      Map<String, Long> to = names(consumer.endOffsets(partitions));
      if (!times.from().equals(LocalDate.MIN)) {
        from.putAll(at(consumer, partitions, times.from(), to));
      }
      if (!times.to().equals(LocalDate.MAX)) {
        to.putAll(at(consumer, partitions, times.to(), to));
      }
      from.putAll(parse(fromOffsets, from));
      to.putAll(parse(toOffsets, to));
      return new TopicRange(from, to, Set.of());
    }
  }

  private static Map<String, Long> names(Map<TopicPartition, Long> offsets) {
    Map<String, Long> names = new TreeMap<>();
    offsets.forEach((partition, offset) -> names.put(TopicPartitions.name(partition), offset));
    return names;
  }

  private static Map<String, Long> at(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      LocalDate day,
      Map<String, Long> ends) {
    long ms = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    Map<TopicPartition, Long> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, ms));
    Map<String, Long> offsets = new TreeMap<>(ends);
    consumer
        .offsetsForTimes(asked)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                offsets.put(TopicPartitions.name(partition), found.offset());
              }
            });
    return offsets;
  }

  private static Map<String, Long> parse(List<String> texts, Map<String, Long> known) {
    Map<String, Long> offsets = new TreeMap<>();
    for (String text : texts) {
      int at = text.indexOf('=');
      String name = at < 0 ? text : text.substring(0, at);
      String number = text.substring(at + 1);
      if (!known.containsKey(name) || !number.matches("\\d{1,18}")) {
        throw new BackfillException(
            "BACKFILL_OFFSET_INVALID: value=" + text + " expected=topic:partition=offset");
      }
      offsets.put(name, Long.parseLong(number));
    }
    return offsets;
  }

  /** Records in it. */
  public long records() {
    long sum = 0;
    for (Map.Entry<String, Long> end : to.entrySet()) {
      sum += Math.max(0, end.getValue() - from.getOrDefault(end.getKey(), 0L));
    }
    return sum;
  }
}
