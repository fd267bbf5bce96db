package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.DecisionEvidence;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.PolicySignal;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.event.ScaledVector;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.regime.Regime;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Binary form of every {@link StreamEvent}: a tag byte, then the fields in the order of the record.
 * Buffered events are part of checkpoints, so a changed record gets a new tag and the old one stays
 * readable. Not thread-safe.
 */
public final class StreamEventCodec {
  private static final int TICK = 1;
  private static final int SNAPSHOT = 2;
  private static final int SCORED = 3;
  private static final int MODEL_COMMAND = 4;
  private static final int INTENT = 5;
  private static final int REPORT = 6;
  private static final int TRACE = 7;
  private static final int RISK_COMMAND = 8;
  private static final int SCALED_SNAPSHOT = 9;
  private static final int SCORED_SCALED_SNAPSHOT = 10;
  private static final int DIRECTIVE = 11;
  private static final int ROLE_COMMAND = 12;
  private static final int POLICY_SIGNAL = 14;
  private static final int MARKET_EVENTS = 15;

  /** Comes with its contents before the scored snapshot that it belongs to. */
  private static final int EVIDENCE = 13;

  /** Added to a tag where the terms of trading are not the usual ones of the regime. */
  private static final int TERMS = 64;

  /** Added to the tag of a snapshot that carries a context for models. */
  private static final int CONTEXT = 32;

  /** Added to the tag of a scored snapshot whose prediction says more than one model's answer. */
  private static final int VOTES = 16;

  /** Added to the tag of a snapshot whose context has neighbours. */
  private static final int NEIGHBOURS = 128;

  private static final long[] NO_LEVELS = new long[0];

  private final TextCodec text = new TextCodec();
  private final TermsCodec codec = new TermsCodec(text);

  /** Writes one event. */
  public void write(StreamEvent event, DataOutputView out) throws IOException {
    if (event instanceof MarketTick tick) {
      out.writeByte(TICK);
      writeTick(tick, out);
    } else if (event instanceof FeatureSnapshot snapshot) {
      out.writeByte((snapshot.scaled() == null ? SNAPSHOT : SCALED_SNAPSHOT) | extras(snapshot));
      writeSnapshot(snapshot, out);
    } else if (event instanceof ScoredSnapshot scored) {
      DecisionEvidence evidence = scored.evidence();
      if (evidence != null) {
        out.writeByte(EVIDENCE);
        write(evidence.asked(), out);
        CommandCodec.write(evidence.voices(), this, out);
      }
      FeatureSnapshot snapshot = scored.snapshot();
      int tag = snapshot.scaled() == null ? SCORED : SCORED_SCALED_SNAPSHOT;
      boolean votes = !PredictionCodec.isPlain(scored.prediction());
      out.writeByte(tag | extras(snapshot) | (votes ? VOTES : 0));
      writeSnapshot(scored.snapshot(), out);
      PredictionCodec.write(scored.prediction(), votes, out);
    } else if (event instanceof ModelCommand command) {
      boolean champion = command.role() == ModelCommand.Role.CHAMPION;
      out.writeByte(champion ? MODEL_COMMAND : ROLE_COMMAND);
      CommandCodec.write(command, out);
      if (!champion) {
        TextCodec.write(command.role().name(), out);
      }
    } else if (event instanceof RiskCommand command) {
      out.writeByte(RISK_COMMAND);
      CommandCodec.write(command, out);
    } else if (event instanceof Intent intent) {
      boolean usual = TermsCodec.areUsual(intent.terms(), intent.regime());
      out.writeByte(usual ? INTENT : INTENT | TERMS);
      writeIntent(intent, out);
    } else if (event instanceof ExecutionReport report) {
      out.writeByte(REPORT);
      ReportCodec.write(report, out);
    } else if (event instanceof LatencyTrace trace) {
      out.writeByte(TRACE);
      writeTrace(trace, out);
    } else if (event instanceof RegimeDirective directive) {
      out.writeByte(DIRECTIVE);
      DirectiveCodec.write(directive, out);
    } else if (event instanceof PolicySignal signal) {
      out.writeByte(POLICY_SIGNAL);
      SignalCodec.write(signal, out);
    } else if (event instanceof MarketEvents message) {
      out.writeByte(MARKET_EVENTS);
      MarketEventsCodec.write(message, out);
    }
  }

  /**
   * Reads one event.
   *
   * @throws IOException when the tag is unknown: a checkpoint of a newer version or corrupt bytes
   */
  public StreamEvent read(DataInputView in) throws IOException {
    int first = in.readUnsignedByte();
    boolean terms = (first & TERMS) != 0;
    int extras = first & (TERMS | CONTEXT | VOTES | NEIGHBOURS);
    boolean votes = (first & VOTES) != 0;
    int tag = first & ~extras;
    return switch (tag) {
      case TICK -> readTick(in);
      case SNAPSHOT -> readSnapshot(in, false, extras);
      case SCALED_SNAPSHOT -> readSnapshot(in, true, extras);
      case SCORED ->
          new ScoredSnapshot(
              readSnapshot(in, false, extras), PredictionCodec.read(text, votes, in));
      case SCORED_SCALED_SNAPSHOT ->
          new ScoredSnapshot(readSnapshot(in, true, extras), PredictionCodec.read(text, votes, in));
      case EVIDENCE -> readEvidence(in);
      case MODEL_COMMAND -> CommandCodec.readModel(text, false, in);
      case ROLE_COMMAND -> CommandCodec.readModel(text, true, in);
      case RISK_COMMAND -> CommandCodec.readRisk(text, in);
      case INTENT -> readIntent(in, terms);
      case REPORT -> ReportCodec.read(text, in);
      case DIRECTIVE -> DirectiveCodec.read(text, in);
      case POLICY_SIGNAL -> SignalCodec.read(text, in);
      case MARKET_EVENTS -> MarketEventsCodec.read(text, in);
      case TRACE ->
          new LatencyTrace(
              text.read(in), in.readLong(), in.readLong(), in.readLong(), in.readLong());
      default -> throw new IOException("EVENT_TAG_UNKNOWN: tag=" + first);
    };
  }

  private ScoredSnapshot readEvidence(DataInputView in) throws IOException {
    FeatureSnapshot asked = (FeatureSnapshot) read(in);
    DecisionEvidence evidence = new DecisionEvidence(asked, CommandCodec.readVoices(this, in));
    ScoredSnapshot scored = (ScoredSnapshot) read(in);
    return new ScoredSnapshot(scored.snapshot(), scored.prediction(), evidence);
  }

  private static void writeTick(MarketTick tick, DataOutputView out) throws IOException {
    TextCodec.write(tick.instrument(), out);
    out.writeLong(tick.eventTimeNs());
    out.writeLong(tick.receiveTimeNs());
    out.writeLong(tick.sequence());
    writeLongs(tick.bidPrices(), out);
    writeLongs(tick.bidQuantities(), out);
    writeLongs(tick.askPrices(), out);
    writeLongs(tick.askQuantities(), out);
    out.writeLong(tick.tradePrice());
    out.writeLong(tick.tradeQuantity());
    writeSide(tick.tradeSide(), out);
    out.writeLong(tick.markPrice());
    out.writeDouble(tick.fundingRate());
    out.writeLong(tick.nextFundingTimeNs());
    out.writeByte(tick.regime().code());
    out.writeBoolean(tick.bookHealthy());
  }

  private MarketTick readTick(DataInputView in) throws IOException {
    return new MarketTick(
        text.read(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        readLongs(in),
        readLongs(in),
        readLongs(in),
        readLongs(in),
        in.readLong(),
        in.readLong(),
        readSide(in),
        in.readLong(),
        in.readDouble(),
        in.readLong(),
        Regime.ofCode(in.readByte()),
        in.readBoolean());
  }

  private static int extras(FeatureSnapshot snapshot) {
    int terms = TermsCodec.areUsual(snapshot.terms(), snapshot.regime()) ? 0 : TERMS;
    ModelContext context = snapshot.context();
    if (context == null) {
      return terms;
    }
    return terms | CONTEXT | (context.neighbours() == null ? 0 : NEIGHBOURS);
  }

  private static void writeSnapshot(FeatureSnapshot snapshot, DataOutputView out)
      throws IOException {
    TextCodec.write(snapshot.instrument(), out);
    out.writeLong(snapshot.eventTimeNs());
    out.writeLong(snapshot.receiveTimeNs());
    out.writeLong(snapshot.sequence());
    TextCodec.write(snapshot.featureSet(), out);
    writeDoubles(snapshot.values(), out);
    writeLongs(snapshot.valid(), out);
    out.writeLong(snapshot.bestBid());
    out.writeLong(snapshot.bestAsk());
    out.writeByte(snapshot.regime().code());
    out.writeDouble(snapshot.regimeConfidence());
    out.writeBoolean(snapshot.bookHealthy());
    ScaledVector scaled = snapshot.scaled();
    if (scaled != null) {
      writeDoubles(scaled.values(), out);
      writeLongs(scaled.valid(), out);
    }
    if ((extras(snapshot) & TERMS) != 0) {
      TermsCodec.write(snapshot.terms(), out);
    }
    ModelContext context = snapshot.context();
    if (context != null) {
      ContextCodec.write(context, out);
    }
  }

  private FeatureSnapshot readSnapshot(DataInputView in, boolean scaled, int extras)
      throws IOException {
    String instrument = text.read(in);
    long eventTime = in.readLong();
    long receiveTime = in.readLong();
    long sequence = in.readLong();
    String featureSet = text.read(in);
    FeatureSnapshot read =
        new FeatureSnapshot(
            instrument,
            eventTime,
            receiveTime,
            sequence,
            featureSet,
            readDoubles(in),
            readLongs(in),
            in.readLong(),
            in.readLong(),
            Regime.ofCode(in.readByte()),
            in.readDouble(),
            in.readBoolean(),
            scaled ? new ScaledVector(readDoubles(in), readLongs(in)) : null);
    if ((extras & TERMS) != 0) {
      read = read.withTerms(codec.read(in));
    }
    return (extras & CONTEXT) == 0
        ? read
        : read.withContext(ContextCodec.read((extras & NEIGHBOURS) != 0, in));
  }

  private static void writeIntent(Intent intent, DataOutputView out) throws IOException {
    TextCodec.write(intent.intentId(), out);
    TextCodec.write(intent.strategy(), out);
    TextCodec.write(intent.account(), out);
    TextCodec.write(intent.instrument(), out);
    TextCodec.write(intent.action().name(), out);
    TextCodec.write(intent.type().name(), out);
    out.writeLong(intent.limitPrice());
    out.writeLong(intent.referencePrice());
    out.writeLong(intent.stopPrice());
    out.writeLong(intent.takeProfitPrice());
    out.writeDouble(intent.confidence());
    out.writeDouble(intent.probabilityUp());
    TextCodec.write(intent.modelVersion(), out);
    out.writeBoolean(intent.predictionValid());
    out.writeLong(intent.predictionTimeNs());
    out.writeByte(intent.regime().code());
    TextCodec.write(intent.reason(), out);
    out.writeLong(intent.eventTimeNs());
    out.writeLong(intent.receiveTimeNs());
    out.writeLong(intent.sequence());
    if (!TermsCodec.areUsual(intent.terms(), intent.regime())) {
      TermsCodec.write(intent.terms(), out);
    }
  }

  private Intent readIntent(DataInputView in, boolean terms) throws IOException {
    Intent read =
        new Intent(
            text.read(in),
            text.read(in),
            text.read(in),
            text.read(in),
            Intent.Action.valueOf(text.read(in)),
            OrderType.valueOf(text.read(in)),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readDouble(),
            in.readDouble(),
            text.read(in),
            in.readBoolean(),
            in.readLong(),
            Regime.ofCode(in.readByte()),
            text.read(in),
            in.readLong(),
            in.readLong(),
            in.readLong());
    return terms ? read.withTerms(codec.read(in)) : read;
  }

  private static void writeTrace(LatencyTrace trace, DataOutputView out) throws IOException {
    TextCodec.write(trace.instrument(), out);
    out.writeLong(trace.sequence());
    out.writeLong(trace.sentNs());
    out.writeLong(trace.consumedNs());
    out.writeLong(trace.processedNs());
  }

  static void writeSide(@Nullable Side side, DataOutputView out) throws IOException {
    out.writeByte(side == null ? 0 : side.sign());
  }

  static @Nullable Side readSide(DataInputView in) throws IOException {
    int sign = in.readByte();
    return sign == 0 ? null : sign > 0 ? Side.BUY : Side.SELL;
  }

  private static void writeDoubles(double[] values, DataOutputView out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] readDoubles(DataInputView in) throws IOException {
    double[] values = new double[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  private static void writeLongs(long[] values, DataOutputView out) throws IOException {
    out.writeByte(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static long[] readLongs(DataInputView in) throws IOException {
    int length = in.readByte();
    if (length == 0) {
      return NO_LEVELS;
    }
    long[] values = new long[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readLong();
    }
    return values;
  }
}
