package io.cryptoscalp.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentListing;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.testing.RecordedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Does each venue's answer become the instruments that stand in it? */
class ExchangeInfoDecoderTest {
  private static final String SPOT =
      "{'timezone':'UTC','serverTime':1633998511098,'rateLimits':[{'a':[1]}],'symbols':[{'symbol':"
          + "'BTCUSDT','status':'TRADING','baseAsset':'BTC','quoteAsset':'USDT','filters':["
          + "{'tickSize':'0.01000000','minPrice':'0.01','filterType':'PRICE_FILTER'},"
          + "{'filterType':'LOT_SIZE','minQty':'0.00001000','maxQty':'9000.0','stepSize':'0.00001000'},"
          + "{'filterType':'MARKET_LOT_SIZE','minQty':'0.0','maxQty':'1','stepSize':'0.0'},"
          + "{'filterType':'NOTIONAL','minNotional':'5.0','maxNotional':'9000000.0'}],"
          + "'permissionSets':[['SPOT']]},{'symbol':'币安人生USDT','status':'BREAK','baseAsset':'币安人生',"
          + "'quoteAsset':'USDT','filters':[]}]}";

  private final ExchangeInfoDecoder decoder = new ExchangeInfoDecoder();
  private final List<InstrumentListing> listings = new ArrayList<>();

  @Test
  void aSpotAnswer() {
    assertThat(decode(SPOT, Venue.BINANCE_SPOT)).isEqualTo(RejectCode.NONE);
    assertThat(listings).hasSize(2);
    Instrument btc = listings.get(0).toInstrument();
    assertThat(btc.id()).isEqualTo("BTCUSDT.BINANCE");
    assertThat(btc.tickSize()).isEqualTo(1_000_000);
    assertThat(btc.lotSize()).isEqualTo(1_000);
    assertThat(btc.minQuantity()).isEqualTo(1_000);
    assertThat(btc.minNotional()).isEqualTo(5);
    assertThat(btc.settle()).isEqualTo("USDT");
    assertThat(btc.maxLeverage()).isEqualTo(1);
    assertThat(listings.get(0).isTrading()).isTrue();
    assertThat(listings.get(1).symbol()).isEqualTo("币安人生USDT");
    assertThat(listings.get(1).isTrading()).isFalse();
  }

  @Test
  void whatChangedIsNamed() {
    decode(SPOT, Venue.BINANCE_SPOT);
    Instrument before = listings.get(0).toInstrument();
    assertThat(listings.get(0).differences(before)).isEmpty();
    listings.clear();
    decode(
        SPOT.replace("0.01000000", "0.10000000").replace("0.00001000", "0.0001"),
        Venue.BINANCE_SPOT);
    assertThat(listings.get(0).differences(before))
        .containsExactly(
            "tickSize=0.01->0.1", "lotSize=0.00001->0.0001", "minQuantity=0.00001->0.0001");
  }

  @ParameterizedTest
  @CsvSource({
    "'symbols','symbolz',FIELD_MISSING",
    "'status','statuz',FIELD_MISSING",
    "'''0.01000000''','''0.01x''',NUMBER_INVALID",
    "'''0.01000000''','null',FIELD_WRONG_TYPE",
    "'''0.01000000''','''-0.01''',PRICE_OUT_OF_RANGE",
    "'''9000.0''','''9e3''',NUMBER_INVALID",
    "'''TRADING''','7',FIELD_WRONG_TYPE",
    "'''TRADING''','''TR\\u0041DING''',FRAME_AMBIGUOUS",
    "'''filters'':[]}]}','''filters'':[]}]',FRAME_TRUNCATED",
    "'''filters'':[]}]}','''filters'':[]}]}}',FRAME_TRAILING_BYTES",
  })
  void plantedDamageIsNamed(String from, String to, RejectCode code) {
    assertThat(SPOT).contains(from);
    assertThat(decode(SPOT.replace(from, to), Venue.BINANCE_SPOT)).isEqualTo(code);
    assertThat(decoder.detail()).contains("field=");
  }

  @Test
  void anErrorAnswerIsNoList() {
    assertThat(decode("{'code':-1121,'msg':'Invalid symbol.'}", Venue.BINANCE_SPOT))
        .isEqualTo(RejectCode.FIELD_MISSING);
    assertThat(decoder.detail()).contains("field=symbols");
  }

  @Test
  void anyBytesGiveACodeAndNeverMore() {
    Random random = new Random(3);
    byte[] original = SPOT.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 30_000; i++) {
      byte[] message = Arrays.copyOf(original, random.nextInt(original.length + 1));
      for (int edits = random.nextInt(4); edits > 0 && message.length > 0; edits--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt(256);
      }
      RejectCode code = decoder.decode(message, Venue.BINANCE_SPOT, listings::add);
      assertThat(code).isNotNull();
      if (message.length < original.length) {
        assertThat(code).isNotEqualTo(RejectCode.NONE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BINANCE-2021-10-12,BINANCE_SPOT,1695,1262",
    "BINANCE_FUTURES-2021-07-22,BINANCE_USDM,122,121",
    "BINANCE_DELIVERY-2021-07-22,BINANCE_COINM,36,36"
  })
  void recordedAnswersAgreeWithATreeParser(String file, Venue venue, int all, int trading)
      throws IOException {
    String answer = recorded(file);
    assertThat(decoder.decode(answer.getBytes(StandardCharsets.UTF_8), venue, listings::add))
        .isEqualTo(RejectCode.NONE);
    JsonNode symbols = new ObjectMapper().readTree(answer).get("symbols");
    assertThat(symbols).hasSize(all);
    assertThat(listings).hasSize(all);
    assertThat(listings.stream().filter(InstrumentListing::isTrading)).hasSize(trading);
    for (int i = 0; i < all; i++) {
      JsonNode node = symbols.get(i);
      InstrumentListing listing = listings.get(i);
      assertThat(listing.symbol()).isEqualTo(node.get("symbol").asText());
      for (JsonNode filter : node.get("filters")) {
        if (filter.get("filterType").asText().equals("PRICE_FILTER")) {
          assertThat(BigDecimal.valueOf(listing.tickSize(), InstrumentListing.DECIMALS))
              .isEqualByComparingTo(new BigDecimal(filter.get("tickSize").asText()));
        } else if (filter.get("filterType").asText().equals("LOT_SIZE")) {
          assertThat(BigDecimal.valueOf(listing.lotSize(), InstrumentListing.DECIMALS))
              .isEqualByComparingTo(new BigDecimal(filter.get("stepSize").asText()));
          assertThat(listing.maxQuantity()).isEqualTo(filter.get("maxQty").asDouble());
        }
      }
    }
  }

  /** The exchangeInfo answer in a recorded session. */
  static String recorded(String file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (BufferedReader reader = RecordedData.open("exchange-wire-samples/" + file + ".jsonl.gz")) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.contains("/exchangeInfo")) {
          return mapper.readTree(line).get("data").asText();
        }
      }
    }
    throw new IOException("no exchangeInfo in " + file);
  }

  private RejectCode decode(String text, Venue venue) {
    return decoder.decode(
        text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), venue, listings::add);
  }
}
