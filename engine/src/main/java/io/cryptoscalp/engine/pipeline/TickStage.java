package io.cryptoscalp.engine.pipeline;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** What accounts hear of one instrument's market: its touch, trades, mark price and funding. */
final class TickStage {
  private final Instrument instrument;
  private final TouchLevels bids = new TouchLevels();
  private final TouchLevels asks = new TouchLevels();
  private long lastBid;
  private long lastAsk;
  private long markPrice;
  private double fundingRate = Double.NaN;
  private long nextFundingTimeNs;
  private boolean lastHealthy;

  TickStage(Instrument instrument) {
    this.instrument = instrument;
  }

  /** Whether the book was healthy when accounts last heard of it. */
  boolean wasHealthy() {
    return lastHealthy;
  }

  void onMark(MarketFrame frame) {
    markPrice = frame.markPrice;
    fundingRate = frame.fundingRate;
    nextFundingTimeNs = frame.nextFundingTimeNs;
  }

  /**
   * Tells accounts of a frame when the touch or its health moved, or they must hear of it anyway.
   *
   * @param important the frame is a trade or a mark price
   * @param regime the instrument's own regime stage
   * @param regimeChanged true when its regime has changed since the last tick
   */
  void emit(
      MarketFrame frame,
      long now,
      long sequence,
      boolean important,
      FeedPipeline feed,
      RegimeStage regime,
      boolean regimeChanged,
      PipelineOutput out) {
    boolean healthy = feed.healthy();
    boolean moved = feed.bestBid() != lastBid || feed.bestAsk() != lastAsk;
    if (!moved && !important && !regimeChanged && healthy == lastHealthy) {
      return;
    }
    lastBid = feed.bestBid();
    lastAsk = feed.bestAsk();
    lastHealthy = healthy;
    boolean trade =
        important && (frame.kind == FrameKind.TRADE || frame.kind == FrameKind.AGG_TRADE);
    if (healthy) {
      bids.bids(feed);
      asks.asks(feed);
    } else {
      bids.none();
      asks.none();
    }
    out.tick(
        new MarketTick(
            instrument.id(),
            now,
            feed.receiveTimeNs(),
            sequence,
            bids.prices(),
            bids.quantities(),
            asks.prices(),
            asks.quantities(),
            trade ? frame.price : 0,
            trade ? frame.quantity : 0,
            trade ? (frame.sellerInitiated ? Side.SELL : Side.BUY) : null,
            markPrice,
            fundingRate,
            nextFundingTimeNs,
            regime.own(),
            healthy));
  }

  void write(StateWriter out) {
    out.writeLong(lastBid);
    out.writeLong(lastAsk);
    out.writeLong(markPrice);
    out.writeDouble(fundingRate);
    out.writeLong(nextFundingTimeNs);
    out.writeBoolean(lastHealthy);
  }

  void read(StateReader in) {
    lastBid = in.readLong();
    lastAsk = in.readLong();
    markPrice = in.readLong();
    fundingRate = in.readDouble();
    nextFundingTimeNs = in.readLong();
    lastHealthy = in.readBoolean();
  }
}
