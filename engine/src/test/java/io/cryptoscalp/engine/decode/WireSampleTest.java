package io.cryptoscalp.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Is each message of each product, as it comes over the wire, read field by field? */
class WireSampleTest {
  private enum Sample {
    SPOT_DEPTH(
        Venue.BINANCE_SPOT,
        FrameKind.DEPTH_DIFF,
        "{'stream':'btcusdt@depth@100ms','data':{'e':'depthUpdate','E':1680652800014,'s':'BTCUSDT',"
            + "'U':36622838160,'u':36622838172,'b':[['28150.44000000','0.00000000'],"
            + "['28149.01000000','1.25000000']],'a':[]}}",
        "E=1680652800014 T=0 U=36622838160 u=36622838172 pu=-1 b=28150.44:0 28149.01:1.25 a="),
    SPOT_SNAPSHOT(
        Venue.BINANCE_SPOT,
        FrameKind.DEPTH_SNAPSHOT,
        "{'lastUpdateId':36622838172,'bids':[['28150.43','0.5',[]]],'asks':[['28150.44','2']]}",
        "E=0 T=0 U=36622838172 u=36622838172 pu=-1 b=28150.43:0.5 a=28150.44:2"),
    SPOT_SNAPSHOT_OVER_A_SOCKET(
        Venue.BINANCE_SPOT,
        FrameKind.DEPTH_SNAPSHOT,
        "{'id':'51e2affb','status':200,'result':{'lastUpdateId':5,'bids':[],'asks':[['1.5','2']]},"
            + "'rateLimits':[{'rateLimitType':'REQUEST_WEIGHT','count':2}]}",
        "E=0 T=0 U=5 u=5 pu=-1 b= a=1.5:2"),
    SPOT_TICKER(
        Venue.BINANCE_SPOT,
        FrameKind.BOOK_TICKER,
        "{'u':36622838172,'s':'BTCUSDT','b':'28150.43','B':'0.5','a':'28150.44','A':'2','st':1}",
        "E=0 T=0 u=36622838172 b=28150.43:0.5 a=28150.44:2"),
    SPOT_TRADE(
        Venue.BINANCE_SPOT,
        FrameKind.TRADE,
        "{'e':'trade','E':1680652800014,'s':'BTCUSDT','t':3073378400,'p':'28150.44000000',"
            + "'q':'0.00177000','b':20674,'a':20675,'T':1680652800013,'m':false,'M':true}",
        "E=1680652800014 T=1680652800013 id=3073378400 p=28150.44 q=0.00177 buy"),
    SPOT_TRADE_IN_MICROSECONDS(
        Venue.BINANCE_SPOT,
        FrameKind.TRADE,
        "{'e':'trade','E':1735689600014123,'s':'BTCUSDT','t':1,'p':'28150.44','q':'1',"
            + "'T':1735689600013456,'m':true,'M':true}",
        "E=1735689600014.123 T=1735689600013.456 id=1 p=28150.44 q=1 sell"),
    SPOT_AGG_TRADE(
        Venue.BINANCE_SPOT,
        FrameKind.AGG_TRADE,
        "{'e':'aggTrade','E':1633998512330,'s':'BTCUSDT','a':26129,'p':'0.01633102','q':'4.70443515',"
            + "'f':27781,'l':27784,'T':1633998512329,'m':true,'M':true}",
        "E=1633998512330 T=1633998512329 id=26129 f=27781 l=27784 p=0.01633102 q=4.70443515 sell"),
    SPOT_KLINE(
        Venue.BINANCE_SPOT,
        FrameKind.KLINE,
        "{'e':'kline','E':1633998512330,'s':'BTCUSDT','k':{'t':1633998480000,'T':1633998539999,"
            + "'s':'BTCUSDT','i':'1m','f':100,'L':200,'o':'57000.5','c':'57002','h':'57003','l':'56999',"
            + "'v':'12.5','n':101,'x':false,'q':'712500','V':'6.25','Q':'356250','B':'0'}}",
        "E=1633998512330 t=1633998480000 T=1633998539999 o=57000.5 h=57003 l=56999 c=57002 v=12.5"
            + " V=6.25 n=101 open"),
    USDM_DEPTH(
        Venue.BINANCE_USDM,
        FrameKind.DEPTH_DIFF,
        "{'stream':'btcusdt@depth@0ms','data':{'e':'depthUpdate','E':1680652700014,"
            + "'T':1680652700006,'s':'BTCUSDT','U':2721220733388,'u':2721220733421,"
            + "'pu':2721220733380,'b':[],'a':[['28140.60','3.250']],'ps':'BTCUSDT','st':1}}",
        "E=1680652700014 T=1680652700006 U=2721220733388 u=2721220733421 pu=2721220733380 b="
            + " a=28140.6:3.25"),
    USDM_SNAPSHOT(
        Venue.BINANCE_USDM,
        FrameKind.DEPTH_SNAPSHOT,
        "{'lastUpdateId':600859605926,'E':1626992741264,'T':1626992741261,"
            + "'bids':[['32000.10','6']],'asks':[['32000.20','1.5']]}",
        "E=1626992741264 T=1626992741261 U=600859605926 u=600859605926 pu=-1 b=32000.1:6"
            + " a=32000.2:1.5"),
    USDM_TICKER(
        Venue.BINANCE_USDM,
        FrameKind.BOOK_TICKER,
        "{'stream':'btcusdt@bookTicker','data':{'e':'bookTicker','u':2721220733421,'s':'BTCUSDT',"
            + "'b':'28140.50','B':'1.021','a':'28140.60','A':'7.500','T':1680652700001,"
            + "'E':1680652700002}}",
        "E=1680652700002 T=1680652700001 u=2721220733421 b=28140.5:1.021 a=28140.6:7.5"),
    USDM_TRADE(
        Venue.BINANCE_USDM,
        FrameKind.TRADE,
        "{'stream':'btcusdt@trade','data':{'e':'trade','E':1680652700002,'T':1680652700001,"
            + "'s':'BTCUSDT','t':3536841101,'p':'28140.50','q':'0.013','X':'MARKET','m':true}}",
        "E=1680652700002 T=1680652700001 id=3536841101 p=28140.5 q=0.013 sell"),
    USDM_AGG_TRADE(
        Venue.BINANCE_USDM,
        FrameKind.AGG_TRADE,
        "{'e':'aggTrade','E':1626992742264,'a':782,'s':'BTCUSDT','p':'32000.1','q':'0.5','nq':'0.5',"
            + "'f':990,'l':991,'T':1626992742200,'m':false}",
        "E=1626992742264 T=1626992742200 id=782 f=990 l=991 p=32000.1 q=0.5 buy"),
    USDM_MARK(
        Venue.BINANCE_USDM,
        FrameKind.MARK_PRICE,
        "{'stream':'btcusdt@markPrice@1s','data':{'e':'markPriceUpdate','E':1680652700000,"
            + "'s':'BTCUSDT','p':'28141.70000000','ap':'28141.2','P':'28150.1','i':'28142.06',"
            + "'r':'-0.00000512','T':1680681600000}}",
        "E=1680652700000 p=28141.7 i=28142.06 r=-5.12E-6 T=1680681600000"),
    USDM_DATED_MARK(
        Venue.BINANCE_USDM,
        FrameKind.MARK_PRICE,
        "{'e':'markPriceUpdate','E':1680652700000,'s':'BTCUSDT','p':'28141.7','P':'1','i':'28142',"
            + "'r':'','T':0}",
        "E=1680652700000 p=28141.7 i=28142 r=NaN T=0"),
    USDM_FORCE(
        Venue.BINANCE_USDM,
        FrameKind.FORCE_ORDER,
        "{'e':'forceOrder','E':1568014460893,'o':{'s':'BTCUSDT','S':'SELL','o':'LIMIT','f':'IOC',"
            + "'q':'0.014','p':'9910','ap':'9910','X':'FILLED','l':'0.014','z':'0.014',"
            + "'T':1568014460893}}",
        "E=1568014460893 T=1568014460893 p=9910 q=0.014 sell"),
    USDM_KLINE(
        Venue.BINANCE_USDM,
        FrameKind.KLINE,
        "{'e':'kline','E':1626992742000,'s':'BTCUSDT','k':{'t':1626992700000,'T':1626992759999,"
            + "'s':'BTCUSDT','i':'1m','f':1,'L':9,'o':'32000','c':'32001','h':'32001','l':'31999',"
            + "'v':'9.125','n':9,'x':true,'q':'292000','V':'1','Q':'32000','B':'0'}}",
        "E=1626992742000 t=1626992700000 T=1626992759999 o=32000 h=32001 l=31999 c=32001 v=9.125"
            + " V=1 n=9 closed"),
    COINM_DEPTH(
        Venue.BINANCE_COINM,
        FrameKind.DEPTH_DIFF,
        "{'e':'depthUpdate','E':1723161256000,'T':1723161255999,'s':'BTCUSD_PERP','ps':'BTCUSD',"
            + "'U':1091234,'u':1091240,'pu':1091200,'b':[['61610.0','1500']],'a':[['61610.1','0']]}",
        "E=1723161256000 T=1723161255999 U=1091234 u=1091240 pu=1091200 b=61610:1500 a=61610.1:0"),
    COINM_SNAPSHOT(
        Venue.BINANCE_COINM,
        FrameKind.DEPTH_SNAPSHOT,
        "{'lastUpdateId':167006089178,'E':1626916404580,'T':1626916404574,'symbol':'BTCUSD_PERP',"
            + "'pair':'BTCUSD','bids':[['29700.1','169']],'asks':[]}",
        "E=1626916404580 T=1626916404574 U=167006089178 u=167006089178 pu=-1 b=29700.1:169 a="),
    COINM_TICKER(
        Venue.BINANCE_COINM,
        FrameKind.BOOK_TICKER,
        "{'e':'bookTicker','u':1091240,'s':'BTCUSD_PERP','ps':'BTCUSD','b':'61610.0','B':'12',"
            + "'a':'61610.1','A':'7','T':1723161255999,'E':1723161256000}",
        "E=1723161256000 T=1723161255999 u=1091240 b=61610:12 a=61610.1:7"),
    COINM_TRADE(
        Venue.BINANCE_COINM,
        FrameKind.TRADE,
        "{'e':'trade','E':1723161256000,'T':1723161255999,'s':'BTCUSD_PERP','t':905,'p':'61610.1',"
            + "'q':'3','X':'MARKET','m':false}",
        "E=1723161256000 T=1723161255999 id=905 p=61610.1 q=3 buy"),
    COINM_AGG_TRADE(
        Venue.BINANCE_COINM,
        FrameKind.AGG_TRADE,
        "{'e':'aggTrade','E':1626916405000,'a':90,'s':'BTCUSD_PERP','p':'29700.1','q':'16','f':1,"
            + "'l':2,'T':1626916404999,'m':true}",
        "E=1626916405000 T=1626916404999 id=90 f=1 l=2 p=29700.1 q=16 sell"),
    COINM_MARK(
        Venue.BINANCE_COINM,
        FrameKind.MARK_PRICE,
        "{'e':'markPriceUpdate','E':1596095725000,'s':'BTCUSD_PERP','p':'10934.62615417',"
            + "'P':'10962.17178236','i':'10933.62','r':'0.00030000','T':1596096000000}",
        "E=1596095725000 p=10934.62615417 i=10933.62 r=3.0E-4 T=1596096000000"),
    COINM_FORCE(
        Venue.BINANCE_COINM,
        FrameKind.FORCE_ORDER,
        "{'e':'forceOrder','E':1591154240950,'o':{'s':'BTCUSD_PERP','ps':'BTCUSD','S':'BUY',"
            + "'o':'LIMIT','f':'IOC','q':'1','p':'9425.5','ap':'9496.5','X':'FILLED','l':'1','z':'1',"
            + "'T':1591154240949}}",
        "E=1591154240950 T=1591154240949 p=9425.5 q=1 buy"),
    COINM_KLINE(
        Venue.BINANCE_COINM,
        FrameKind.KLINE,
        "{'e':'kline','E':1591261542539,'s':'BTCUSD_PERP','k':{'t':1591261500000,"
            + "'T':1591261559999,'s':'BTCUSD_PERP','i':'1m','f':606400,'L':606430,'o':'9638.9',"
            + "'c':'9639.8','h':'9639.8','l':'9638.6','v':'156','n':31,'x':false,'q':'1.6','V':'108',"
            + "'Q':'1.1','B':'0'}}",
        "E=1591261542539 t=1591261500000 T=1591261559999 o=9638.9 h=9639.8 l=9638.6 c=9639.8 v=156"
            + " V=108 n=31 open");

    private final Venue venue;
    private final FrameKind kind;
    private final String text;
    private final String expected;

    Sample(Venue venue, FrameKind kind, String text, String expected) {
      this.venue = venue;
      this.kind = kind;
      this.text = text.replace('\'', '"');
      this.expected = expected;
    }

    Instrument instrument() {
      String symbol = venue == Venue.BINANCE_COINM ? "BTCUSD_PERP" : "BTCUSDT";
      return Objects.requireNonNull(InstrumentCatalogue.builtIn().find(venue, symbol));
    }
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void isReadFieldByField(Sample sample) {
    assertThat(read(sample, sample.text)).isEqualTo(sample.expected);
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void unknownFieldsAreLeftOut(Sample sample) {
    String more = ",\"zz\":null,\"longerName\":{\"a\":[1,-2.5e-7,{\"b\":\"\\u5e01\"}]},\"Z\":true}";
    // Into the body: the first object that is not the wrapper.
    int at = sample.text.endsWith("}}") ? sample.text.lastIndexOf("}}") : sample.text.length() - 1;
    String text = sample.text.substring(0, at) + more + sample.text.substring(at + 1);
    if (sample != Sample.SPOT_SNAPSHOT_OVER_A_SOCKET) {
      assertThat(read(sample, text)).isEqualTo(sample.expected);
    }
  }

  private static String read(Sample sample, String text) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    MarketFrame frame = new MarketFrame();
    FrameDecoder decoder = new FrameDecoder(sample.instrument());
    RejectCode code = decoder.decode(message, 0, message.length, sample.kind, 1, frame);
    assertThat(code).as(decoder.detail()).isEqualTo(RejectCode.NONE);
    return new Rendered(frame, sample.instrument()).text();
  }

  /** A frame as text: times in ms, prices and quantities as decimals. */
  private record Rendered(MarketFrame frame, Instrument instrument) {
    String text() {
      return switch (frame.kind) {
        case DEPTH_DIFF, DEPTH_SNAPSHOT ->
            times()
                + " U=%d u=%d pu=%d b=".formatted(frame.firstId, frame.lastId, frame.previousId)
                + levels(frame.bidPrices, frame.bidQuantities, frame.bidCount)
                + " a="
                + levels(frame.askPrices, frame.askQuantities, frame.askCount);
        case BOOK_TICKER ->
            times()
                + " u=%d b=".formatted(frame.lastId)
                + levels(frame.bidPrices, frame.bidQuantities, frame.bidCount)
                + " a="
                + levels(frame.askPrices, frame.askQuantities, frame.askCount);
        case TRADE -> times() + " id=" + frame.lastId + print();
        case AGG_TRADE ->
            times()
                + " id=%d f=%d l=%d".formatted(frame.lastId, frame.firstId, frame.lastTradeId)
                + print();
        case FORCE_ORDER -> times() + print();
        case MARK_PRICE ->
            "E=%s p=%s i=%s r=%s T=%s"
                .formatted(
                    time(frame.eventTimeNs),
                    price(frame.markPrice),
                    price(frame.indexPrice),
                    frame.fundingRate,
                    time(frame.nextFundingTimeNs));
        case KLINE ->
            "E=%s t=%s T=%s o=%s h=%s l=%s c=%s v=%s V=%s n=%d %s"
                .formatted(
                    time(frame.eventTimeNs),
                    time(frame.openTimeNs),
                    time(frame.closeTimeNs),
                    price(frame.openPrice),
                    price(frame.highPrice),
                    price(frame.lowPrice),
                    price(frame.price),
                    quantity(frame.quantity),
                    quantity(frame.takerBuyQuantity),
                    frame.tradeCount,
                    frame.closed ? "closed" : "open");
        case OPEN_INTEREST, OPEN_INTEREST_HIST -> times() + " oi=" + frame.openInterest;
        case LONG_SHORT_RATIO -> times() + " ratio=" + frame.longShortRatio;
        case EXCHANGE_INFO, HEARTBEAT -> throw new IllegalStateException("never decoded");
      };
    }

    private String times() {
      return "E=" + time(frame.eventTimeNs) + " T=" + time(frame.transactionTimeNs);
    }

    private String print() {
      return " p=%s q=%s %s"
          .formatted(
              price(frame.price), quantity(frame.quantity), frame.sellerInitiated ? "sell" : "buy");
    }

    private String levels(long[] prices, long[] quantities, int count) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count; i++) {
        text.append(i > 0 ? " " : "").append(price(prices[i])).append(':');
        text.append(quantity(quantities[i]));
      }
      return text.toString();
    }

    private String price(long scaled) {
      return plain(scaled, instrument.priceDecimals());
    }

    private String quantity(long scaled) {
      return plain(scaled, instrument.quantityDecimals());
    }

    private static String time(long ns) {
      return plain(ns, 6);
    }

    private static String plain(long scaled, int decimals) {
      return BigDecimal.valueOf(scaled, decimals).stripTrailingZeros().toPlainString();
    }
  }
}
