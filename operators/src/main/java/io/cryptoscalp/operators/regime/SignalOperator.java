package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.SignalDetector;
import io.cryptoscalp.engine.regime.signal.Threshold;
import io.cryptoscalp.engine.regime.signal.Thresholds;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.operators.state.StateCodec;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stage of an instrument's signals, keyed by instrument. Event-time timers notice instruments
 * that say nothing while time goes on for others: one a minute and key, cleared as they pass.
 */
public final class SignalOperator extends MeasureOperator<SignalDetector>
    implements Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  /** Name of the keyed state; part of the savepoint contract. */
  public static final String STATE_NAME = "signals";

  /** Name of the timers' state; part of the savepoint contract. */
  public static final String TIMERS_NAME = "signal-silence";

  private static final long NS_PER_MS = 1_000_000;
  private static final long MINUTE_MS = 60_000;

  private final SerializableSupplier<InstrumentCatalogue> catalogue;
  private transient @Nullable InternalTimerService<VoidNamespace> timers;

  /**
   * Creates it.
   *
   * @param catalogue loads the instruments on the worker
   * @param initial thresholds before the first change
   */
  public SignalOperator(
      SerializableSupplier<InstrumentCatalogue> catalogue,
      SerializableSupplier<Thresholds> initial) {
    super(STATE_NAME, initial);
    this.catalogue = catalogue;
  }

  @Override
  protected StateCodec<SignalDetector> codec() {
    return new Codec(catalogue.get());
  }

  @Override
  public void open() throws Exception {
    super.open();
    timers = getInternalTimerService(TIMERS_NAME, VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  void apply(MarketMeasure measure) throws Exception {
    SignalDetector detector = states().get(measure.instrument());
    detector.update(measure, thresholds(), this::emit);
    if (measure.minute() || measure.isFault()) {
      watch(measure.instrument(), detector);
    }
  }

  /** Looks again when the silence would be too long, at the next whole minute. */
  private void watch(String key, SignalDetector detector) {
    if (timers == null) {
      throw new IllegalStateException("operator used before open()");
    }
    long dueMs =
        detector.eventTimeNs() / NS_PER_MS + (long) (thresholds().get(Threshold.SILENCE) * 1000);
    setCurrentKey(key);
    timers.registerEventTimeTimer(
        VoidNamespace.INSTANCE, Math.floorDiv(dueMs, MINUTE_MS) * MINUTE_MS + MINUTE_MS);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    states()
        .get(timer.getKey())
        .onSilence(timer.getTimestamp() * NS_PER_MS, thresholds(), this::emit);
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {}

  /** The detector is the state. */
  static final class Codec implements StateCodec<SignalDetector> {
    private final InstrumentCatalogue catalogue;

    Codec(InstrumentCatalogue catalogue) {
      this.catalogue = catalogue;
    }

    @Override
    public SignalDetector create(String key) {
      var instrument = catalogue.find(key);
      return new SignalDetector(key, instrument == null ? "" : instrument.base());
    }

    @Override
    public void write(SignalDetector state, StateWriter out) {
      state.write(out);
    }

    @Override
    public SignalDetector read(String key, StateReader in) {
      SignalDetector detector = create(key);
      detector.read(in);
      return detector;
    }
  }
}
