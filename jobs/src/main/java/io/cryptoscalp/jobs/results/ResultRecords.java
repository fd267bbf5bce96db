package io.cryptoscalp.jobs.results;

import io.cryptoscalp.engine.event.DeadLetter;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.results.RowDecoder;
import io.cryptoscalp.operators.results.RowEncoders;
import io.cryptoscalp.operators.results.RowFormatException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Kafka records of the result topics as rows. A record that is no row of its topic's table becomes
 * a row of {@code dead_letters} with the code of what is wrong, its position and its bytes; it
 * never fails the job.
 */
final class ResultRecords implements KafkaRecordDeserializationSchema<TableRow> {
  private static final long serialVersionUID = 1L;
  private static final byte[] EMPTY = new byte[0];
  private static final long NS_PER_MS = 1_000_000;

  private transient @Nullable Codec codec;
  private transient @Nullable Counter refused;

  /** Reader and writer of one task. */
  private static final class Codec {
    private final RowDecoder decoder = new RowDecoder();
    private final RowEncoders encoders = new RowEncoders();
  }

  @Override
  public void open(InitializationContext context) {
    refused = context.getMetricGroup().counter("refusedRows");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<TableRow> out) {
    Codec using = codec;
    if (using == null) {
      using = new Codec();
      codec = using;
    }
    try {
      out.collect(row(using, record));
    } catch (RowFormatException e) {
      if (refused != null) {
        refused.inc();
      }
      out.collect(deadLetter(using, record, e));
    }
  }

  private static TableRow row(Codec using, ConsumerRecord<byte[], byte[]> record)
      throws RowFormatException {
    ResultTable table = ResultTable.ofTopic(record.topic());
    if (table == null) {
      throw new RowFormatException("TOPIC_UNKNOWN", "topic=" + record.topic());
    }
    return new TableRow(table, using.decoder.decode(table, value(record)));
  }

  private static TableRow deadLetter(
      Codec using, ConsumerRecord<byte[], byte[]> record, RowFormatException cause) {
    byte[] key = record.key() == null ? EMPTY : record.key();
    ResultRow letter =
        using.encoders.deadLetter(
            new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                cause.code(),
                String.valueOf(cause.getMessage()),
                new String(key, StandardCharsets.UTF_8),
                "results",
                // The time Kafka keeps with the record: the same when it is read again.
                Math.max(0, record.timestamp()) * NS_PER_MS,
                value(record)));
    try {
      return new TableRow(
          ResultTable.DEAD_LETTERS, using.decoder.decode(ResultTable.DEAD_LETTERS, letter.json()));
    } catch (RowFormatException e) {
      throw new IllegalStateException("a dead letter cannot be read back", e);
    }
  }

  private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? EMPTY : record.value();
  }

  @Override
  public TypeInformation<TableRow> getProducedType() {
    return TableRow.TYPE;
  }
}
