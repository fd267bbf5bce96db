package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.replay.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was traded in a recording. */
public final class TradedVolumes {
  private static final double DAY_NS = 86_400e9;

  private TradedVolumes() {}

  /** Of one instrument; single trades and aggregates may both be recorded. */
  private static final class Sum {
    private final FrameDecoder decoder;
    private final Instrument instrument;
    private double trades;
    private double aggregates;

    Sum(Instrument instrument) {
      this.instrument = instrument;
      decoder = new FrameDecoder(instrument);
    }
  }

  /**
   * Volume of a day at the recording's pace, base units (contracts when inverse), by instrument id;
   * without those that had no trade.
   *
   * @param recording file or folder of recorded frames
   */
  public static SortedMap<String, Double> daily(Path recording, InstrumentCatalogue catalogue)
      throws IOException {
    Map<String, Sum> sums = new HashMap<>();
    MarketFrame frame = new MarketFrame();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    try (Recording frames = Recording.open(recording, null, text -> {})) {
      for (MarketMessage m = frames.next(); m != null; m = frames.next()) {
        first = Math.min(first, m.receiveTimeNs());
        last = Math.max(last, m.receiveTimeNs());
        Instrument instrument = catalogue.find(m.venue(), m.symbol());
        FrameKind kind = FrameKind.ofStream(m.stream());
        if (instrument == null || (kind != FrameKind.TRADE && kind != FrameKind.AGG_TRADE)) {
          continue;
        }
        Sum sum = sums.computeIfAbsent(instrument.id(), id -> new Sum(instrument));
        byte[] bytes = m.payload();
        if (sum.decoder.decode(bytes, 0, bytes.length, kind, m.receiveTimeNs(), frame)
            == RejectCode.NONE) {
          double quantity = sum.instrument.quantity(frame.quantity);
          sum.trades += kind == FrameKind.TRADE ? quantity : 0;
          sum.aggregates += kind == FrameKind.TRADE ? 0 : quantity;
        }
      }
    }
    SortedMap<String, Double> volumes = new TreeMap<>();
    double days = (last - first) / DAY_NS;
    sums.forEach(
        (id, sum) -> {
          double traded = Math.max(sum.trades, sum.aggregates);
          if (traded > 0 && days > 0) {
            volumes.put(id, traded / days);
          }
        });
    return volumes;
  }
}
