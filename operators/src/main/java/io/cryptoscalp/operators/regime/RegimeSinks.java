package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka sinks of measures and directives, at least once: a measure that comes again is older than
 * what is known and changes nothing, and so does a directive.
 */
public final class RegimeSinks {
  private RegimeSinks() {}

  /** Measures, keyed by instrument. */
  public static KafkaSink<MarketMeasure> measures(String bootstrapServers) {
    return KafkaSink.<MarketMeasure>builder()
        .setBootstrapServers(bootstrapServers)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty("acks", "all")
        .setProperty("linger.ms", "20")
        .setProperty("compression.type", "lz4")
        .setRecordSerializer(new Measures())
        .build();
  }

  /** Directives, keyed by scope, written at once. */
  public static KafkaSink<RegimeDirective> directives(String bootstrapServers) {
    return KafkaSink.<RegimeDirective>builder()
        .setBootstrapServers(bootstrapServers)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty("acks", "all")
        .setProperty("linger.ms", "0")
        .setRecordSerializer(new Directives())
        .build();
  }

  private static final class Measures implements KafkaRecordSerializationSchema<MarketMeasure> {
    private static final long serialVersionUID = 1L;

    private transient MeasureCodec codec = new MeasureCodec();

    private Object readResolve() {
      return new Measures();
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        MarketMeasure measure, KafkaSinkContext context, Long timestamp) {
      // Without a timestamp retention counts from the time of writing.
      return new ProducerRecord<>(
          RegimeTopics.MEASURES,
          measure.instrument().getBytes(StandardCharsets.UTF_8),
          codec.encode(measure));
    }
  }

  private static final class Directives implements KafkaRecordSerializationSchema<RegimeDirective> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        RegimeDirective directive, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(
          RegimeTopics.REGIMES,
          directive.scope().getBytes(StandardCharsets.UTF_8),
          RegimeDirectiveJson.encode(directive));
    }
  }
}
