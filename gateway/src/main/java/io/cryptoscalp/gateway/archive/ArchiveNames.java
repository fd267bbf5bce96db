package io.cryptoscalp.gateway.archive;

import io.cryptoscalp.engine.instrument.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which file holds what, by its path alone.
 *
 * <p>Binance: {@code .../<spot|futures/um|futures/cm>/<daily|monthly>/<type>/<SYMBOL>/[<interval>/]
 * <SYMBOL>-<type or interval>-<yyyy-MM[-dd]>.<zip|csv|csv.gz>}. Tardis: {@code
 * <exchange>_<type>_<yyyy-MM-dd>_<SYMBOL>.csv[.gz]}.
 */
public final class ArchiveNames {
  private static final Pattern BINANCE =
      Pattern.compile(
          "([A-Z0-9]+(?:_[A-Z0-9]+)?)-([A-Za-z0-9]+)-(\\d{4}-\\d{2})(-\\d{2})?\\.(zip|csv|csv\\.gz)");
  private static final Pattern TARDIS =
      Pattern.compile(
          "(binance|binance-futures|binance-delivery)_([A-Za-z0-9_]+?)_(\\d{4}-\\d{2}-\\d{2})_"
              + "([A-Za-z0-9_]+)\\.csv(\\.gz)?");
  private static final Pattern INTERVAL = Pattern.compile("\\d{1,2}(s|m|h|d|w|mo)");

  private ArchiveNames() {}

  /**
   * The files of an archive below a folder (or the one file), by name.
   *
   * @param tardis in Tardis' layout, else in Binance's
   * @param market of files whose path does not say it
   * @throws IOException when the folder cannot be read
   */
  public static List<ArchiveFile> find(Path input, boolean tardis, Venue market)
      throws IOException {
    Path root = input.toAbsolutePath().normalize();
    Path base = Files.isDirectory(root) ? root : root.resolveSibling("");
    List<ArchiveFile> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        String name = base.relativize(file).toString().replace('\\', '/');
        ArchiveFile parsed =
            tardis
                ? tardis(file, name, Files.size(file))
                : binance(file, name, Files.size(file), market);
        if (parsed != null) {
          files.add(parsed);
        }
      }
    }
    return files;
  }

  static @Nullable ArchiveFile binance(Path file, String name, long bytes, Venue market) {
    Matcher parts = BINANCE.matcher(String.valueOf(file.getFileName()));
    if (!parts.matches()) {
      return null;
    }
    String path = "/" + file.toString().replace('\\', '/').toLowerCase(Locale.ROOT);
    boolean candles = INTERVAL.matcher(parts.group(2)).matches();
    ArchiveType type = candles ? candleType(path) : ArchiveType.ofId(parts.group(2), false);
    if (type == null) {
      return null;
    }
    try {
      YearMonth month = YearMonth.parse(parts.group(3));
      boolean daily = parts.group(4) != null;
      LocalDate from = daily ? LocalDate.parse(parts.group(3) + parts.group(4)) : month.atDay(1);
      LocalDate to = daily ? from.plusDays(1) : month.plusMonths(1).atDay(1);
      return new ArchiveFile(
          file.toString(),
          name,
          type,
          venue(path, market),
          parts.group(1),
          candles ? parts.group(2) : "",
          from,
          to,
          bytes);
    } catch (DateTimeException e) {
      // A name that looks like one and is of no day.
      return null;
    }
  }

  /** Candles lie in a folder that says of what; of premiums and indices nothing is read. */
  private static @Nullable ArchiveType candleType(String path) {
    if (path.contains("/markpriceklines/")) {
      return ArchiveType.MARK_PRICE_KLINES;
    }
    return path.contains("/premiumindexklines/") || path.contains("/indexpriceklines/")
        ? null
        : ArchiveType.KLINES;
  }

  private static Venue venue(String path, Venue otherwise) {
    if (path.contains("/futures/um/")) {
      return Venue.BINANCE_USDM;
    }
    if (path.contains("/futures/cm/")) {
      return Venue.BINANCE_COINM;
    }
    return path.contains("/spot/daily/") || path.contains("/spot/monthly/")
        ? Venue.BINANCE_SPOT
        : otherwise;
  }

  static @Nullable ArchiveFile tardis(Path file, String name, long bytes) {
    Matcher parts = TARDIS.matcher(String.valueOf(file.getFileName()));
    if (!parts.matches()) {
      return null;
    }
    ArchiveType type = ArchiveType.ofId(parts.group(2), true);
    if (type == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(parts.group(3));
      return new ArchiveFile(
          file.toString(),
          name,
          type,
          tardisVenue(parts.group(1)),
          parts.group(4).toUpperCase(Locale.ROOT),
          "",
          day,
          day.plusDays(1),
          bytes);
    } catch (DateTimeException e) {
      return null;
    }
  }

  static Venue tardisVenue(String exchange) {
    return switch (exchange) {
      case "binance-futures" -> Venue.BINANCE_USDM;
      case "binance-delivery" -> Venue.BINANCE_COINM;
      default -> Venue.BINANCE_SPOT;
    };
  }
}
