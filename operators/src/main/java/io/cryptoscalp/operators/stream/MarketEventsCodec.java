package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.event.MarketEvents;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Binary form of {@link MarketEvents}: the fields in the order of the record. */
final class MarketEventsCodec {
  private MarketEventsCodec() {}

  static void write(MarketEvents message, DataOutputView out) throws IOException {
    TextCodec.write(message.instrument(), out);
    out.writeLong(message.venueTimeNs());
    out.writeLong(message.receiveTimeNs());
    out.writeInt(message.size());
    out.write(message.kinds());
    for (int i = 0; i < message.size(); i++) {
      out.writeLong(message.price(i));
      out.writeLong(message.quantity(i));
    }
    out.writeDouble(message.fundingRate());
    out.writeLong(message.nextFundingTimeNs());
  }

  static MarketEvents read(TextCodec text, DataInputView in) throws IOException {
    String instrument = text.read(in);
    long venueTime = in.readLong();
    long receiveTime = in.readLong();
    int size = in.readInt();
    byte[] kinds = new byte[size];
    in.readFully(kinds);
    long[] prices = new long[size];
    long[] quantities = new long[size];
    for (int i = 0; i < size; i++) {
      prices[i] = in.readLong();
      quantities[i] = in.readLong();
    }
    return new MarketEvents(
        instrument,
        venueTime,
        receiveTime,
        kinds,
        prices,
        quantities,
        in.readDouble(),
        in.readLong());
  }
}
