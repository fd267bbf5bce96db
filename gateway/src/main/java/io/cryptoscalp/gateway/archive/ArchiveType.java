package io.cryptoscalp.gateway.archive;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the files of an archive hold. */
public enum ArchiveType {
  /** Binance: trades of one taker order at one price. */
  AGG_TRADES("aggTrades", 46),
  /** Binance: single trades. */
  TRADES("trades", 45),
  /** Binance: candles. */
  KLINES("klines", 100),
  /** Binance: candles of the mark price. */
  MARK_PRICE_KLINES("markPriceKlines", 90),
  /** Binance: best bid and ask. */
  BOOK_TICKER("bookTicker", 85),
  /** Binance: depth by distance from the middle, in percent. */
  BOOK_DEPTH("bookDepth", 50),
  /** Binance: settled funding rates. */
  FUNDING_RATE("fundingRate", 28),
  /** Binance: open interest and ratios, every five minutes. */
  METRICS("metrics", 110),
  /** Binance: liquidation orders. */
  LIQUIDATION_SNAPSHOT("liquidationSnapshot", 80),
  /** Tardis: single trades. */
  TARDIS_TRADES("trades", 88),
  /** Tardis: best bid and ask of the book. */
  TARDIS_QUOTES("quotes", 90),
  /** Tardis: best bid and ask as the venue sends them. */
  TARDIS_BOOK_TICKER("book_ticker", 90),
  /** Tardis: the first five levels. */
  TARDIS_BOOK_SNAPSHOT_5("book_snapshot_5", 250),
  /** Tardis: the first 25 levels. */
  TARDIS_BOOK_SNAPSHOT_25("book_snapshot_25", 1000),
  /** Tardis: every change of the book, a row a level. */
  TARDIS_INCREMENTAL_BOOK("incremental_book_L2", 82),
  /** Tardis: mark and index price, funding, open interest. */
  TARDIS_DERIVATIVE_TICKER("derivative_ticker", 130),
  /** Tardis: liquidation orders. */
  TARDIS_LIQUIDATIONS("liquidations", 85),
  /** Frames as they were recorded, of one instrument. */
  RECORDED_FRAMES("recorded-frames", 300),
  /** Own archive of the raw topics, one instrument and day. */
  OWN_PARQUET("own-parquet", 300);

  private final String id;
  private final int rowBytes;

  ArchiveType(String id, int rowBytes) {
    this.id = id;
    this.rowBytes = rowBytes;
  }

  /** Name in paths and file names of its layout. */
  public String id() {
    return id;
  }

  /** Bytes of a usual row, unpacked; for estimates. */
  int rowBytes() {
    return rowBytes;
  }

  /** True for files in Tardis' layout. */
  public boolean isTardis() {
    return name().startsWith("TARDIS_");
  }

  /** True for frames as they came, which need no making. */
  public boolean isRaw() {
    return this == RECORDED_FRAMES || this == OWN_PARQUET;
  }

  /** True for candles, whose files name an interval in place of the type. */
  public boolean hasInterval() {
    return this == KLINES || this == MARK_PRICE_KLINES;
  }

  /** The type of that name in a layout, in any case; null when there is none. */
  public static @Nullable ArchiveType ofId(String id, boolean tardis) {
    for (ArchiveType type : values()) {
      if (type.isTardis() == tardis
          && !type.isRaw()
          && type.id.toLowerCase(Locale.ROOT).equals(id.toLowerCase(Locale.ROOT))) {
        return type;
      }
    }
    return null;
  }
}
