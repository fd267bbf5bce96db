package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.source.ControlRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the measures' topic; what is none, or of no known instrument, is a dead letter.
 */
public final class MeasureParser extends ProcessFunction<ControlRecord, MarketMeasure> {
  private static final long serialVersionUID = 1L;

  /** Dead letters of the measures' topic. */
  public static final OutputTag<ResultRow> ROWS = new OutputTag<>("measure-rows", ResultRow.TYPE);

  private final SerializableSupplier<InstrumentCatalogue> supplier;
  private transient @Nullable InstrumentCatalogue catalogue;
  private transient MeasureCodec codec = new MeasureCodec();

  /**
   * Creates it.
   *
   * @param catalogue loads the instruments on the worker
   */
  public MeasureParser(SerializableSupplier<InstrumentCatalogue> catalogue) {
    this.supplier = catalogue;
  }

  @Override
  public void open(OpenContext context) {
    catalogue = supplier.get();
    codec = new MeasureCodec();
  }

  @Override
  public void processElement(ControlRecord record, Context context, Collector<MarketMeasure> out) {
    try {
      MarketMeasure measure = codec.decode(record.payload());
      if (catalogue == null || catalogue.find(measure.instrument()) == null) {
        throw new IllegalArgumentException(
            "INSTRUMENT_UNKNOWN: instrument=" + measure.instrument());
      }
      out.collect(measure);
    } catch (IllegalArgumentException e) {
      context.output(
          ROWS,
          ThresholdParser.letter(RegimeTopics.MEASURES, record, String.valueOf(e.getMessage())));
    }
  }
}
