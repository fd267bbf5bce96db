package io.cryptoscalp.operators.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A row means the same in JSON and in ClickHouse's binary format. */
final class BinaryRowTest {
  private static final String[] TEXTS = {
    "",
    "BTCUSDT-PERP.BINANCE",
    "quote \" and \\",
    "tab\tnull\0",
    "Grüße 漢字 \ud83d\ude80",
    "x".repeat(300)
  };
  private static final double[] REALS = {
    0, -0.0, 1e-300, 0.1, -12345.678, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY
  };
  private static final long[] WHOLES = {
    0, 1, -1, 255, 1_706_572_800_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE
  };

  @ParameterizedTest
  @EnumSource(ResultTable.class)
  void valuesEqualThoseOfJson(ResultTable table) throws Exception {
    Random random = new Random(table.name().hashCode());
    for (int round = 0; round < 50; round++) {
      long seed = random.nextLong();
      ResultRow json = row(RowWriter.of(table, RowFormat.JSON).begin(), table, new Random(seed));
      ResultRow binary =
          row(RowWriter.of(table, RowFormat.ROW_BINARY).begin(), table, new Random(seed));
      Object[] values = read(table, binary.bytes());
      Object[] expected = plain(new RowDecoder().decode(table, json.json()));
      assertThat(Arrays.deepEquals(plain(values), expected))
          .as("%s %s", Arrays.deepToString(values), Arrays.deepToString(expected))
          .isTrue();
    }
  }

  /** Decimals without the zeros that only one of the formats has. */
  private static Object[] plain(Object[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof BigDecimal decimal) {
        values[i] = decimal.stripTrailingZeros();
      }
    }
    return values;
  }

  private static ResultRow row(RowWriter to, ResultTable table, Random random) {
    for (Column column : table.columns()) {
      switch (column.type()) {
        case TEXT, LABEL -> to.text(text(random));
        case INT64 -> to.whole(whole(random));
        case FLOAT64 -> to.real(real(random));
        case BOOL -> to.bool(random.nextBoolean());
        case DECIMAL -> to.decimal(whole(random), random.nextInt(13));
        case TEXT_ARRAY -> {
          List<String> texts = new ArrayList<>();
          for (int i = random.nextInt(4); i > 0; i--) {
            texts.add(text(random));
          }
          to.texts(texts);
        }
        case FLOAT64_ARRAY -> {
          double[] reals = new double[random.nextInt(200)];
          for (int i = 0; i < reals.length; i++) {
            reals[i] = real(random);
          }
          to.reals(reals);
        }
        case UINT64_ARRAY -> to.words(random.longs(random.nextInt(4)).toArray());
      }
    }
    return to.end("key");
  }

  private static String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private static double real(Random random) {
    int at = random.nextInt(REALS.length + 4);
    return at < REALS.length ? REALS[at] : random.nextGaussian();
  }

  private static long whole(Random random) {
    int at = random.nextInt(WHOLES.length + 3);
    return at < WHOLES.length ? WHOLES[at] : random.nextLong();
  }

  private static Object[] read(ResultTable table, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Object[] values = new Object[table.columns().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(table.columns().get(i).type(), in);
    }
    assertThat(in.remaining()).isZero();
    return values;
  }

  private static Object read(ColumnType type, ByteBuffer in) {
    return switch (type) {
      case TEXT, LABEL -> readText(in);
      case INT64 -> in.getLong();
      case FLOAT64 -> in.getDouble();
      case BOOL -> in.get() == 1;
      case DECIMAL -> {
        long low = in.getLong();
        BigInteger high = BigInteger.valueOf(in.getLong()).shiftLeft(64);
        yield new BigDecimal(high.add(new BigInteger(Long.toUnsignedString(low))), 12);
      }
      case TEXT_ARRAY -> {
        String[] texts = new String[length(in)];
        for (int i = 0; i < texts.length; i++) {
          texts[i] = readText(in);
        }
        yield texts;
      }
      case FLOAT64_ARRAY -> {
        double[] reals = new double[length(in)];
        for (int i = 0; i < reals.length; i++) {
          reals[i] = in.getDouble();
        }
        yield reals;
      }
      case UINT64_ARRAY -> {
        long[] words = new long[length(in)];
        for (int i = 0; i < words.length; i++) {
          words[i] = in.getLong();
        }
        yield words;
      }
    };
  }

  private static String readText(ByteBuffer in) {
    byte[] bytes = new byte[length(in)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int length(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  @Test
  void moreThanTwelvePlacesMustBeZeros() {
    RowWriter exact = RowWriter.of(ResultTable.TRADES, RowFormat.ROW_BINARY).begin();
    exact.text("i").whole(1).bool(false).decimal(1_500_000, 14);
    RowWriter lossy = RowWriter.of(ResultTable.TRADES, RowFormat.ROW_BINARY).begin();
    lossy.text("i").whole(1).bool(false);
    assertThatThrownBy(() -> lossy.decimal(1_500_001, 14)).hasMessageContaining("FIELD_RANGE");
  }
}
