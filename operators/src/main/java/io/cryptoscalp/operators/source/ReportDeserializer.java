package io.cryptoscalp.operators.source;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.operators.results.ExecutionReportJson;
import io.cryptoscalp.operators.results.RowFormatException;
import io.cryptoscalp.operators.stream.AccountEvent;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Execution reports of a gateway. One that cannot be read is left out with an error in the log: the
 * results job, which reads the same topic, makes a dead letter of it.
 */
public final class ReportDeserializer implements KafkaRecordDeserializationSchema<AccountEvent> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ReportDeserializer.class);

  private final SerializableSupplier<InstrumentCatalogue> catalogue;
  private transient @Nullable ExecutionReportJson json;

  /** Creates it. */
  public ReportDeserializer(SerializableSupplier<InstrumentCatalogue> catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    InstrumentCatalogue instruments = catalogue.get();
    json = new ExecutionReportJson(instruments);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<AccountEvent> out) {
    if (json == null) {
      throw new IllegalStateException("deserializer used before open()");
    }
    try {
      ExecutionReport report = json.decode(record.value() == null ? new byte[0] : record.value());
      out.collect(new AccountEvent(report.account(), report));
    } catch (RowFormatException e) {
      LOG.error(
          "REPORT_INVALID: partition={} offset={} cause={}",
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  @Override
  public TypeInformation<AccountEvent> getProducedType() {
    return AccountEvent.TYPE;
  }
}
