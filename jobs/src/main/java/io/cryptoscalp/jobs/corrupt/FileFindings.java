package io.cryptoscalp.jobs.corrupt;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.quality.DataQuality;
import io.cryptoscalp.engine.quality.QualityOptions;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.replay.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What feed and data quality say of one file's lines.
 *
 * @param findings in order of lines, without those that sound recordings have
 * @param lines line numbers by stream
 * @param times receive time of each line, ns; line 1 is the first
 */
record FileFindings(
    List<Finding> findings, Map<String, NavigableSet<Long>> lines, List<Long> times) {
  /** A book that came up, and prints that are no trades, are no faults. */
  private static final Set<String> SOUND =
      Set.of("BOOK_SYNCED", RejectCode.TRADE_NOT_MARKET.name());

  /**
   * Reads a file.
   *
   * @param peer the file of the same folder that it is held against, null for none
   */
  static FileFindings of(Path folder, String file, @Nullable String peer) throws IOException {
    FileFindings result = new FileFindings(new ArrayList<>(), new TreeMap<>(), new ArrayList<>());
    try (Recording source = Recording.open(folder.resolve(file), null, line -> {})) {
      MarketMessage message = source.next();
      if (message == null) {
        return result;
      }
      Instrument instrument = InstrumentCatalogue.builtIn().find(message.venue(), message.symbol());
      if (instrument == null) {
        throw new IOException("INSTRUMENT_UNKNOWN: file=" + file);
      }
      Reader reader = new Reader(file, instrument, result);
      try (PeerFeed other =
          peer == null
              ? null
              : new PeerFeed(folder.resolve(peer), instrument, options(), reader.quality)) {
        for (; message != null; message = source.next()) {
          if (other != null) {
            other.readTo(message.receiveTimeNs());
          }
          reader.accept(message);
        }
      }
    }
    return result;
  }

  private static PipelineOptions options() {
    return new PipelineOptions(
        250_000_000L,
        FeedOptions.DEFAULT,
        QualityOptions.DEFAULT,
        BarOptions.defaults(),
        FeatureOptions.defaults(),
        ConsensusOptions.secondBars());
  }

  /** The first line that was received at a time or later; one beyond the last if none. */
  long lineAt(long timeNs) {
    int low = 0;
    int high = times.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times.get(middle) < timeNs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low + 1L;
  }

  /** Receive time of a line; of the last one for lines beyond it. */
  long timeNs(long line) {
    return times.get((int) Math.min(Math.max(line, 1), times.size()) - 1);
  }

  /** The stages in front of the features, wired as the pipeline wires them. */
  private static final class Reader {
    private final String file;
    private final FileFindings result;
    private final DataQuality quality;
    private final FeedPipeline feed;
    private long line;

    Reader(String file, Instrument instrument, FileFindings result) {
      this.file = file;
      this.result = result;
      quality =
          new DataQuality(
              instrument,
              QualityOptions.DEFAULT,
              (anomaly, kind, time, field, value, low, high, score) ->
                  say(anomaly.code(), field + "=" + value + " of " + low + ".." + high));
      feed =
          new FeedPipeline(
              instrument,
              FeedOptions.DEFAULT,
              (code, detail, stream) -> say(code, detail),
              quality.clockGuard());
    }

    void accept(MarketMessage message) {
      line++;
      result.times.add(message.receiveTimeNs());
      result.lines.computeIfAbsent(message.stream(), key -> new TreeSet<>()).add(line);
      FrameKind kind = FrameKind.ofStream(message.stream());
      if (kind == null) {
        return;
      }
      RejectCode code = feed.accept(message.payload(), kind, message.receiveTimeNs());
      if (code != RejectCode.NONE) {
        say(code.name(), feed.rejectDetail());
      } else if (!quality.inspect(feed)) {
        feed.withdrawQuote();
      }
    }

    private void say(String code, String detail) {
      if (!SOUND.contains(code)) {
        result.findings.add(new Finding(file, line, result.timeNs(line), code, detail));
      }
    }
  }
}
