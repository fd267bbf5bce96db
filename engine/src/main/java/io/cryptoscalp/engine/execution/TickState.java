package io.cryptoscalp.engine.execution;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** Binary form of a tick in state. */
public final class TickState {
  private TickState() {}

  /** Writes a tick. */
  public static void write(MarketTick tick, StateWriter out) {
    out.writeString(tick.instrument());
    out.writeLong(tick.eventTimeNs());
    out.writeLong(tick.receiveTimeNs());
    out.writeLong(tick.sequence());
    out.writeLongs(tick.bidPrices(), tick.bidPrices().length);
    out.writeLongs(tick.bidQuantities(), tick.bidQuantities().length);
    out.writeLongs(tick.askPrices(), tick.askPrices().length);
    out.writeLongs(tick.askQuantities(), tick.askQuantities().length);
    out.writeLong(tick.tradePrice());
    out.writeLong(tick.tradeQuantity());
    Side side = tick.tradeSide();
    out.writeString(side == null ? null : side.name());
    out.writeLong(tick.markPrice());
    out.writeDouble(tick.fundingRate());
    out.writeLong(tick.nextFundingTimeNs());
    out.writeByte(tick.regime().code());
    out.writeBoolean(tick.bookHealthy());
  }

  /** Reads what {@link #write} wrote. */
  public static MarketTick read(StateReader in) {
    String instrument = in.readText();
    long eventTime = in.readLong();
    long receiveTime = in.readLong();
    long sequence = in.readLong();
    long[] bidPrices = in.readLongs();
    long[] bidQuantities = in.readLongs();
    long[] askPrices = in.readLongs();
    long[] askQuantities = in.readLongs();
    long tradePrice = in.readLong();
    long tradeQuantity = in.readLong();
    String side = in.readString();
    return new MarketTick(
        instrument,
        eventTime,
        receiveTime,
        sequence,
        bidPrices,
        bidQuantities,
        askPrices,
        askQuantities,
        tradePrice,
        tradeQuantity,
        side == null ? null : Side.valueOf(side),
        in.readLong(),
        in.readDouble(),
        in.readLong(),
        Regime.ofCode(in.readByte()),
        in.readBoolean());
  }
}
