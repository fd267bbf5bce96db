package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Layer 5: the model. Entries without a prediction where one is required, against it, or without
 * conviction.
 */
final class ModelRisk implements RiskLayer {
  @Override
  public String name() {
    return "model";
  }

  @Override
  public @Nullable Verdict judge(RiskContext context) {
    if (!context.isEntry()) {
      return null;
    }
    Intent intent = context.intent;
    boolean present = !intent.modelVersion().isEmpty();
    if (context.limits.requireModel() && !present) {
      return new Verdict(
          RejectReason.MODEL_PREDICTION_MISSING,
          "prediction",
          new Numbers().add("required", "true").add("present", "false").toString());
    }
    double support = context.side.sign() * (intent.probabilityUp() - 0.5);
    if (present && support < -context.limits.maxDisagreement()) {
      return new Verdict(
          RejectReason.MODEL_DISAGREES,
          "direction",
          new Numbers()
              .add("probabilityUp", intent.probabilityUp())
              .add("support", support)
              .add("limit", -context.limits.maxDisagreement())
              .add("model", intent.modelVersion())
              .toString());
    }
    if (intent.confidence() < context.limits.minConfidence()) {
      return new Verdict(
          RejectReason.MODEL_CONFIDENCE_LOW,
          "confidence",
          new Numbers()
              .add("confidence", intent.confidence())
              .add("limit", context.limits.minConfidence())
              .toString());
    }
    return null;
  }
}
