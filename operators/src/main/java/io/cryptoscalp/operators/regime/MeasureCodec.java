package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.RegimeOdds;
import io.cryptoscalp.engine.state.StateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A measure as bytes, big-endian: a byte with the version of the format, the event time, then the
 * other fields in the order of {@link MarketMeasure}. The event time comes first so that a reader
 * of the topic finds it without decoding the rest. Not thread-safe.
 */
public final class MeasureCodec {
  private static final int VERSION = 2;

  /** Without the odds of regimes. */
  private static final int VERSION_WITHOUT_ODDS = 1;

  private static final int HEAD = 1 + Long.BYTES;
  private static final int USUAL_BYTES = 256;

  private final DataOutputSerializer buffer = new DataOutputSerializer(USUAL_BYTES);
  private final DataInputDeserializer input = new DataInputDeserializer();

  /** Creates it. */
  public MeasureCodec() {}

  /** A record's value. */
  public byte[] encode(MarketMeasure measure) {
    buffer.clear();
    try {
      write(measure, buffer);
    } catch (IOException e) {
      throw new IllegalStateException("a buffer in memory failed", e);
    }
    return buffer.getCopyOfBuffer();
  }

  /**
   * The measure of a record's value.
   *
   * @throws IllegalArgumentException coded {@code MEASURE_MALFORMED}
   */
  public MarketMeasure decode(byte[] value) {
    input.setBuffer(value);
    try {
      MarketMeasure measure = read(input);
      if (input.available() == 0) {
        return measure;
      }
    } catch (IOException | StateException e) {
      throw new IllegalArgumentException("MEASURE_MALFORMED: bytes=" + value.length, e);
    }
    throw new IllegalArgumentException(
        "MEASURE_MALFORMED: bytes=" + value.length + " beyond=" + input.available());
  }

  /** Event time of a record's value, ns; {@link Long#MIN_VALUE} when it is no measure. */
  public static long eventTimeNs(byte[] value) {
    return value.length < HEAD || value[0] < 1 || value[0] > VERSION
        ? Long.MIN_VALUE
        : ByteBuffer.wrap(value).getLong(1);
  }

  /** Instrument of a record's value; empty when it is no measure. */
  public static String instrument(byte[] value) {
    if (eventTimeNs(value) == Long.MIN_VALUE) {
      return "";
    }
    try {
      return new DataInputDeserializer(value, HEAD, value.length - HEAD).readUTF();
    } catch (IOException e) {
      return "";
    }
  }

  static void write(MarketMeasure measure, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(measure.eventTimeNs());
    out.writeUTF(measure.instrument());
    out.writeLong(measure.closeTimeNs());
    out.writeLong(measure.sequence());
    out.writeBoolean(measure.minute());
    out.writeDouble(measure.price());
    out.writeDouble(measure.high());
    out.writeDouble(measure.low());
    out.writeDouble(measure.volume());
    out.writeDouble(measure.takerBuyVolume());
    out.writeDouble(measure.liquidatedLong());
    out.writeDouble(measure.liquidatedShort());
    out.writeDouble(measure.spread());
    out.writeDouble(measure.depth());
    out.writeDouble(measure.fundingRate());
    out.writeUTF(measure.fault());
    out.writeUTF(measure.stream());
    RegimeOdds odds = measure.odds();
    out.writeBoolean(odds != null);
    if (odds != null) {
      out.writeDouble(odds.normal());
      out.writeDouble(odds.volatility());
      out.writeDouble(odds.trending());
      out.writeDouble(odds.crash());
      out.writeDouble(odds.bullRun());
      out.writeDouble(odds.recovery());
    }
  }

  static MarketMeasure read(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new StateException("STATE_VERSION_UNKNOWN: state=market-measure version=" + version);
    }
    long eventTimeNs = in.readLong();
    String instrument = in.readUTF();
    return new MarketMeasure(
        instrument,
        in.readLong(),
        eventTimeNs,
        in.readLong(),
        in.readBoolean(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readUTF(),
        in.readUTF(),
        version > VERSION_WITHOUT_ODDS && in.readBoolean() ? odds(in) : null);
  }

  private static RegimeOdds odds(DataInputView in) throws IOException {
    return new RegimeOdds(
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }
}
