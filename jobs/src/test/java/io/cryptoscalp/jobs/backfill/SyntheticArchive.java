package io.cryptoscalp.jobs.backfill;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Days of trades and quotes of a random walk, in the layout of Binance's archive. */
public final class SyntheticArchive {
  private final Path root;
  private final long meanGapMs;

  /**
   * An archive.
   *
   * @param root its folder
   * @param meanGapMs mean time between two trades
   */
  public SyntheticArchive(Path root, long meanGapMs) {
    this.root = root;
    this.meanGapMs = meanGapMs;
  }

  /** Writes some days, one after the other. */
  public void days(String symbol, LocalDate first, int days, int hours, double price)
      throws IOException {
    for (int i = 0; i < days; i++) {
      day(symbol, first.plusDays(i), hours, price);
    }
  }

  /** Writes a day of a USD-M symbol up to an hour; ids go on from day to day. */
  public void day(String symbol, LocalDate day, int hours, double price) throws IOException {
    Random random = new Random(31L * symbol.hashCode() + day.toEpochDay());
    StringBuilder trades = new StringBuilder("id,price,qty,quote_qty,time,is_buyer_maker\n");
    StringBuilder quotes =
        new StringBuilder(
            "update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,transaction_time,"
                + "event_time\n");
    long start = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    long perDay = 86_400_000 / meanGapMs;
    long count = perDay * hours / 24;
    long id = (day.toEpochDay() - 19_000) * count;
    double now = price;
    for (int i = 0; i < count; i++) {
      long time = start + i * meanGapMs + random.nextInt((int) meanGapMs);
      now = Math.max(1, now + Math.round(random.nextGaussian() * 10) / 10.0);
      boolean maker = random.nextBoolean();
      String at = String.format(Locale.ROOT, "%.1f", now);
      trades.append(id + i).append(',').append(at).append(',');
      trades.append(String.format(Locale.ROOT, "%.3f", 0.001 + random.nextInt(500) / 1000.0));
      trades.append(",0,").append(time).append(',').append(maker).append('\n');
      if (i % 2 == 0) {
        quotes.append((id + i) * 10).append(',');
        quotes.append(String.format(Locale.ROOT, "%.1f", now - 0.1)).append(",1.5,");
        quotes.append(String.format(Locale.ROOT, "%.1f", now + 0.1)).append(",2.5,");
        quotes.append(time).append(',').append(time).append('\n');
      }
    }
    zip(symbol, "trades", day, trades);
    zip(symbol, "bookTicker", day, quotes);
  }

  private void zip(String symbol, String type, LocalDate day, StringBuilder text)
      throws IOException {
    String name = symbol + "-" + type + "-" + day;
    Path file = root.resolve("data/futures/um/daily/" + type + "/" + symbol + "/" + name + ".zip");
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name + ".csv"));
      zip.write(text.toString().getBytes(StandardCharsets.US_ASCII));
      zip.closeEntry();
    }
  }
}
