package io.cryptoscalp.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.testing.RecordedCandles;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import io.cryptoscalp.engine.testing.VenueFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Is a crash left alone? Recorded candles become ticks: quotes and trades that move together. */
class CrashTest {
  private static final long HOUR_MS = 3_600_000L;
  private static final int STEPS_A_SECOND = 10;

  private final Instrument instrument =
      Objects.requireNonNull(InstrumentCatalogue.builtIn().find("BTCUSDT-PERP.BINANCE"));
  private final List<Frame> frames = new ArrayList<>();
  private long nowMs = 1_700_000_000_000L;
  private long id = 1000;
  private long trades;
  private double mark;

  /**
   * The hour with the widest candle of each recording: 18 April 2021 (Bitcoin, 11 % within
   * minutes), and the widest of the others.
   */
  @ParameterizedTest
  @CsvSource({
    "klines-1m-binance-spot-2021-04/BTCUSDT-1m-2021-04-02_2021-05-14.json.gz,60000",
    "klines-1m-binance-spot-2021-04/ETHUSDT-1m-2021-04-02_2021-05-14.json.gz,60000",
    "klines-5m-luna-2022/binance-spot-BTCUSDT-5m-2021-11_2022-05.json.gz,300000",
    "klines-5m-luna-2022/ftx-ETHUSDT-5m-2021-11_2022-05.json.gz,300000"
  })
  void aRecordedCrashIsNotQuarantined(String file, long candleMs) {
    List<Bar> candles =
        RecordedCandles.load(instrument, file, candleMs * 1_000_000, 0, Long.MAX_VALUE);
    int widest = 0;
    for (int i = 0; i < candles.size(); i++) {
      widest = range(candles.get(i)) > range(candles.get(widest)) ? i : widest;
    }
    int around = (int) (HOUR_MS / 2 / candleMs);
    long last = candles.get(widest - around).open();
    for (Bar candle : candles.subList(widest - around, widest + around)) {
      // Candles of thin minutes do not join; ticks do.
      walk(last, candle.open(), 1000);
      last = candle.close();
      boolean up = candle.close() >= candle.open();
      walk(candle.open(), up ? candle.low() : candle.high(), candleMs / 4);
      walk(up ? candle.low() : candle.high(), up ? candle.high() : candle.low(), candleMs / 2);
      walk(up ? candle.high() : candle.low(), candle.close(), candleMs / 4);
    }
    QualityRun run = new QualityRun(instrument, QualityOptions.DEFAULT).all(frames);
    QualityRun plain = new QualityRun(instrument, QualityOptions.OFF).all(frames);
    assertThat(range(candles.get(widest))).isGreaterThan(0.04);
    assertThat(run.letters).isEmpty();
    assertThat(run.quarantined()).as("%s", run.anomalies).isZero();
    assertThat(run.learned).isEqualTo(plain.learned);
  }

  /** No tick between two worlds: the first trade waits for the quote that says the same. */
  @Test
  void aGapCostsOneTradeAndIsThenTheMarket() {
    walk(scaled(30_000), scaled(30_010), 60_000);
    QualityRun run = new QualityRun(instrument, QualityOptions.DEFAULT).all(frames);
    frames.clear();
    walk(scaled(27_000), scaled(26_900), 60_000);
    run.all(frames);
    assertThat(run.quarantined()).as("%s", run.anomalies).isEqualTo(1);
    // The first trade that is used is new in its return, which is told and costs nothing.
    assertThat(run.codes)
        .isEqualTo(Map.of("QUALITY_TRADE_PRICE", 1, "QUALITY_REFUTED", 1, "QUALITY_JOINT", 1));
    assertThat(run.learned.stream().filter(line -> line.startsWith("trade ")).count())
        .isEqualTo(2L * 60 * STEPS_A_SECOND - 1);
  }

  private static double range(Bar bar) {
    return (double) (bar.high() - bar.low()) / bar.low();
  }

  private long scaled(double price) {
    return instrument.scalePrice(price);
  }

  /** From one price to the other in even steps; quote and trade take turns in being first. */
  private void walk(long from, long to, long durationMs) {
    long steps = durationMs * STEPS_A_SECOND / 1000;
    for (long i = 1; i <= steps; i++) {
      nowMs += 1000 / STEPS_A_SECOND;
      double price = instrument.price(from + (to - from) * i / steps);
      mark = mark == 0 ? price : mark + (price - mark) / 20;
      if (i % 2 == 0) {
        quote(price);
        trade(price);
      } else {
        trade(price);
        quote(price);
      }
      if (i % STEPS_A_SECOND == 0) {
        add(
            FrameKind.MARK_PRICE,
            "{'e':'markPriceUpdate','E':%d,'s':'BTCUSDT','p':'%.2f','i':'%.2f','r':'0.0001','T':%d}"
                .formatted(nowMs, mark, mark, nowMs + HOUR_MS));
      }
    }
  }

  private void quote(double price) {
    add(
        FrameKind.BOOK_TICKER,
        ("{'e':'bookTicker','E':%d,'T':%d,'u':%d,'s':'BTCUSDT','b':'%.1f','B':'%d.5','a':'%.1f',"
                + "'A':'2.5'}")
            .formatted(nowMs, nowMs, ++id, price - 0.1, 1 + id % 7, price + 0.1));
  }

  private void trade(double price) {
    add(
        FrameKind.TRADE,
        "{'e':'trade','E':%d,'T':%d,'s':'BTCUSDT','t':%d,'p':'%.1f','q':'%.3f','X':'MARKET','m':%b}"
            .formatted(nowMs, nowMs, ++trades, price, 0.1 + id % 11 / 10.0, id % 2 == 0));
  }

  private void add(FrameKind kind, String text) {
    frames.add(VenueFeed.of(kind, nowMs + 5, text));
  }
}
