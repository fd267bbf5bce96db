package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.cross.ForeignClose;
import io.cryptoscalp.engine.features.graph.BarGraph;
import io.cryptoscalp.engine.features.graph.NodeKeys;
import io.cryptoscalp.engine.features.tick.PositionInputs;
import io.cryptoscalp.engine.features.tick.TickBlock;
import io.cryptoscalp.engine.features.tick.TickBlocks;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The selected features of one instrument, kept up to date event by event and read as a vector.
 * Only what a selected feature needs is computed.
 *
 * <p>Times are venue event times in ns. The engine's clock never runs backwards: an event older
 * than the newest counts at the newest time. Every event costs O(1) amortised and allocates
 * nothing. The vector's positions are those of {@link #catalogue()}; a feature that is not warm,
 * not defined at the moment or stale is 0 with its validity bit clear.
 */
public final class FeatureEngine {
  private static final int VERSION = 3;
  private static final int PACKED_SINCE = 3;

  private final Instrument instrument;
  private final FeatureOptions options;
  private final FeatureCatalogue catalogue;
  private final @Nullable CoreFeatures core;
  private final int[] corePositions;
  private final double[] coreValues;
  private final long[] coreValid;
  private final boolean coreOnly;
  private final TickFrame[] blocks;
  private final BarFrame[] frames;
  private final CrossFrames crosses;
  private final FeatureSink sink = new FeatureSink();
  private long nowNs = Long.MIN_VALUE;

  /** Creates an engine that has seen nothing, with a catalogue of its own. */
  public FeatureEngine(Instrument instrument, FeatureOptions options) {
    this(instrument, options, FeatureCatalogue.of(options));
  }

  /**
   * Creates an engine that shares a catalogue with others.
   *
   * @param catalogue {@link FeatureCatalogue#of} the same options
   */
  public FeatureEngine(Instrument instrument, FeatureOptions options, FeatureCatalogue catalogue) {
    this.instrument = instrument;
    this.options = options;
    this.catalogue = catalogue;
    core = catalogue.hasCore() ? new CoreFeatures(instrument, options) : null;
    corePositions = catalogue.corePositions();
    coreOnly =
        corePositions.length == catalogue.size()
            && catalogue.tickParts().isEmpty()
            && catalogue.barParts().isEmpty()
            && !catalogue.hasCross();
    coreValues = new double[corePositions.length];
    coreValid = new long[(corePositions.length + 63) >>> 6];
    blocks = new TickFrame[catalogue.tickParts().size()];
    for (int i = 0; i < blocks.length; i++) {
      FeatureCatalogue.TickPart part = catalogue.tickParts().get(i);
      TickBlock block = TickBlocks.create(part.block(), options.windowsSeconds());
      blocks[i] = new TickFrame(block, part.positions());
    }
    frames = new BarFrame[catalogue.barParts().size()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new BarFrame(instrument, catalogue.barParts().get(i));
    }
    crosses = new CrossFrames(instrument, catalogue.crossParts());
  }

  /** What stands at which position. */
  public FeatureCatalogue catalogue() {
    return catalogue;
  }

  private void advance(long timeNs) {
    nowNs = Math.max(nowNs, timeNs);
  }

  /** Takes a trade; kinds other than the configured source change nothing. */
  public void onTrade(MarketFrame frame, long timeNs) {
    advance(timeNs);
    if (core != null) {
      core.onTrade(frame, timeNs);
    }
    if (options.tradeSource().accepts(frame.kind)) {
      for (TickFrame each : blocks) {
        each.block.onTrade(frame, timeNs);
      }
    }
  }

  /**
   * Takes the touch, from whichever stream the caller trusts; scaled. A crossed or non-positive one
   * makes the touch unknown.
   */
  public void onQuote(long bid, long bidQuantity, long ask, long askQuantity, long timeNs) {
    advance(timeNs);
    if (core != null) {
      core.onQuote(bid, bidQuantity, ask, askQuantity, timeNs);
    }
    for (TickFrame each : blocks) {
      each.block.onQuote(bid, bidQuantity, ask, askQuantity, timeNs);
    }
  }

  /**
   * Takes the book after a change.
   *
   * @param book the book as it stands now; not kept
   * @param diff the depth message that was applied, a diff or a snapshot
   */
  public void onDepth(OrderBook book, MarketFrame diff, long timeNs) {
    advance(timeNs);
    if (core != null) {
      core.onDepth(book, diff, timeNs);
    }
    for (TickFrame each : blocks) {
      each.block.onDepth(book, diff, timeNs);
    }
  }

  /** Takes mark price, index price and funding. */
  public void onMark(MarketFrame frame, long timeNs) {
    advance(timeNs);
    if (core != null) {
      core.onMark(frame, timeNs);
    }
    for (TickFrame each : blocks) {
      each.block.onMark(frame, timeNs);
    }
  }

  /** Takes a liquidation. */
  public void onForceOrder(MarketFrame frame, long timeNs) {
    advance(timeNs);
    if (core != null) {
      core.onForceOrder(frame, timeNs);
    }
    for (TickFrame each : blocks) {
      each.block.onForceOrder(frame, timeNs);
    }
  }

  /**
   * Takes an answer about the market's positions: open interest or long/short ratio, whichever is
   * not NaN, as of the venue's time in it.
   */
  public void onPositions(MarketFrame frame, long timeNs) {
    advance(timeNs);
    // The venue's clock may be ahead by as much as the feed tolerates; the engine's is not moved.
    long atNs = Math.min(frame.transactionTimeNs, timeNs);
    for (TickFrame each : blocks) {
      if (each.block instanceof PositionInputs positions) {
        if (!Double.isNaN(frame.openInterest)) {
          positions.onOpenInterest(frame.openInterest, atNs);
        }
        if (!Double.isNaN(frame.longShortRatio)) {
          positions.onLongShortRatio(frame.longShortRatio, atNs);
        }
      }
    }
  }

  /** Counts a message of a kind for the message rates; call it once a frame. */
  public void onMessage(FrameKind kind, long timeNs) {
    advance(timeNs);
    if (core != null) {
      core.onMessage(kind, timeNs);
    }
  }

  /** Takes a finished bar; those of other specifications change nothing. */
  public void onBar(Bar bar) {
    if (core != null) {
      core.onBar(bar);
    }
    for (BarFrame frame : frames) {
      if (frame.takes(bar)) {
        frame.onBar(bar);
      }
    }
    crosses.onBar(bar);
  }

  /** Takes the close of another instrument's bar; the clock of this one is not moved by it. */
  public void onForeignClose(ForeignClose close) {
    crosses.onForeign(close);
  }

  /**
   * Writes the vector as of a time, which also moves the windows on to it.
   *
   * @param timeNs event time; one before the newest event counts as that
   * @param values {@link FeatureCatalogue#size()} values, all overwritten
   * @param valid {@link FeatureCatalogue#words()} words, all overwritten; bit i of word i / 64
   */
  public void snapshot(long timeNs, double[] values, long[] valid) {
    advance(timeNs);
    if (core != null) {
      core.advance(timeNs);
    }
    if (core != null && coreOnly) {
      emitCore(core, values, valid);
      return;
    }
    Arrays.fill(values, 0);
    Arrays.fill(valid, 0);
    if (core != null) {
      emitCore(core, coreValues, coreValid);
      for (int i = 0; i < corePositions.length; i++) {
        int position = corePositions[i];
        if (position >= 0 && (coreValid[i >>> 6] >>> (i & 63) & 1) != 0) {
          values[position] = coreValues[i];
          valid[position >>> 6] |= 1L << (position & 63);
        }
      }
    }
    for (TickFrame each : blocks) {
      each.block.advance(timeNs);
      each.emit(values, valid);
    }
    for (BarFrame frame : frames) {
      frame.emit(nowNs, values, valid);
    }
    crosses.emit(nowNs, values, valid);
  }

  private void emitCore(CoreFeatures from, double[] values, long[] valid) {
    sink.begin(values, valid);
    from.emit(sink);
    if (sink.position() != corePositions.length) {
      throw new IllegalStateException(
          "FEATURE_COUNT: written=" + sink.position() + " catalogue=" + corePositions.length);
    }
  }

  /** Writes the state across instruments, which {@link #write} leaves out. */
  public void writeCross(StateWriter out) {
    crosses.write(out);
  }

  /** Reads what {@link #writeCross} wrote, perhaps for other features. */
  public void readCross(StateReader in) {
    crosses.read(in);
  }

  /** Writes all state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(nowNs);
    StateWriter part = StateWriter.packed();
    out.writeString(core == null ? null : catalogue.coreId());
    if (core != null) {
      core.write(part);
      out.writeBytes(part);
    }
    out.writeInt(blocks.length);
    for (TickFrame each : blocks) {
      out.writeString(each.block.name());
      part.reset();
      each.block.write(part);
      out.writeBytes(part);
    }
    writeFrames(out, part);
  }

  private void writeFrames(StateWriter out, StateWriter part) {
    List<BarGraph> graphs = new ArrayList<>();
    for (BarFrame frame : frames) {
      graphs.add(frame.graph());
    }
    NodeKeys keys = NodeKeys.of(graphs);
    keys.write(out);
    StateWriter scratch = StateWriter.packed();
    out.writeInt(frames.length);
    for (BarFrame frame : frames) {
      out.writeString(frame.spec());
      part.reset();
      frame.write(part, keys, scratch);
      out.writeBytes(part);
    }
  }

  /**
   * Reads what {@link #write} wrote, perhaps for other features: those in both keep their state,
   * others start cold.
   *
   * @throws StateException {@code STATE_MISMATCH} when the core was written with other windows or
   *     bars
   */
  public void read(StateReader in) {
    int version = in.readVersion(VERSION, "features");
    if (version == 1) {
      readCore(in.readText(), in);
      return;
    }
    boolean packed = version >= PACKED_SINCE;
    nowNs = in.readLong();
    String coreId = in.readString();
    if (coreId != null) {
      readCore(coreId, part(in, packed));
    }
    int storedBlocks = in.readInt();
    for (int i = 0; i < storedBlocks; i++) {
      String name = in.readText();
      StateReader part = part(in, packed);
      for (TickFrame each : blocks) {
        if (each.block.name().equals(name)) {
          each.block.read(part);
        }
      }
    }
    readFrames(in, packed);
  }

  private void readFrames(StateReader in, boolean packed) {
    NodeKeys keys = packed ? NodeKeys.read(in) : null;
    int stored = in.readInt();
    for (int i = 0; i < stored; i++) {
      String spec = in.readText();
      StateReader part = part(in, packed);
      for (BarFrame frame : frames) {
        if (frame.spec().equals(spec)) {
          if (keys == null) {
            frame.readFirst(part);
          } else {
            frame.read(part, keys);
          }
        }
      }
    }
  }

  private static StateReader part(StateReader in, boolean packed) {
    StateReader part = in.slice(in.readInt());
    return packed ? part.packed() : part;
  }

  private void readCore(String id, StateReader in) {
    if (core != null && !id.equals(catalogue.coreId())) {
      throw new StateException(
          "STATE_MISMATCH: state=features stored=" + id + " configured=" + catalogue.coreId());
    }
    // Version 1 has no length: the way past a core that is no longer wanted is to read it.
    CoreFeatures reader = core == null ? new CoreFeatures(instrument, options) : core;
    reader.read(in);
    advance(reader.nowNs());
  }
}
