package io.cryptoscalp.operators.servable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.scaling.OnlineScaler;
import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.models.scaling.ScalerModelJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.ml.linalg.Vector;
import org.apache.flink.ml.linalg.Vectors;
import org.apache.flink.ml.servable.api.DataFrame;
import org.apache.flink.ml.servable.api.Row;
import org.apache.flink.ml.servable.types.BasicType;
import org.apache.flink.ml.servable.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Is what Flink ML serves what the engine computes, bit for bit? */
class ScalerServableTest {
  private static final int WIDTH = 66;
  private static final int ROWS = 300;

  private final Random random = new Random(2);

  private static DataFrame frame(List<Row> rows) {
    return new DataFrame(
        new ArrayList<>(List.of("features", "mask")),
        new ArrayList<>(
            List.of(DataTypes.VECTOR(BasicType.DOUBLE), DataTypes.VECTOR(BasicType.LONG))),
        rows);
  }

  private double[] vector() {
    return random.doubles(WIDTH).map(x -> Math.tan(3 * (x - 0.5))).toArray();
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void equalsTheEngineBitForBit(ScalerKind kind) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < WIDTH; i++) {
      ids.add("f" + i);
    }
    OnlineScaler engine = new OnlineScaler("set", ids, ScalerOptions.of(kind));
    for (int i = 0; i < 500; i++) {
      engine.learn(vector(), new long[] {random.nextLong(), 3});
    }
    engine.freeze();
    ScalerServable servable =
        new ScalerServable()
            .setModelData(new ByteArrayInputStream(ScalerModelJson.write(engine.model())))
            .set(ScalerServable.VALID_COL, "mask");
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      long[] mask = {random.nextLong(), random.nextInt(4)};
      rows.add(new Row(new ArrayList<>(Arrays.asList(Vectors.dense(vector()), mask))));
    }
    DataFrame served = servable.transform(frame(rows));
    int scaled = served.getIndex("scaled");
    int scaledValid = served.getIndex("scaledValid");
    for (Row row : served.collect()) {
      double[] expected = new double[WIDTH];
      long[] expectedValid = new long[2];
      engine.scale(((Vector) row.get(0)).toArray(), (long[]) row.get(1), expected, expectedValid);
      double[] got = ((Vector) row.get(scaled)).toArray();
      for (int c = 0; c < WIDTH; c++) {
        assertThat(Double.doubleToRawLongBits(got[c]))
            .isEqualTo(Double.doubleToRawLongBits(expected[c]));
      }
      assertThat((long[]) row.get(scaledValid)).isEqualTo(expectedValid);
    }
    assertThat(served.collect()).hasSize(ROWS);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> new ScalerServable().transform(frame(new ArrayList<>())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("SCALER_MODEL_MISSING");
    assertThatThrownBy(() -> new ScalerServable().setModelData())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("streams=0");
  }
}
