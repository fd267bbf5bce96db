package io.cryptoscalp.jobs.archive;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.engine.market.FrameKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the raw topics into an {@link ArchiveFolder}, heartbeats apart. Which offsets are done is
 * written after the files themselves, so that after a kill nothing is twice and nothing is lost.
 * Memory is bounded by one flush.
 */
public final class TopicArchive implements AutoCloseable {
  private static final byte[] EMPTY = new byte[0];
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long NS_PER_S = 1_000_000_000L;

  private final ArchiveFolder folder;
  private final FlushOptions options;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, long[]> offsets = new TreeMap<>();
  private final Map<Key, List<ArchivedRecord>> waiting = new TreeMap<>();
  private final Map<String, LocalDate> days = new HashMap<>();
  private long waitingBytes;
  private long waitingRecords;
  private long archived;

  /**
   * When files are written.
   *
   * @param records most records of one flush
   * @param bytes most bytes of payloads of one flush
   * @param interval longest time between two
   */
  public record FlushOptions(long records, long bytes, Duration interval) {
    /** 200,000 records, 64 MiB, a minute. */
    public static final FlushOptions DEFAULT =
        new FlushOptions(200_000, 64L << 20, Duration.ofMinutes(1));
  }

  private record Key(Venue venue, String symbol, LocalDate day, int partition)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = venue.compareTo(other.venue);
      order = order != 0 ? order : symbol.compareTo(other.symbol);
      order = order != 0 ? order : day.compareTo(other.day);
      return order != 0 ? order : Integer.compare(partition, other.partition);
    }
  }

  /**
   * An archive that goes on where the folder ends; a new one begins with the oldest records.
   *
   * @throws IOException when the folder cannot be read or written
   */
  public TopicArchive(
      String bootstrap, List<Venue> venues, ArchiveFolder folder, FlushOptions options)
      throws IOException {
    this.folder = folder;
    this.options = options;
    folder.removeUncommitted();
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "enable.auto.commit", "false",
                "auto.offset.reset", "none",
                "max.poll.records", "5000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      assign(venues);
      // An archive that cannot be written must say so before it has read anything.
      folder.commit(offsets);
    } catch (IOException | RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private void assign(List<Venue> venues) throws IOException {
    Map<String, long[]> known = folder.offsets();
    List<TopicPartition> partitions = new ArrayList<>();
    for (Venue venue : venues) {
      consumer
          .partitionsFor(FrameHeaders.topic(venue))
          .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> oldest = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      String name = partition.topic() + ':' + partition.partition();
      long first = oldest.getOrDefault(partition, 0L);
      long[] range = known.getOrDefault(name, new long[] {first, first});
      if (range[1] < first) {
        throw new IOException(
            "ARCHIVE_GAP: partition=" + name + " archivedTo=" + range[1] + " oldest=" + first);
      }
      offsets.put(name, range);
      consumer.seek(partition, range[1]);
    }
  }

  /** Offsets behind the newest records. */
  public Map<String, Long> ends() {
    Map<String, Long> ends = new TreeMap<>();
    consumer
        .endOffsets(consumer.assignment())
        .forEach(
            (partition, end) -> ends.put(partition.topic() + ':' + partition.partition(), end));
    return ends;
  }

  /**
   * Copies until everything below some offsets is archived, or it is told to stop; then writes what
   * waits.
   *
   * @param until offset behind the last record of each partition; null for no end
   * @param stop asked about five times a second
   */
  public void run(@Nullable Map<String, Long> until, BooleanSupplier stop) throws IOException {
    long flushed = System.nanoTime();
    while (!stop.getAsBoolean() && !isDone(until)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        String name = record.topic() + ':' + record.partition();
        if (until == null || record.offset() < until.getOrDefault(name, Long.MAX_VALUE)) {
          take(record, name);
        }
      }
      boolean late = System.nanoTime() - flushed > options.interval().toNanos();
      if (waitingRecords >= options.records() || waitingBytes >= options.bytes() || late) {
        flush();
        flushed = System.nanoTime();
      }
    }
    flush();
  }

  private boolean isDone(@Nullable Map<String, Long> until) {
    return until != null
        && until.entrySet().stream()
            .allMatch(
                end -> offsets.getOrDefault(end.getKey(), new long[] {0, 0})[1] >= end.getValue());
  }

  private void take(ConsumerRecord<byte[], byte[]> record, String name) throws IOException {
    long[] range = offsets.get(name);
    if (range == null) {
      throw new IllegalStateException("not assigned: " + name);
    }
    range[1] = record.offset() + 1;
    String stream = "";
    long received = 0;
    for (Header header : record.headers()) {
      if (header.value() == null) {
        continue;
      }
      String value = new String(header.value(), StandardCharsets.UTF_8);
      if (header.key().equals(FrameHeaders.STREAM)) {
        stream = value;
      } else if (header.key().equals(FrameHeaders.RECEIVE_TIME_NS)
          && value.matches("\\d{1,18}|[0-8]\\d{18}")) {
        received = Long.parseLong(value);
      }
    }
    if (stream.equals(FrameKind.HEARTBEAT.stream())) {
      return;
    }
    Venue venue = Venue.ofId(record.topic().substring("market.raw.".length()));
    String symbol = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    byte[] payload = record.value() == null ? EMPTY : record.value();
    waiting
        .computeIfAbsent(
            new Key(venue, symbol, day(venue, symbol, received), record.partition()),
            key -> new ArrayList<>())
        .add(new ArchivedRecord(record.offset(), received, stream, payload));
    waitingBytes += payload.length;
    waitingRecords++;
  }

  /** The day of a record: a stamp that goes back must not change the order of frames. */
  private LocalDate day(Venue venue, String symbol, long receivedNs) throws IOException {
    String id = venue.id() + ':' + symbol;
    LocalDate reached = days.get(id);
    if (reached == null) {
      reached = folder.newestDay(venue, symbol);
    }
    LocalDate own =
        Instant.ofEpochSecond(receivedNs / NS_PER_S).atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate day = reached == null || own.isAfter(reached) ? own : reached;
    days.put(id, day);
    return day;
  }

  private void flush() throws IOException {
    for (Map.Entry<Key, List<ArchivedRecord>> entry : waiting.entrySet()) {
      Key key = entry.getKey();
      List<ArchivedRecord> records = entry.getValue();
      long from = records.get(0).offset();
      long to = records.get(records.size() - 1).offset() + 1;
      new Segment(key.venue(), key.symbol(), key.partition(), records)
          .write(
              folder.segment(
                  key.venue(), key.symbol(), key.day(), Segment.name(key.partition(), from, to)));
    }
    archived += waitingRecords;
    waiting.clear();
    waitingBytes = 0;
    waitingRecords = 0;
    folder.commit(offsets);
  }

  /** Records in files so far, of this run. */
  public long archived() {
    return archived;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
