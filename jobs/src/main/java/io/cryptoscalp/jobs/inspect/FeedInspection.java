package io.cryptoscalp.jobs.inspect;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.feed.ListingCheck;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.quality.Anomaly;
import io.cryptoscalp.engine.quality.DataQuality;
import io.cryptoscalp.engine.quality.QualityOptions;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.jobs.inspect.QuoteComparison.Top;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a recording through the feed and data quality of the trading job, the same classes with the
 * same options, and counts what they find. The comparison of book and book ticker is the check that
 * does not depend on this code alone: the venue computed the other side.
 */
public final class FeedInspection {
  private final InstrumentCatalogue catalogue;
  private final FeedOptions options;
  private final ListingCheck listings;
  private final Map<String, Feed> feeds = new TreeMap<>();

  /**
   * Creates it.
   *
   * @param catalogue instruments; messages of others are counted as {@code INSTRUMENT_UNKNOWN}
   * @param options limits of the feed stage
   */
  public FeedInspection(InstrumentCatalogue catalogue, FeedOptions options) {
    this.catalogue = catalogue;
    this.options = options;
    this.listings = new ListingCheck(catalogue);
  }

  /** Reads the source to its end. */
  public void run(MessageSource source) throws IOException {
    for (MarketMessage message = source.next(); message != null; message = source.next()) {
      Instrument instrument = catalogue.find(message.venue(), message.symbol());
      String id =
          instrument == null ? message.venue().id() + ":" + message.symbol() : instrument.id();
      Feed feed = feeds.computeIfAbsent(id, key -> new Feed(key, instrument, options));
      if (FrameKind.EXCHANGE_INFO.stream().equals(message.stream())) {
        feed.listings(message, listings);
      } else {
        feed.accept(message);
      }
    }
  }

  /** What was found, by instrument id. */
  public Collection<Feed> feeds() {
    return feeds.values();
  }

  /** Findings of one instrument. */
  public static final class Feed {
    private final String instrument;
    private final @Nullable FeedPipeline pipeline;
    private final @Nullable DataQuality quality;
    private final Map<String, Long> streams = new TreeMap<>();
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> faults = new TreeMap<>();
    private final List<String> details = new ArrayList<>();
    private final QuoteComparison comparison = new QuoteComparison();

    private Feed(String id, @Nullable Instrument instrument, FeedOptions options) {
      this.instrument = id;
      quality =
          instrument == null
              ? null
              : new DataQuality(instrument, QualityOptions.DEFAULT, this::anomaly);
      pipeline =
          instrument == null || quality == null
              ? null
              : new FeedPipeline(instrument, options, this::fault, quality.clockGuard());
    }

    private void anomaly(
        Anomaly anomaly,
        FrameKind kind,
        long eventTimeNs,
        String field,
        double value,
        double low,
        double high,
        double score) {
      Numbers detail = new Numbers().add("field", field).add("value", value);
      fault(anomaly.code(), detail.add("low", low).add("high", high).toString(), kind.stream());
    }

    private void fault(String code, String detail, String stream) {
      faults.merge(code, 1L, Long::sum);
      if (details.size() < 20) {
        details.add(code + " " + stream + " " + detail);
      }
    }

    private void listings(MarketMessage message, ListingCheck check) {
      streams.merge(message.stream(), 1L, Long::sum);
      RejectCode code =
          check.check(
              message.payload(),
              message.venue(),
              (changed, kind, detail) -> fault(kind, changed.id() + " " + detail, "exchangeInfo"));
      if (code != RejectCode.NONE) {
        rejected.merge(code.name(), 1L, Long::sum);
      }
    }

    private void accept(MarketMessage message) {
      streams.merge(message.stream(), 1L, Long::sum);
      FrameKind kind = FrameKind.ofStream(message.stream());
      if (pipeline == null) {
        rejected.merge("INSTRUMENT_UNKNOWN", 1L, Long::sum);
      } else if (kind == null) {
        rejected.merge("STREAM_UNKNOWN", 1L, Long::sum);
      } else {
        RejectCode code = pipeline.accept(message.payload(), kind, message.receiveTimeNs());
        if (code != RejectCode.NONE) {
          rejected.merge(code.name(), 1L, Long::sum);
        } else {
          compare(pipeline, kind);
          if (quality != null && !quality.inspect(pipeline)) {
            pipeline.withdrawQuote();
          }
        }
      }
    }

    private void compare(FeedPipeline feed, FrameKind kind) {
      if (kind == FrameKind.BOOK_TICKER) {
        comparison.quote(
            feed.frame().lastId,
            new Top(
                feed.frame().bidPrices[0],
                feed.frame().bidQuantities[0],
                feed.frame().askPrices[0],
                feed.frame().askQuantities[0]));
      } else if (kind == FrameKind.DEPTH_DIFF && feed.builder().isSynced()) {
        OrderBook book = feed.book();
        if (book.isTwoSided()) {
          comparison.book(
              feed.builder().lastUpdateId(),
              new Top(
                  book.bidPrice(0), book.bidQuantity(0), book.askPrice(0), book.askQuantity(0)));
        }
      }
    }

    /** Instrument id, or {@code venue:symbol} of one that the catalogue lacks. */
    public String instrument() {
      return instrument;
    }

    /** Messages by stream. */
    public Map<String, Long> streams() {
      return streams;
    }

    /** Messages that cannot be used, by code; each is also counted under its stream. */
    public Map<String, Long> rejected() {
      return rejected;
    }

    /** Faults of the feed by code, {@code BOOK_SYNCED} among them. */
    public Map<String, Long> faults() {
      return faults;
    }

    /** The first twenty faults in words. */
    public List<String> details() {
      return details;
    }

    /** Update ids at which both the book and a book ticker are known. */
    public long compared() {
      return comparison.compared();
    }

    /** Of these, those at which they differ. */
    public long different() {
      return comparison.different();
    }

    /** The first difference in words, empty without one. */
    public String firstDifference() {
      return comparison.firstDifference();
    }

    /** All messages. */
    public long messages() {
      long sum = 0;
      for (long count : streams.values()) {
        sum += count;
      }
      return sum;
    }

    /** True when nothing was missing in the book's sequence and the book equals the venue's. */
    public boolean isSound() {
      return comparison.different() == 0
          && !faults.containsKey("BOOK_GAP")
          && !faults.containsKey("BOOK_CROSSED");
    }
  }
}
