package io.cryptoscalp.bench.micro;

import io.cryptoscalp.bench.input.Inputs;
import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.bars.TradeSource;
import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages of one instrument, USD-M BTCUSDT, in their order and without an end. */
final class Frames implements AutoCloseable {
  private static final Map<String, FrameKind> KINDS = new HashMap<>();

  static {
    for (FrameKind kind : FrameKind.values()) {
      KINDS.put(kind.stream(), kind);
    }
  }

  private final MessageSource source;

  /** One frame as the instrument stage gets it. */
  record Frame(FrameKind kind, long receivedNs, byte[] payload) {}

  Frames() throws IOException {
    source = Inputs.open();
  }

  static Instrument instrument() {
    Instrument instrument = InstrumentCatalogue.builtIn().find(Venue.BINANCE_USDM, "BTCUSDT");
    if (instrument == null) {
      throw new IllegalStateException("the catalogue lacks BTCUSDT");
    }
    return instrument;
  }

  /** As the trading job configures a pipeline. */
  static PipelineOptions pipelineOptions() {
    BarOptions bars = BarOptions.defaults();
    return new PipelineOptions(
        250_000_000L,
        FeedOptions.DEFAULT,
        new BarOptions(
            bars.timeIntervalsNs(),
            List.of(100),
            List.of(),
            List.of(1e6),
            List.of(100),
            List.of(),
            TradeSource.TRADE,
            bars.maxEmptyBars(),
            bars.toleranceNs()),
        FeatureOptions.defaults(),
        ConsensusOptions.secondBars());
  }

  /** The next frames. */
  List<Frame> next(int count) throws IOException {
    List<Frame> frames = new ArrayList<>(count);
    while (frames.size() < count) {
      MarketMessage message = source.next();
      if (message == null) {
        throw new IllegalStateException("the input has ended");
      }
      FrameKind kind = KINDS.get(message.stream());
      if (kind != null
          && message.venue() == Venue.BINANCE_USDM
          && message.symbol().equals("BTCUSDT")) {
        frames.add(new Frame(kind, message.receiveTimeNs(), message.payload()));
      }
    }
    return frames;
  }

  /** The next frames of one kind. */
  List<Frame> next(int count, FrameKind kind) throws IOException {
    List<Frame> frames = new ArrayList<>(count);
    while (frames.size() < count) {
      for (Frame frame : next(1024)) {
        if (frame.kind() == kind && frames.size() < count) {
          frames.add(frame);
        }
      }
    }
    return frames;
  }

  /** Decodes a frame into an object of its own. */
  static MarketFrame decode(Frame frame) {
    MarketFrame decoded = new MarketFrame();
    RejectCode code =
        new FrameDecoder(instrument())
            .decode(
                frame.payload(),
                0,
                frame.payload().length,
                frame.kind(),
                frame.receivedNs(),
                decoded);
    if (code != RejectCode.NONE) {
      throw new IllegalStateException("rejected: " + code);
    }
    return decoded;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
