package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** Paths of Binance's archive below its address. */
public final class ArchivePaths {
  private ArchivePaths() {}

  /**
   * The files of an instrument.
   *
   * @param type one of Binance's
   * @param interval of candles
   * @param from first day
   * @param to day behind the last
   * @param monthly months in place of days; every month that the span touches
   */
  public static List<String> of(
      Instrument instrument,
      ArchiveType type,
      String interval,
      LocalDate from,
      LocalDate to,
      boolean monthly) {
    if (type.isTardis() || type.isRaw()) {
      throw new IllegalArgumentException("DOWNLOAD_TYPE_UNKNOWN: type=" + type.id());
    }
    String symbol = instrument.symbol();
    // Funding is settled a few times a day and comes by the month only.
    boolean months = monthly || type == ArchiveType.FUNDING_RATE;
    String folder =
        "data/"
            + market(instrument.venue())
            + (months ? "/monthly/" : "/daily/")
            + type.id()
            + '/'
            + symbol
            + '/'
            + (type.hasInterval() ? interval + '/' : "");
    String name = folder + symbol + '-' + (type.hasInterval() ? interval : type.id()) + '-';
    List<String> paths = new ArrayList<>();
    if (months) {
      YearMonth last = YearMonth.from(to.minusDays(1));
      for (YearMonth m = YearMonth.from(from); !m.isAfter(last); m = m.plusMonths(1)) {
        paths.add(name + m + ".zip");
      }
    } else {
      for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
        paths.add(name + day + ".zip");
      }
    }
    return paths;
  }

  private static String market(Venue venue) {
    return switch (venue) {
      case BINANCE_SPOT -> "spot";
      case BINANCE_USDM -> "futures/um";
      case BINANCE_COINM -> "futures/cm";
    };
  }
}
