package io.cryptoscalp.operators.results;

import io.cryptoscalp.engine.event.DecisionEvidence.Voice;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.explain.AnswerParts;
import io.cryptoscalp.models.scoring.RowShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Turns explanations into rows. Not thread-safe. */
public final class ExplanationRows {
  /** Scope of the row of the whole decision. */
  public static final String DECISION = "DECISION";

  /** Scope of the rows of its models. */
  public static final String MODEL = "MODEL";

  private final RowWriter explanations = new JsonRowWriter(ResultTable.DECISION_EXPLANATIONS);
  private final RowWriter inputs = new JsonRowWriter(ResultTable.DECISION_INPUTS);

  /**
   * What does not depend on the model.
   *
   * @param prediction the decision's answer
   * @param intents ids of the intents that came of it; none when it was not traded
   * @param terms most terms of a row
   * @param runs budget of the explanations, runs of a model
   */
  public record Decision(Prediction prediction, List<String> intents, int terms, int runs) {}

  /** The whole decision. */
  public ResultRow decision(Decision of, AnswerParts parts) {
    Prediction prediction = of.prediction;
    String model = prediction.model();
    return row(
        of, DECISION, model, prediction.modelVersion(), 1, prediction.probabilityUp(), parts);
  }

  /** One model's part of it. */
  public ResultRow model(Decision of, Voice voice, AnswerParts parts) {
    String model = voice.command().model();
    String version = voice.command().version();
    return row(of, MODEL, model, version, voice.share(), voice.probabilityUp(), parts);
  }

  private ResultRow row(
      Decision of,
      String scope,
      String model,
      String version,
      double share,
      double probability,
      AnswerParts parts) {
    Prediction prediction = of.prediction;
    AnswerParts.Top top = parts.top(of.terms);
    return explanations
        .begin()
        .text(prediction.instrument())
        .whole(prediction.eventTimeNs())
        .whole(prediction.receiveTimeNs())
        .whole(prediction.sequence())
        .text(scope)
        .text(model)
        .text(version)
        .bool(!of.intents.isEmpty())
        .texts(of.intents)
        .real(share)
        .real(probability)
        .real(parts.logOdds())
        .real(parts.base())
        .texts(top.features())
        .reals(top.values())
        .reals(top.contributions())
        .real(top.rest())
        .real(top.gap())
        .text(parts.method())
        .text(parts.code())
        .whole(of.runs)
        .whole(of.terms)
        .end(prediction.instrument());
  }

  /**
   * What a model was given.
   *
   * @param prediction the decision's answer
   * @param voice the model
   * @param shape what its row is made of
   * @param row the row as its graph took it
   */
  public ResultRow inputs(Prediction prediction, Voice voice, RowShape shape, float[] row) {
    byte[] bytes = bytes(row);
    return inputs
        .begin()
        .text(prediction.instrument())
        .whole(prediction.eventTimeNs())
        .whole(prediction.sequence())
        .text(voice.command().model())
        .text(voice.command().version())
        .text(voice.command().sha256())
        .whole(shape.vector())
        .whole(shape.steps())
        .whole(shape.columns())
        .whole(shape.regimes())
        .base64(bytes)
        .text(Sha256.hex(bytes))
        .end(prediction.instrument());
  }

  /** Single-precision numbers, little-endian, as {@code inputs} has them in Base64. */
  public static byte[] bytes(float[] row) {
    ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : row) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }
}
