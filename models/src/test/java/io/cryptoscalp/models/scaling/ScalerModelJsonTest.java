package io.cryptoscalp.models.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.scaling.OnlineScaler;
import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerModel;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.models.ModelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScalerModelJsonTest {
  private final Random random = new Random(1);

  private double[] vector() {
    return new double[] {60_000 + random.nextGaussian(), 1e-9 * random.nextGaussian(), 3};
  }

  private OnlineScaler learnt(ScalerKind kind) {
    OnlineScaler scaler =
        new OnlineScaler("v1-0123", List.of("price", "tiny", "still"), ScalerOptions.of(kind));
    for (int i = 0; i < 1_000; i++) {
      scaler.learn(vector(), new long[] {7});
    }
    scaler.freeze();
    return scaler;
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void whatIsReadScalesBitForBitAsWhatWasWritten(ScalerKind kind) {
    OnlineScaler learnt = learnt(kind);
    byte[] json = ScalerModelJson.write(learnt.model());
    ScalerModel read = ScalerModelJson.read(json);
    assertThat(read.setId()).isEqualTo("v1-0123");
    assertThat(read.featureIds()).isEqualTo(learnt.featureIds());
    assertThat(read.options()).isEqualTo(learnt.options());
    assertThat(ScalerModelJson.write(read)).isEqualTo(json);
    for (int i = 0; i < 1_000; i++) {
      double[] values = vector();
      long[] valid = {random.nextInt(8)};
      double[] one = new double[3];
      double[] two = new double[3];
      long[] oneValid = new long[1];
      long[] twoValid = new long[1];
      learnt.scale(values, valid, one, oneValid);
      read.scale(values, valid, two, twoValid);
      for (int c = 0; c < 3; c++) {
        assertThat(Double.doubleToRawLongBits(two[c]))
            .isEqualTo(Double.doubleToRawLongBits(one[c]));
      }
      assertThat(twoValid).isEqualTo(oneValid).isEqualTo(valid);
    }
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void refusesWhatDoesNotFit(ScalerKind kind) {
    String json = new String(ScalerModelJson.write(learnt(kind).model()), StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            "",
            "null",
            json + "1",
            json.replace("\"format\":1", "\"format\":2"),
            json.replace(kind.name(), "OTHER"),
            json.replace("\"clip\":8.0", "\"clip\":-1"),
            json.replace("\"tiny\"", "\"price\""),
            json.replace("\"parameters\":[", "\"parameters\":[1e300,"),
            json.replace("\"count\":1000", "\"count\":\"many\""))) {
      assertThatThrownBy(() -> ScalerModelJson.read(bad.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("SCALER_MODEL_INVALID");
    }
  }
}
