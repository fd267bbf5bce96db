package io.cryptoscalp.operators.source;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands records of the control topic, and of topics like it, on untouched. */
public final class ControlRecordDeserializer
    implements KafkaRecordDeserializationSchema<ControlRecord> {
  private static final long serialVersionUID = 1L;

  /** The control topic. */
  public static final String TOPIC = "control";

  /** Creates it. */
  public ControlRecordDeserializer() {}

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ControlRecord> out) {
    byte[] payload = record.value() == null ? new byte[0] : record.value();
    out.collect(
        new ControlRecord(record.partition(), record.offset(), record.timestamp(), payload));
  }

  @Override
  public TypeInformation<ControlRecord> getProducedType() {
    return ControlRecord.TYPE;
  }
}
