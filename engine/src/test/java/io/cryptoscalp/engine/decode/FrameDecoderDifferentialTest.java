package io.cryptoscalp.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Does the decoder ever accept bytes in which a strict JSON parser finds something else? */
class FrameDecoderDifferentialTest {
  private static final int MUTATIONS = 60_000;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final Instrument PERPETUAL =
      Objects.requireNonNull(InstrumentCatalogue.builtIn().find(Venue.BINANCE_USDM, "BTCUSDT"));
  private static final String FRAGMENTS = "0123456789.-+eE\"{}[]:,\\ u\ntfn";

  private enum Sample {
    TRADE(
        FrameKind.TRADE,
        "{'stream':'btcusdt@trade','data':{'e':'trade','E':1680652700002,'T':1680652700001,"
            + "'s':'BTCUSDT','t':3536841101,'p':'28140.50','q':'0.013','X':'MARKET','m':true}}"),
    TICKER(
        FrameKind.BOOK_TICKER,
        "{'e':'bookTicker','u':2721220733421,'s':'BTCUSDT','b':'28140.50','B':'1.021',"
            + "'a':'28140.60','A':'7.5','T':1680652700001,'E':1680652700002,'new':{'x':[1,-2.5e3]}}"),
    DEPTH(
        FrameKind.DEPTH_DIFF,
        "{'stream':'btcusdt@depth','data':{'e':'depthUpdate','E':1680652700002,"
            + "'T':1680652700001,'s':'BTCUSDT','U':11,'u':19,'pu':10,"
            + "'b':[['28140.50','0.5'],['28140.10','0']],'a':[['28140.60','3.25']]}}"),
    SNAPSHOT(
        FrameKind.DEPTH_SNAPSHOT,
        "{'id':1,'status':200,'result':{'lastUpdateId':600859605926,'E':1680652700002,"
            + "'T':1680652700001,'bids':[['28140.50','6'],['28140.40','1.5',[]]],"
            + "'asks':[['28140.60','2']]}}"),
    AGG_TRADE(
        FrameKind.AGG_TRADE,
        "{'e':'aggTrade','E':1680652700002,'a':782,'s':'BTCUSDT','p':'28140.50','q':'0.5',"
            + "'f':990,'l':991,'T':1680652700001,'m':false}"),
    MARK(
        FrameKind.MARK_PRICE,
        "{'e':'markPriceUpdate','E':1680652700002,'s':'BTCUSDT','p':'28141.70','P':'28150.1',"
            + "'i':'28142.06','r':'-0.00000512','T':1680681600000}"),
    FORCE(
        FrameKind.FORCE_ORDER,
        "{'e':'forceOrder','E':1680652700002,'o':{'s':'BTCUSDT','S':'SELL','o':'LIMIT',"
            + "'q':'0.014','p':'9910','ap':'9910','X':'FILLED','T':1680652700001}}"),
    KLINE(
        FrameKind.KLINE,
        "{'e':'kline','E':1680652700002,'s':'BTCUSDT','k':{'t':1680652680000,'T':1680652739999,"
            + "'s':'BTCUSDT','i':'1m','o':'28140','c':'28141','h':'28142','l':'28139',"
            + "'v':'9.125','n':9,'x':true,'q':'292000','V':'1.5'}}"),
    OPEN_INTEREST(
        FrameKind.OPEN_INTEREST,
        "{'openInterest':'10659.509','symbol':'BTCUSDT','time':1680652700002}"),
    OPEN_INTEREST_HIST(
        FrameKind.OPEN_INTEREST_HIST,
        "[{'symbol':'BTCUSDT','sumOpenInterest':'20403.63700000','sumOpenInterestValue':"
            + "'150570784.07809979','timestamp':1680652500000},{'symbol':'BTCUSDT',"
            + "'sumOpenInterest':'20401.36700000','sumOpenInterestValue':'149940752.14464448',"
            + "'timestamp':1680652800000}]"),
    RATIO(
        FrameKind.LONG_SHORT_RATIO,
        "[{'symbol':'BTCUSDT','longShortRatio':'1.8105','longAccount':'0.6442',"
            + "'shortAccount':'0.3558','timestamp':1680652800000}]");

    private final FrameKind kind;
    private final String text;

    Sample(FrameKind kind, String text) {
      this.kind = kind;
      this.text = text.replace('\'', '"');
    }

    byte[] bytes() {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void whatIsAcceptedIsWhatStands(Sample sample) throws IOException {
    FrameDecoder decoder = new FrameDecoder(PERPETUAL);
    MarketFrame frame = new MarketFrame();
    Random random = new Random(sample.text.length());
    byte[] original = sample.bytes();
    int accepted = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] message = i == 0 ? original : mutate(original, random);
      if (decoder.decode(message, 0, message.length, sample.kind, 1, frame) == RejectCode.NONE) {
        accepted++;
        check(frame, message);
      } else {
        assertThat(decoder.detail()).isNotEmpty();
        assertThat(i).as("the sample itself is accepted").isPositive();
      }
    }
    assertThat(accepted).isBetween(MUTATIONS / 50, MUTATIONS - MUTATIONS / 10);
  }

  @ParameterizedTest
  @CsvSource({
    // Times whose product with their unit wraps round into the valid years.
    "1680652700002,20044744073709,TIME_OUT_OF_RANGE",
    "'\"p\":','\"p\":\"1\",\"p\":',FRAME_AMBIGUOUS",
    "'\"X\":','\"\\u0070\":\"1\",\"X\":',FRAME_AMBIGUOUS",
    "'\"data\":','\"E\":1680652700002,\"data\":',FRAME_AMBIGUOUS",
    "'\"m\":true}}','\"m\":true}',FRAME_TRUNCATED",
    "'true}}','true}}x',FRAME_TRAILING_BYTES",
    // Bytes that are negative in Java, -1 among them.
    "'true}}','true}}\u00ff',FRAME_TRAILING_BYTES",
    "'true}}','true}}\u0080',FRAME_TRAILING_BYTES",
    "'{\"stream\"','\u00ff{\"stream\"',FRAME_MALFORMED",
    "28140.50,1e5,NUMBER_INVALID",
    "'\"28140.50\"',028140.5,FIELD_WRONG_TYPE",
    "'\"X\":','\"y\":1e99999,\"X\":',FRAME_MALFORMED",
    "28140.50,0,PRICE_ZERO",
    "28140.50,-1,PRICE_OUT_OF_RANGE",
    "28140.50,0.000000001,NUMBER_INVALID",
    "28140.50,99999999999999999,PRICE_OUT_OF_RANGE",
    "'\"0.013\"','\"0.000\"',QUANTITY_ZERO",
    "'\"0.013\"',null,FIELD_WRONG_TYPE",
    "'\"28140.50\"',28140.50,FIELD_WRONG_TYPE",
    "1680652700002,'\"1680652700002\"',FIELD_WRONG_TYPE",
    "'\"t\":','\"tt\":',FIELD_MISSING",
    "BTCUSDT,ETHUSDT,SYMBOL_MISMATCH",
    "MARKET,INSURANCE_FUND,TRADE_NOT_MARKET",
    "'\"e\":\"trade\"','\"e\":\"aggTrade\"',STREAM_MISMATCH",
    "'\"e\":\"trade\"','\"e\":\"tirade\"',FRAME_UNKNOWN",
    "'\"X\":','\"y\":1.2.3,\"X\":',FRAME_MALFORMED",
    "'\"X\":','\"y\":007,\"X\":',FRAME_MALFORMED",
    "'\"X\":','\"y\":\"\\q\",\"X\":',FRAME_MALFORMED",
  })
  void plantedDamageIsNamed(String from, String to, RejectCode code) {
    String text = Sample.TRADE.text;
    assertThat(text).contains(from);
    byte[] message = text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    FrameDecoder decoder = new FrameDecoder(PERPETUAL);
    assertThat(decoder.decode(message, 0, message.length, FrameKind.TRADE, 1, new MarketFrame()))
        .isEqualTo(code);
  }

  private static byte[] mutate(byte[] sample, Random random) {
    byte[] message = sample.clone();
    for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
      int at = random.nextInt(message.length);
      byte fragment = (byte) FRAGMENTS.charAt(random.nextInt(FRAGMENTS.length()));
      switch (random.nextInt(4)) {
        case 0 -> message[at] = fragment;
        case 1 -> {
          byte[] longer = Arrays.copyOf(message, message.length + 1);
          System.arraycopy(message, at, longer, at + 1, message.length - at);
          longer[at] = fragment;
          message = longer;
        }
        case 2 -> {
          byte[] shorter = Arrays.copyOf(message, message.length - 1);
          System.arraycopy(message, at + 1, shorter, at, shorter.length - at);
          message = shorter;
        }
        default -> {
          byte swapped = message[at];
          int other = random.nextInt(message.length);
          message[at] = message[other];
          message[other] = swapped;
        }
      }
    }
    return message;
  }

  private static void check(MarketFrame frame, byte[] message) throws IOException {
    String text = new String(message, StandardCharsets.UTF_8);
    JsonNode root = JSON.readTree(message);
    JsonNode data =
        root.isArray()
            ? root.get(root.size() - 1)
            : root.has("data") ? root.get("data") : root.has("result") ? root.get("result") : root;
    if (frame.kind.code() < FrameKind.OPEN_INTEREST.code()
        && (frame.kind != FrameKind.DEPTH_SNAPSHOT || data.has("E"))) {
      assertThat(frame.eventTimeNs).as(text).isEqualTo(nanos(data.get("E").asLong()));
    }
    switch (frame.kind) {
      case DEPTH_SNAPSHOT -> {
        assertThat(frame.lastId).as(text).isEqualTo(data.get("lastUpdateId").asLong());
        levels(frame.bidPrices, frame.bidQuantities, frame.bidCount, data.get("bids"), text);
        levels(frame.askPrices, frame.askQuantities, frame.askCount, data.get("asks"), text);
      }
      case AGG_TRADE -> {
        assertThat(frame.lastId).as(text).isEqualTo(data.get("a").asLong());
        assertThat(frame.firstId).as(text).isEqualTo(data.get("f").asLong());
        assertThat(frame.lastTradeId).as(text).isEqualTo(data.get("l").asLong());
        same(frame.price, data.get("p"), PERPETUAL.priceDecimals(), text);
        same(frame.quantity, data.get("q"), PERPETUAL.quantityDecimals(), text);
      }
      case MARK_PRICE -> {
        same(frame.markPrice, data.get("p"), PERPETUAL.priceDecimals(), text);
        if (data.has("i")) {
          same(frame.indexPrice, data.get("i"), PERPETUAL.priceDecimals(), text);
        }
        if (data.has("r") && !data.get("r").asText().isEmpty()) {
          assertThat(frame.fundingRate).as(text).isEqualTo(data.get("r").asDouble());
        }
        if (data.has("T")) {
          assertThat(frame.nextFundingTimeNs).as(text).isEqualTo(nanos(data.get("T").asLong()));
        }
      }
      case FORCE_ORDER -> {
        JsonNode order = data.get("o");
        same(frame.price, order.get("p"), PERPETUAL.priceDecimals(), text);
        same(frame.quantity, order.get("q"), PERPETUAL.quantityDecimals(), text);
        assertThat(frame.sellerInitiated)
            .as(text)
            .isEqualTo(order.get("S").asText().equals("SELL"));
      }
      case KLINE -> {
        JsonNode candle = data.get("k");
        assertThat(frame.openTimeNs).as(text).isEqualTo(nanos(candle.get("t").asLong()));
        assertThat(frame.closeTimeNs).as(text).isEqualTo(nanos(candle.get("T").asLong()));
        same(frame.openPrice, candle.get("o"), PERPETUAL.priceDecimals(), text);
        same(frame.highPrice, candle.get("h"), PERPETUAL.priceDecimals(), text);
        same(frame.lowPrice, candle.get("l"), PERPETUAL.priceDecimals(), text);
        same(frame.price, candle.get("c"), PERPETUAL.priceDecimals(), text);
        same(frame.quantity, candle.get("v"), PERPETUAL.quantityDecimals(), text);
        assertThat(frame.closed).as(text).isEqualTo(candle.get("x").asBoolean());
      }
      case TRADE -> {
        assertThat(frame.lastId).as(text).isEqualTo(data.get("t").asLong());
        same(frame.price, data.get("p"), PERPETUAL.priceDecimals(), text);
        same(frame.quantity, data.get("q"), PERPETUAL.quantityDecimals(), text);
        assertThat(frame.sellerInitiated).as(text).isEqualTo(data.get("m").asBoolean());
      }
      case BOOK_TICKER -> {
        assertThat(frame.lastId).as(text).isEqualTo(data.get("u").asLong());
        same(frame.bidPrices[0], data.get("b"), PERPETUAL.priceDecimals(), text);
        same(frame.bidQuantities[0], data.get("B"), PERPETUAL.quantityDecimals(), text);
        same(frame.askPrices[0], data.get("a"), PERPETUAL.priceDecimals(), text);
        same(frame.askQuantities[0], data.get("A"), PERPETUAL.quantityDecimals(), text);
      }
      case OPEN_INTEREST -> {
        assertThat(frame.transactionTimeNs).as(text).isEqualTo(nanos(data.get("time").asLong()));
        assertThat(frame.openInterest).as(text).isEqualTo(data.get("openInterest").asDouble());
      }
      case OPEN_INTEREST_HIST -> {
        long timeNs = nanos(data.get("timestamp").asLong());
        assertThat(frame.transactionTimeNs).as(text).isEqualTo(timeNs);
        assertThat(frame.openInterest).as(text).isEqualTo(data.get("sumOpenInterest").asDouble());
      }
      case LONG_SHORT_RATIO -> {
        long timeNs = nanos(data.get("timestamp").asLong());
        assertThat(frame.transactionTimeNs).as(text).isEqualTo(timeNs);
        assertThat(frame.longShortRatio).as(text).isEqualTo(data.get("longShortRatio").asDouble());
      }
      default -> {
        assertThat(frame.firstId).as(text).isEqualTo(data.get("U").asLong());
        assertThat(frame.lastId).as(text).isEqualTo(data.get("u").asLong());
        assertThat(frame.previousId).as(text).isEqualTo(data.get("pu").asLong());
        levels(frame.bidPrices, frame.bidQuantities, frame.bidCount, data.get("b"), text);
        levels(frame.askPrices, frame.askQuantities, frame.askCount, data.get("a"), text);
      }
    }
  }

  private static void levels(
      long[] prices, long[] quantities, int count, JsonNode side, String text) {
    assertThat(count).as(text).isEqualTo(side.size());
    for (int i = 0; i < count; i++) {
      same(prices[i], side.get(i).get(0), PERPETUAL.priceDecimals(), text);
      same(quantities[i], side.get(i).get(1), PERPETUAL.quantityDecimals(), text);
    }
  }

  private static void same(long scaled, JsonNode value, int decimals, String text) {
    assertThat(BigDecimal.valueOf(scaled, decimals))
        .as(text)
        .isEqualByComparingTo(new BigDecimal(value.asText()));
  }

  private static long nanos(long raw) {
    long scaled = raw;
    while (scaled > 0 && scaled < 1_000_000_000_000_000_000L) {
      scaled *= 1000;
    }
    return scaled;
  }
}
