package io.cryptoscalp.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Are answers about positions read as the venue documents them, and refused otherwise? */
class PositionFramesTest {
  private static final String OPEN =
      "{'openInterest':'10659.509','symbol':'BTCUSDT','time':1589437530011}";
  private static final String RATIO =
      "[{'symbol':'BTCUSDT','longShortRatio':'0.1960','longAccount':'0.6622',"
          + "'shortAccount':'0.3378','timestamp':1583139600000},"
          + "{'symbol':'BTCUSDT','longShortRatio':'1.9559','longAccount':'0.6617',"
          + "'shortAccount':'0.3382','timestamp':'1583139900000'}]";
  private static final String RATIO_NEWER = RATIO.replace("'1583139900000'", "1583139900000");
  private static final String COIN_OPEN =
      "{'symbol':'BTCUSD_PERP','pair':'BTCUSD','openInterest':'15004',"
          + "'contractType':'PERPETUAL','time':1591261042378}";
  private static final String COIN_HIST =
      "[{'pair':'BTCUSD','contractType':'PERPETUAL','sumOpenInterest':'20403',"
          + "'sumOpenInterestValue':'176196512.23400000','timestamp':1591261042378}]";
  private static final String COIN_RATIO =
      "[{'pair':'BTCUSD','longShortRatio':'0.7869','longAccount':'0.6442',"
          + "'shortAccount':'0.4558','timestamp':1592870400000}]";

  private final MarketFrame frame = new MarketFrame();

  @Test
  void readsWhatTheVenueDocuments() {
    assertThat(usdm(FrameKind.OPEN_INTEREST, OPEN)).isEqualTo(RejectCode.NONE);
    assertThat(frame.openInterest).isEqualTo(10659.509);
    assertThat(frame.longShortRatio).isNaN();
    assertThat(frame.eventTimeNs).isZero();
    assertThat(frame.transactionTimeNs).isEqualTo(1589437530011_000_000L);
    assertThat(usdm(FrameKind.LONG_SHORT_RATIO, RATIO_NEWER)).isEqualTo(RejectCode.NONE);
    assertThat(frame.longShortRatio).isEqualTo(1.9559);
    assertThat(frame.transactionTimeNs).isEqualTo(1583139900000_000_000L);
    assertThat(frame.openInterest).isNaN();
    assertThat(coinm(FrameKind.OPEN_INTEREST, COIN_OPEN)).isEqualTo(RejectCode.NONE);
    assertThat(frame.openInterest).isEqualTo(15004);
    assertThat(coinm(FrameKind.OPEN_INTEREST_HIST, COIN_HIST)).isEqualTo(RejectCode.NONE);
    assertThat(frame.openInterest).isEqualTo(20403);
    assertThat(coinm(FrameKind.LONG_SHORT_RATIO, COIN_RATIO)).isEqualTo(RejectCode.NONE);
    assertThat(frame.longShortRatio).isEqualTo(0.7869);
  }

  @Test
  void readsOpenInterestBeyondAnyOrder() {
    String huge = OPEN.replace("10659.509", "876543210123.50000000");
    assertThat(usdm(FrameKind.OPEN_INTEREST, huge)).isEqualTo(RejectCode.NONE);
    assertThat(frame.openInterest).isEqualTo(876543210123.5);
  }

  @ParameterizedTest
  @CsvSource({
    "10659.509,0.000,QUANTITY_ZERO,openInterest",
    "10659.509,-1,QUANTITY_OUT_OF_RANGE,openInterest",
    "10659.509,99999999999999999999,QUANTITY_OUT_OF_RANGE,openInterest",
    "10659.509,10659.5091234,NUMBER_INVALID,openInterest",
    "10659.509,NaN,NUMBER_INVALID,openInterest",
    "'\"10659.509\"',10659.509,FIELD_WRONG_TYPE,openInterest",
    "'\"10659.509\"',null,FIELD_WRONG_TYPE,openInterest",
    "1589437530011,'\"1589437530011\"',FIELD_WRONG_TYPE,time",
    "1589437530011,-5,FIELD_WRONG_TYPE,time",
    "1589437530011,12,TIME_OUT_OF_RANGE,time",
    "BTCUSDT,ETHUSDT,SYMBOL_MISMATCH,symbol",
    "'\"time\"','\"tame\"',FIELD_MISSING,time",
    "'\"symbol\"','\"simbol\"',FIELD_MISSING,symbol",
    "'\"openInterest\"','\"openinterest\"',FIELD_MISSING,quantity",
    "'\"time\":','\"time\":1589437530011,\"time\":',FRAME_AMBIGUOUS,time",
    "'\"time\":','\"openInterest\":\"1\",\"time\":',FRAME_AMBIGUOUS,openInterest",
    "'\"time\":','\"e\":\"trade\",\"time\":',STREAM_MISMATCH,e",
    "'\"time\":','\"e\":\"openInterest\",\"time\":',FRAME_UNKNOWN,e",
    "'}','',FRAME_TRUNCATED,-",
    "'}','},',FRAME_TRAILING_BYTES,-",
    "'{','[{',FRAME_MALFORMED,-",
  })
  void plantedDamageOfAnAnswerIsNamed(String from, String to, RejectCode code, String field) {
    String text = OPEN.replace('\'', '"');
    assertThat(text).contains(from);
    assertThat(usdm(FrameKind.OPEN_INTEREST, text.replace(from, to))).isEqualTo(code);
    if (!field.equals("-")) {
      assertThat(detail).startsWith("field=" + field + " ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.9559,0.0000,RATIO_OUT_OF_RANGE,longShortRatio",
    "0.1960,0,RATIO_OUT_OF_RANGE,longShortRatio",
    "1.9559,-1,RATIO_OUT_OF_RANGE,longShortRatio",
    "1.9559,1e3,NUMBER_INVALID,longShortRatio",
    "'\"1.9559\"',1.9559,FIELD_WRONG_TYPE,longShortRatio",
    "1583139900000,1583139600000,FRAME_MALFORMED,timestamp",
    "1583139900000,1583139599999,FRAME_MALFORMED,timestamp",
    "1583139900000,true,FIELD_WRONG_TYPE,timestamp",
    "BTCUSDT,ETHUSDT,SYMBOL_MISMATCH,symbol",
    "longShortRatio,buySellRatio,FIELD_MISSING,rate",
    "'}]','}',FRAME_TRUNCATED,-",
    "'},{','}{',FRAME_MALFORMED,-",
    "'}]','},]',FRAME_MALFORMED,-",
    "'}]','}]]',FRAME_TRAILING_BYTES,-",
  })
  void plantedDamageOfAListIsNamed(String from, String to, RejectCode code, String field) {
    String text = RATIO_NEWER.replace('\'', '"');
    assertThat(text).contains(from);
    assertThat(usdm(FrameKind.LONG_SHORT_RATIO, text.replace(from, to))).isEqualTo(code);
    if (!field.equals("-")) {
      assertThat(detail).startsWith("field=" + field + " ");
    }
  }

  @Test
  void refusesAnotherContractAndAnswersWithoutValues() {
    String error = "{'code':-1121,'msg':'Invalid symbol.'}";
    assertThat(usdm(FrameKind.OPEN_INTEREST, error)).isEqualTo(RejectCode.FIELD_MISSING);
    assertThat(usdm(FrameKind.LONG_SHORT_RATIO, error)).isEqualTo(RejectCode.FIELD_WRONG_TYPE);
    assertThat(usdm(FrameKind.LONG_SHORT_RATIO, "[]")).isEqualTo(RejectCode.FIELD_MISSING);
    assertThat(usdm(FrameKind.LONG_SHORT_RATIO, "[{}]")).isEqualTo(RejectCode.FIELD_MISSING);
    assertThat(usdm(FrameKind.LONG_SHORT_RATIO, RATIO)).isEqualTo(RejectCode.FIELD_WRONG_TYPE);
    assertThat(usdm(FrameKind.LONG_SHORT_RATIO, COIN_RATIO)).isEqualTo(RejectCode.FIELD_MISSING);
    assertThat(coinm(FrameKind.LONG_SHORT_RATIO, COIN_RATIO.replace("BTCUSD", "ETHUSD")))
        .isEqualTo(RejectCode.SYMBOL_MISMATCH);
    assertThat(coinm(FrameKind.OPEN_INTEREST_HIST, COIN_HIST.replace("PERPETUAL", "ALL")))
        .isEqualTo(RejectCode.SYMBOL_MISMATCH);
    assertThat(coinm(FrameKind.OPEN_INTEREST, COIN_OPEN.replace("_PERP", "_200626")))
        .isEqualTo(RejectCode.SYMBOL_MISMATCH);
  }

  private String detail = "";

  private RejectCode usdm(FrameKind kind, String text) {
    return decode(Venue.BINANCE_USDM, "BTCUSDT", kind, text);
  }

  private RejectCode coinm(FrameKind kind, String text) {
    return decode(Venue.BINANCE_COINM, "BTCUSD_PERP", kind, text);
  }

  private RejectCode decode(Venue venue, String symbol, FrameKind kind, String text) {
    FrameDecoder decoder =
        new FrameDecoder(Objects.requireNonNull(InstrumentCatalogue.builtIn().find(venue, symbol)));
    byte[] message = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    RejectCode code = decoder.decode(message, 0, message.length, kind, 1, frame);
    detail = decoder.detail();
    return code;
  }
}
