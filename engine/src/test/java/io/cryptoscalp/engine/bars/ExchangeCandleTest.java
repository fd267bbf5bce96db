package io.cryptoscalp.engine.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.testing.RecordedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Do minute bars equal the exchange's own candles? A candle frame names the first and last trade it
 * covers, so each one is held to a bar of exactly those trades from the recorded aggregate trades;
 * where a candle began before the recording, the growth between two of its frames is.
 */
class ExchangeCandleTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Recorded messages of one symbol. */
  private record Symbol(List<JsonNode> trades, List<JsonNode> candles) {}

  private static Instrument instrument(Venue venue, String symbol, boolean inverse) {
    return new Instrument(
        symbol, symbol, venue, "BASE", "QUOTE", "SETTLE", inverse, 8, 8, 1, 1, 1, 0, 10, 0, 0, 0,
        1);
  }

  private static Map<String, Symbol> load(String file) {
    Map<String, Symbol> symbols = new TreeMap<>();
    try (BufferedReader reader = RecordedData.open("exchange-wire-samples/" + file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode record = JSON.readTree(line);
        if (!record.path("t").asText().equals("recv")) {
          continue;
        }
        JsonNode message = JSON.readTree(record.path("data").asText()).path("data");
        Symbol symbol =
            symbols.computeIfAbsent(
                message.path("s").asText(),
                name -> new Symbol(new ArrayList<>(), new ArrayList<>()));
        switch (message.path("e").asText()) {
          case "aggTrade" -> symbol.trades.add(message);
          case "kline" -> symbol.candles.add(message);
          default -> {}
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
    return symbols;
  }

  private static MarketFrame decode(Instrument instrument, JsonNode message, FrameKind kind) {
    byte[] payload = message.toString().getBytes(StandardCharsets.UTF_8);
    MarketFrame frame = new MarketFrame();
    FrameDecoder decoder = new FrameDecoder(instrument);
    RejectCode code = decoder.decode(payload, 0, payload.length, kind, 0, frame);
    assertThat(code).as(message.toString()).isEqualTo(RejectCode.NONE);
    return frame;
  }

  /** The bar of the aggregate trades from one trade id to another. */
  private static Bar bar(Instrument instrument, Symbol symbol, long firstId, long lastId) {
    List<Bar> bars = new ArrayList<>();
    BarOptions options =
        new BarOptions(
            List.of(MINUTE),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            TradeSource.AGG_TRADE,
            0,
            0);
    BarAggregator aggregator = new BarAggregator(instrument, options, bars::add);
    long next = firstId;
    for (JsonNode message : symbol.trades) {
      MarketFrame trade = decode(instrument, message, FrameKind.AGG_TRADE);
      if (trade.firstId >= firstId && trade.lastTradeId <= lastId) {
        assertThat(trade.firstId).as("no trade is missing").isEqualTo(next);
        next = trade.lastTradeId + 1;
        aggregator.onTrade(trade, trade.transactionTimeNs, 0);
      }
    }
    assertThat(next).isEqualTo(lastId + 1);
    aggregator.onTime(Long.MAX_VALUE / 2, 0);
    assertThat(bars).hasSize(1);
    return bars.get(0);
  }

  private static boolean covered(Symbol symbol, long firstId, long lastId) {
    boolean starts = false;
    boolean ends = false;
    for (JsonNode trade : symbol.trades) {
      starts |= trade.path("f").asLong() == firstId;
      ends |= trade.path("l").asLong() == lastId;
    }
    return starts && ends && firstId <= lastId;
  }

  private static void near(double actual, double expected, String name) {
    assertThat(actual).as(name).isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
  }

  /** Compares every candle that is covered in whole; returns how many. */
  private static int compareWhole(Instrument instrument, Symbol symbol) {
    int compared = 0;
    for (JsonNode message : symbol.candles) {
      JsonNode raw = message.path("k");
      long first = raw.path("f").asLong();
      long last = raw.path("L").asLong();
      if (!covered(symbol, first, last)) {
        continue;
      }
      MarketFrame candle = decode(instrument, message, FrameKind.KLINE);
      Bar bar = bar(instrument, symbol, first, last);
      assertThat(bar.openTimeNs()).isEqualTo(candle.openTimeNs);
      assertThat(bar.closeTimeNs()).isEqualTo(candle.openTimeNs + MINUTE);
      assertThat(bar.open()).isEqualTo(candle.openPrice);
      assertThat(bar.high()).isEqualTo(candle.highPrice);
      assertThat(bar.low()).isEqualTo(candle.lowPrice);
      assertThat(bar.close()).isEqualTo(candle.price);
      near(bar.volume(), instrument.quantity(candle.quantity), "volume");
      near(bar.takerBuyVolume(), instrument.quantity(candle.takerBuyQuantity), "taker volume");
      if (!instrument.inverse()) {
        near(bar.quoteVolume(), raw.path("q").asDouble(), "quote volume");
      }
      assertThat(last - first + 1).isEqualTo(candle.tradeCount);
      compared++;
    }
    return compared;
  }

  /** Compares what candles grew by between two of their frames; returns how many. */
  private static int compareGrowth(Instrument instrument, Symbol symbol) {
    int compared = 0;
    for (int i = 1; i < symbol.candles.size(); i++) {
      JsonNode old = symbol.candles.get(i - 1).path("k");
      JsonNode now = symbol.candles.get(i).path("k");
      long first = old.path("L").asLong() + 1;
      long last = now.path("L").asLong();
      if (old.path("t").asLong() != now.path("t").asLong() || !covered(symbol, first, last)) {
        continue;
      }
      Bar bar = bar(instrument, symbol, first, last);
      near(bar.volume(), now.path("v").asDouble() - old.path("v").asDouble(), "volume");
      near(bar.takerBuyVolume(), now.path("V").asDouble() - old.path("V").asDouble(), "taker");
      if (!instrument.inverse()) {
        double grown = now.path("q").asDouble() - old.path("q").asDouble();
        assertThat(bar.quoteVolume()).isCloseTo(grown, within(1e-6));
      }
      MarketFrame candle = decode(instrument, symbol.candles.get(i), FrameKind.KLINE);
      assertThat(bar.close()).isEqualTo(candle.price);
      assertThat(bar.high()).isLessThanOrEqualTo(candle.highPrice);
      assertThat(bar.low()).isGreaterThanOrEqualTo(candle.lowPrice);
      compared++;
    }
    return compared;
  }

  @ParameterizedTest
  @CsvSource({
    "BINANCE_FUTURES-2021-07-22.jsonl.gz, binance-usdm, false, 15, 33",
    "BINANCE_DELIVERY-2021-07-22.jsonl.gz, binance-coinm, true, 0, 5",
    "BINANCE-2021-10-12.jsonl.gz, binance-spot, false, 1, 0"
  })
  void minuteBarsEqualTheExchangesCandles(
      String file, String venue, boolean inverse, int whole, int growths) {
    int compared = 0;
    int grown = 0;
    for (Map.Entry<String, Symbol> entry : load(file).entrySet()) {
      Instrument instrument = instrument(Venue.ofId(venue), entry.getKey(), inverse);
      compared += compareWhole(instrument, entry.getValue());
      grown += compareGrowth(instrument, entry.getValue());
    }
    assertThat(compared).as("whole candles compared").isEqualTo(whole);
    assertThat(grown).as("growths compared").isEqualTo(growths);
  }

  @Test
  void aBarOfOtherTradesDiffers() {
    Map<String, Symbol> symbols = load("BINANCE_FUTURES-2021-07-22.jsonl.gz");
    Instrument instrument = instrument(Venue.ofId("binance-usdm"), "CTKUSDT", false);
    Symbol symbol = symbols.getOrDefault("CTKUSDT", new Symbol(List.of(), List.of()));
    Bar whole = bar(instrument, symbol, 23961361, 23961395);
    Bar shorter = bar(instrument, symbol, 23961361, 23961371);
    assertThat(whole.volume()).isGreaterThan(shorter.volume());
  }
}
