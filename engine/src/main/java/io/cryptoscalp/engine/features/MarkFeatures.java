package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Features of mark price, index and funding.
 *
 * <ul>
 *   <li>{@code basis_bps} = (mark - index) / index * 1e4, bps.
 *   <li>{@code mid_mark_bps} = (mid - mark) / mark * 1e4, bps.
 *   <li>{@code funding_bps} rate of the coming settlement * 1e4, bps per interval.
 *   <li>{@code funding_hours} time to that settlement, hours, not negative.
 * </ul>
 */
final class MarkFeatures {
  private final Instrument instrument;
  private long mark;
  private long index;
  private double funding = Double.NaN;
  private long nextFundingNs;

  MarkFeatures(Instrument instrument) {
    this.instrument = instrument;
  }

  static void describe(Definitions to) {
    to.family("mark", "mark price, index price, funding, quotes")
        .warmUp("first mark price with index")
        .source("own definition");
    to.free("basis_bps", "(mark - index) / index", "bps");
    to.warmUp("first mark price and quote");
    to.free("mid_mark_bps", "(mid - mark) / mark", "bps");
    to.warmUp("first funding rate").source("venue");
    to.free("funding_bps", "funding rate of the coming settlement", "bps/interval");
    to.positive("funding_hours", "time to the coming settlement", "h");
  }

  void onMark(MarketFrame frame) {
    if (frame.markPrice > 0) {
      mark = frame.markPrice;
    }
    if (frame.indexPrice > 0) {
      index = frame.indexPrice;
    }
    if (!Double.isNaN(frame.fundingRate)) {
      funding = frame.fundingRate;
      nextFundingNs = frame.nextFundingTimeNs;
    }
  }

  void emit(FeatureSink out, double mid, long nowNs) {
    double markPrice = instrument.price(mark);
    double indexPrice = instrument.price(index);
    out.ratio((markPrice - indexPrice) * 1e4, indexPrice, mark > 0);
    out.ratio((mid - markPrice) * 1e4, markPrice, mid != 0);
    out.put(funding * 1e4, true);
    out.put(Math.max(0, nextFundingNs - nowNs) / 3.6e12, nextFundingNs > 0);
  }

  void write(StateWriter out) {
    out.writeLong(mark);
    out.writeLong(index);
    out.writeDouble(funding);
    out.writeLong(nextFundingNs);
  }

  void read(StateReader in) {
    mark = in.readLong();
    index = in.readLong();
    funding = in.readDouble();
    nextFundingNs = in.readLong();
  }
}
