package io.cryptoscalp.operators.results;

import static io.cryptoscalp.operators.results.SampleRecords.BTC;
import static io.cryptoscalp.operators.results.SampleRecords.ORDER;
import static io.cryptoscalp.operators.results.SampleRecords.REPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.event.DeadLetter;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.regime.Regime;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Is what is written read back unchanged, and everything else refused? */
class RowJsonTest {
  private final RowEncoders encoders = new RowEncoders();
  private final RowDecoder decoder = new RowDecoder();
  private final OrderJson orders = new OrderJson(SampleRecords::catalogue);
  private final ExecutionReportJson reports = new ExecutionReportJson(SampleRecords::catalogue);

  @Test
  void anOrderComesBackAsItWas() throws Exception {
    ResultRow row = encoders.order(ORDER, BTC);

    assertThat(orders.decode(row.json())).isEqualTo(ORDER);
    assertThat(new String(row.key(), StandardCharsets.UTF_8)).isEqualTo("paper-1");
    assertThat(row.table().topic()).isEqualTo(ResultSinks.ORDERS_TOPIC);
  }

  @Test
  void anExecutionReportComesBackAsItWas() throws Exception {
    ResultRow row = encoders.fill(REPORT, BTC);

    assertThat(reports.decode(row.json())).isEqualTo(REPORT);
    assertThat(row.table().topic()).isEqualTo(ResultSinks.FILLS_TOPIC);
  }

  @Test
  void anotherReaderOfJsonSeesTheSame() throws Exception {
    JsonNode json = new ObjectMapper().readTree(encoders.order(ORDER, BTC).json());

    assertThat(json.get("client_order_id").asText()).isEqualTo(ORDER.clientOrderId());
    assertThat(json.get("reason").asText()).isEqualTo(ORDER.reason());
    assertThat(json.get("trigger_price").asText()).isEqualTo("61800.2");
    assertThat(json.get("quantity").asText()).isEqualTo("0.00300001");
    assertThat(json.get("event_time_ns").asLong()).isEqualTo(ORDER.eventTimeNs());
    assertThat(json.size()).isEqualTo(ResultTable.ORDERS.columns().size());
  }

  @Test
  void scaledLongsOfAnySizeAreExact() throws Exception {
    Random random = new Random(7);
    long[] edges = {
      0,
      1,
      -1,
      10,
      -10,
      100_000_000,
      -100_000_001,
      Long.MAX_VALUE,
      Long.MIN_VALUE + 1,
      Long.MIN_VALUE
    };
    for (int decimals = 0; decimals <= 12; decimals++) {
      for (int i = 0; i < 2_000; i++) {
        long value = i < edges.length ? edges[i] : random.nextLong() >> random.nextInt(64);
        RowWriter writer = new JsonRowWriter(ResultTable.TRADES).begin();
        byte[] json =
            writer
                .text("x")
                .whole(1)
                .bool(true)
                .decimal(value, decimals)
                .decimal(0, 0)
                .text("BUY")
                .whole(1)
                .whole(1)
                .whole(1)
                .end("x")
                .json();

        BigDecimal read = (BigDecimal) decoder.decode(ResultTable.TRADES, json)[3];

        assertThat(read).isEqualByComparingTo(BigDecimal.valueOf(value, decimals));
      }
    }
  }

  @Test
  void doublesReadBackBitForBit() throws Exception {
    Random random = new Random(11);
    double[] values = new double[4_000];
    for (int i = 0; i < values.length; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      values[i] = Double.isFinite(any) ? any : random.nextGaussian();
    }
    values[0] = 0.1;
    values[1] = -0.0;
    values[2] = Double.MIN_VALUE;
    values[3] = Double.MAX_VALUE;
    values[4] = 2.0e-3;
    values[5] = Double.NaN;
    long[] valid = {-1L, 1L, Long.MIN_VALUE};
    FeatureSnapshot snapshot =
        new FeatureSnapshot(BTC.id(), 1, 2, 3, "v1", values, valid, 0, 0, Regime.CRASH, 0.5, false);

    Object[] read = decoder.decode(ResultTable.FEATURES, encoders.features(snapshot, BTC).json());

    assertThat((double[]) read[7]).containsExactly(values);
    assertThat((long[]) read[8]).containsExactly(valid);
  }

  @Test
  void aPayloadOfAnyBytesComesBack() throws Exception {
    byte[] payload = new byte[257];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) i;
    }
    DeadLetter letter =
        new DeadLetter("market.raw.x", 3, 42, "PRICE_ZERO", "price=0", "k", "trade", 9, payload);

    Object[] read = decoder.decode(ResultTable.DEAD_LETTERS, encoders.deadLetter(letter).json());

    assertThat(Base64.getDecoder().decode((String) read[8])).isEqualTo(payload);
    assertThat(read[9]).isEqualTo(257L);
  }

  @Test
  void rowsOfOneEncoderDoNotShareBytes() {
    ResultRow first = encoders.order(ORDER, BTC);
    byte[] before = first.json().clone();

    encoders.fill(REPORT, BTC);
    encoders.order(ORDER, BTC);

    assertThat(first.json()).isEqualTo(before);
  }

  @Test
  void theSerializerKeepsARow() throws Exception {
    ResultRow row = encoders.order(ORDER, BTC);
    DataOutputSerializer out = new DataOutputSerializer(64);
    new ResultRowSerializer().serialize(row, out);

    ResultRow read =
        new ResultRowSerializer().deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

    assertThat(read.table()).isEqualTo(row.table());
    assertThat(read.key()).isEqualTo(row.key());
    assertThat(read.json()).isEqualTo(row.json());
  }

  @Test
  void fieldsInAnotherOrderAndUnknownFieldsAreRead() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode json = mapper.readTree(encoders.fill(REPORT, BTC).json());
    StringBuilder text = new StringBuilder("{\"new_field\":{\"a\":[1,2]}");
    for (int i = ResultTable.FILLS.columns().size() - 1; i >= 0; i--) {
      String name = ResultTable.FILLS.columns().get(i).name();
      text.append(",\"").append(name).append("\":").append(json.get(name));
    }

    assertThat(reports.decode(bytes(text.append('}').toString()))).isEqualTo(REPORT);
  }

  @Test
  void aRowFromBeforeAColumnWasThereIsRead() throws Exception {
    String before =
        "{\"instrument\":\"X\",\"event_time_ns\":1,\"sequence\":2,\"from_regime\":\"NORMAL\","
            + "\"to_regime\":\"CRASH\",\"confidence\":1,\"reason\":\"fell\","
            + "\"regime_probabilities\":[],\"market_type_probabilities\":[]}";
    Object[] values =
        new RowDecoder().decode(ResultTable.REGIMES, before.getBytes(StandardCharsets.UTF_8));
    assertThat(values).startsWith("X", 1L, 2L, 0L, "NORMAL", "CRASH");
  }

  @Test
  void wrongRowsAreRefusedWithTheirReason() {
    refused("", "ROW_MALFORMED");
    refused("[]", "ROW_MALFORMED");
    refused("{\"trade_id\":1", "ROW_MALFORMED");
    refused("{} {}", "ROW_MALFORMED");
    refused("{\"trade_id\":1,\"trade_id\":2}", "ROW_MALFORMED");
    refused("{}", "FIELD_MISSING");
    refused(trade().replace("\"sequence\":9", "\"other\":9"), "FIELD_MISSING");
    refused(trade().replace("\"trade_id\":5", "\"trade_id\":\"5\""), "FIELD_TYPE");
    refused(trade().replace("\"trade_id\":5", "\"trade_id\":5.5"), "FIELD_TYPE");
    refused(trade().replace("\"trade_id\":5", "\"trade_id\":null"), "FIELD_TYPE");
    refused(trade().replace("\"trade_id\":5", "\"trade_id\":9223372036854775808"), "FIELD_RANGE");
    refused(trade().replace("\"0.01\"", "0.01"), "FIELD_TYPE");
    refused(trade().replace("\"0.01\"", "\"1e999999999\""), "FIELD_RANGE");
    refused(trade().replace("\"0.01\"", "\"0.0000000000001\""), "FIELD_RANGE");
    refused(trade().replace("\"0.01\"", "\"\""), "FIELD_RANGE");
    refused(trade().replace("\"0.01\"", "\"" + "9".repeat(27) + "\""), "FIELD_RANGE");
  }

  @Test
  void ordersThatCannotBeMeantAreRefused() {
    String order = new String(encoders.order(ORDER, BTC).json(), StandardCharsets.UTF_8);

    refusedOrder(order.replace("\"SELL\"", "\"HOLD\""), "FIELD_VALUE");
    refusedOrder(order.replace("BTCUSDT-PERP", "NOSUCH-PERP"), "INSTRUMENT_UNKNOWN");
    refusedOrder(order.replace("0.00300001", "0.003000015"), "FIELD_RANGE");
    refusedOrder(order.replace("\"account\"", "\"acount\""), "FIELD_MISSING");
  }

  private String trade() {
    TradePrint trade =
        new TradePrint(BTC.id(), 5, false, 1_000_000, 200_000_000, Side.BUY, 7, 8, 9);
    return new String(encoders.trade(trade, BTC).json(), StandardCharsets.UTF_8);
  }

  private void refused(String json, String code) {
    assertThatExceptionOfType(RowFormatException.class)
        .as(json)
        .isThrownBy(() -> decoder.decode(ResultTable.TRADES, bytes(json)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessageStartingWith(code + ": ");
  }

  private void refusedOrder(String json, String code) {
    assertThatExceptionOfType(RowFormatException.class)
        .isThrownBy(() -> orders.decode(bytes(json)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
