package io.cryptoscalp.engine.feed;

import io.cryptoscalp.engine.decode.ExchangeInfoDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.InstrumentListing;
import io.cryptoscalp.engine.instrument.Venue;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a venue's {@code exchangeInfo} answers against the catalogue. What differs is a fault of
 * the instrument and changes nothing here: scales do not depend on steps, so books and history stay
 * right; orders would be rounded to the old steps until a new catalogue is imported. Not
 * thread-safe.
 */
public final class ListingCheck {
  /** Told of each difference. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A difference.
     *
     * @param instrument as configured
     * @param code {@code INSTRUMENT_CHANGED} or {@code INSTRUMENT_HALTED}
     * @param detail {@code field=configured->stated}, or the venue's status
     */
    void fault(Instrument instrument, String code, String detail);
  }

  private record Difference(Instrument instrument, String code, String detail) {}

  private final InstrumentCatalogue catalogue;
  private final ExchangeInfoDecoder decoder = new ExchangeInfoDecoder();
  private final List<Difference> differences = new ArrayList<>();

  /** Creates it. */
  public ListingCheck(InstrumentCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Checks one answer. A damaged one is refused as a whole.
   *
   * @param payload the message
   * @param venue whose it is
   * @param listener told of differences, in the order of the message
   * @return NONE, or why the message cannot be used
   */
  public RejectCode check(byte[] payload, Venue venue, Listener listener) {
    differences.clear();
    RejectCode code = decoder.decode(payload, venue, this::compare);
    if (code == RejectCode.NONE) {
      for (Difference each : differences) {
        listener.fault(each.instrument(), each.code(), each.detail());
      }
    }
    return code;
  }

  /** Field behind the last rejection. */
  public String detail() {
    return decoder.detail();
  }

  private void compare(InstrumentListing listing) {
    Instrument configured = catalogue.find(listing.venue(), listing.symbol());
    if (configured == null) {
      return;
    }
    if (!listing.isTrading()) {
      differences.add(
          new Difference(configured, "INSTRUMENT_HALTED", "status=" + listing.status()));
      return;
    }
    List<String> changed = listing.differences(configured);
    if (!changed.isEmpty()) {
      differences.add(new Difference(configured, "INSTRUMENT_CHANGED", String.join(" ", changed)));
    }
  }
}
