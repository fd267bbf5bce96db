package io.cryptoscalp.jobs.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.jobs.trading.TradingRig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Is the turned-over market the mirror image of the market, message by message? */
class TurnedMarketTest {
  private static final Instrument BTC = InstrumentCatalogue.builtIn().find("BTCUSDT-PERP.BINANCE");

  private static MarketFrame decoded(MarketMessage message) {
    FrameKind kind = FrameKind.ofStream(message.stream());
    MarketFrame frame = new MarketFrame();
    byte[] payload = message.payload();
    RejectCode code =
        new FrameDecoder(BTC)
            .decode(payload, 0, payload.length, kind, message.receiveTimeNs(), frame);
    assertThat(code).as(new String(payload, StandardCharsets.UTF_8)).isEqualTo(RejectCode.NONE);
    return frame;
  }

  @Test
  void everyMessageOfAMarketHasItsImage() throws Exception {
    List<MarketMessage> messages = new ArrayList<>();
    try (var market = TradingRig.synthetic(3, 100, BTC.id())) {
      for (int i = 0; i < 20_000; i++) {
        messages.add(market.next());
      }
    }
    TurnedMarket turned = new TurnedMarket();
    messages.forEach(turned::look);
    TurnedMarket back = new TurnedMarket();
    for (MarketMessage message : messages) {
      back.look(turned.of(message));
    }
    Set<FrameKind> seen = EnumSet.noneOf(FrameKind.class);
    long axis = 0;
    for (MarketMessage message : messages) {
      FrameKind kind = FrameKind.ofStream(message.stream());
      if (kind == FrameKind.HEARTBEAT || kind == FrameKind.EXCHANGE_INFO) {
        continue;
      }
      MarketMessage other = turned.of(message);
      MarketFrame one = decoded(message);
      MarketFrame two = decoded(other);
      axis = axis == 0 ? axis(kind, one, two) : axis;
      image(kind, one, two, axis);
      seen.add(kind);
      if (kind == FrameKind.TRADE) {
        assertThat(decoded(back.of(other)).sellerInitiated).isEqualTo(one.sellerInitiated);
      }
    }
    assertThat(seen)
        .contains(
            FrameKind.TRADE,
            FrameKind.DEPTH_DIFF,
            FrameKind.DEPTH_SNAPSHOT,
            FrameKind.BOOK_TICKER,
            FrameKind.MARK_PRICE);
  }

  private static long axis(FrameKind kind, MarketFrame one, MarketFrame two) {
    return kind == FrameKind.BOOK_TICKER ? one.bidPrices[0] + two.askPrices[0] : 0;
  }

  private static void image(FrameKind kind, MarketFrame one, MarketFrame two, long axis) {
    if (axis == 0) {
      return;
    }
    assertThat(two.eventTimeNs).isEqualTo(one.eventTimeNs);
    assertThat(two.lastId).isEqualTo(one.lastId);
    switch (kind) {
      case TRADE, FORCE_ORDER -> {
        assertThat(one.price + two.price).isEqualTo(axis);
        assertThat(two.quantity).isEqualTo(one.quantity);
        assertThat(two.sellerInitiated).isEqualTo(!one.sellerInitiated);
      }
      case DEPTH_DIFF, DEPTH_SNAPSHOT, BOOK_TICKER -> {
        assertThat(two.bidCount).isEqualTo(one.askCount);
        assertThat(two.askCount).isEqualTo(one.bidCount);
        for (int i = 0; i < one.askCount; i++) {
          assertThat(one.askPrices[i] + two.bidPrices[i]).isEqualTo(axis);
          assertThat(two.bidQuantities[i]).isEqualTo(one.askQuantities[i]);
        }
      }
      case MARK_PRICE -> {
        assertThat(one.markPrice + two.markPrice).isEqualTo(axis);
        assertThat(one.fundingRate + two.fundingRate).isZero();
      }
      default -> assertThat(Double.compare(two.openInterest, one.openInterest)).isZero();
    }
  }

  @Test
  void candlesRatiosAndWhatCannotBeReadHaveTheirs() throws IOException {
    TurnedMarket turned = new TurnedMarket();
    turned.look(message("trade", "{\"p\":\"100.0\"}"));
    assertThat(
            text(
                turned,
                "kline",
                "{\"k\":{\"o\":\"101.0\",\"h\":\"104.0\",\"l\":\"99.0\","
                    + "\"c\":\"103.0\",\"v\":\"10\",\"V\":\"7\"}}"))
        .isEqualTo(
            "{\"k\":{\"o\":\"99.0\",\"h\":\"101.0\",\"l\":\"96.0\",\"c\":\"97.0\","
                + "\"v\":\"10\",\"V\":\"3\"}}");
    assertThat(text(turned, "longShortRatio", "[{\"longShortRatio\":\"4\"}]"))
        .contains("\"longShortRatio\":\"0.25000000\"");
    assertThat(text(turned, "forceOrder", "{\"o\":{\"S\":\"SELL\",\"p\":\"98.5\",\"ap\":\"0\"}}"))
        .isEqualTo("{\"o\":{\"S\":\"BUY\",\"p\":\"101.5\",\"ap\":\"0\"}}");
    assertThat(text(turned, "depth", "{\"b\":[[\"90.0\",\"1\"]],\"a\":[[\"200.0\",\"2\"]]}"))
        .as("no image at twice the price")
        .isEqualTo("{\"b\":[],\"a\":[[\"110.0\",\"1\"]]}");
    assertThat(turned.of(message("trade", "{\"p\":\"200.0\",\"m\":true}"))).isNull();
    assertThat(text(turned, "trade", "not json")).isEqualTo("not json");
  }

  private static String text(TurnedMarket market, String stream, String payload)
      throws IOException {
    return new String(market.of(message(stream, payload)).payload(), StandardCharsets.UTF_8);
  }

  private static MarketMessage message(String stream, String payload) {
    return new MarketMessage(
        Venue.BINANCE_USDM, "BTCUSDT", stream, 1, payload.getBytes(StandardCharsets.UTF_8));
  }
}
