package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.Thresholds;
import io.cryptoscalp.engine.regime.signal.VenueGapDetector;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.state.StateCodec;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/** The stage that compares an underlying's venues, keyed by {@link ByUnderlying}. */
public final class VenueGapOperator extends MeasureOperator<VenueGapDetector> {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state; part of the savepoint contract. */
  public static final String STATE_NAME = "venue-gaps";

  private final ByUnderlying underlying;

  /**
   * Creates it.
   *
   * @param underlying the key selector of its input
   * @param initial thresholds before the first change
   */
  public VenueGapOperator(ByUnderlying underlying, SerializableSupplier<Thresholds> initial) {
    super(STATE_NAME, initial);
    this.underlying = underlying;
  }

  @Override
  protected StateCodec<VenueGapDetector> codec() {
    return new Codec();
  }

  @Override
  void apply(MarketMeasure measure) throws Exception {
    states().get(underlying.getKey(measure)).update(measure, thresholds(), this::emit);
  }

  /** The base currency of a measure's instrument; empty when the instrument is unknown. */
  public static final class ByUnderlying implements KeySelector<MarketMeasure, String> {
    private static final long serialVersionUID = 1L;

    private final SerializableSupplier<InstrumentCatalogue> supplier;
    private transient @Nullable InstrumentCatalogue catalogue;

    /**
     * Creates it.
     *
     * @param catalogue loads the instruments on the worker
     */
    public ByUnderlying(SerializableSupplier<InstrumentCatalogue> catalogue) {
      this.supplier = catalogue;
    }

    @Override
    public String getKey(MarketMeasure measure) {
      if (catalogue == null) {
        catalogue = supplier.get();
      }
      Instrument instrument = catalogue.find(measure.instrument());
      return instrument == null ? "" : instrument.base();
    }
  }

  /** The detector is the state. */
  private static final class Codec implements StateCodec<VenueGapDetector> {
    @Override
    public VenueGapDetector create(String key) {
      return new VenueGapDetector(key);
    }

    @Override
    public void write(VenueGapDetector state, StateWriter out) {
      state.write(out);
    }

    @Override
    public VenueGapDetector read(String key, StateReader in) {
      VenueGapDetector detector = create(key);
      detector.read(in);
      return detector;
    }
  }
}
