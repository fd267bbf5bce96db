package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Layer 5: the model. Entries without a usable prediction where one is required, of a model that
 * fails or has drifted, against it, or without conviction.
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
    RiskLimits limits = context.limits;
    boolean present = !intent.modelVersion().isEmpty();
    if (limits.get(RiskLimit.REQUIRE_MODEL) > 0 && !present) {
      return new Verdict(
          RejectReason.MODEL_PREDICTION_MISSING,
          "prediction",
          new Numbers().add("required", "true").add("present", "false").toString());
    }
    if (present) {
      Verdict verdict = judgePrediction(context);
      if (verdict == null) {
        verdict = judgeModel(context);
      }
      if (verdict != null) {
        return verdict;
      }
    }
    double voice = intent.terms().modelWeight();
    double support = voice * context.side.sign() * (intent.probabilityUp() - 0.5);
    if (present && support < -context.limits.get(RiskLimit.MAX_DISAGREEMENT)) {
      return new Verdict(
          RejectReason.MODEL_DISAGREES,
          "direction",
          new Numbers()
              .add("probabilityUp", intent.probabilityUp())
              .add("support", support)
              .add("limit", -context.limits.get(RiskLimit.MAX_DISAGREEMENT))
              .add("model", intent.modelVersion())
              .toString());
    }
    if (!(intent.confidence() >= limits.get(RiskLimit.MIN_CONFIDENCE))) {
      return new Verdict(
          RejectReason.MODEL_CONFIDENCE_LOW,
          "confidence",
          new Numbers()
              .add("confidence", intent.confidence())
              .add("limit", context.limits.get(RiskLimit.MIN_CONFIDENCE))
              .toString());
    }
    return null;
  }

  /** The one prediction. */
  private static @Nullable Verdict judgePrediction(RiskContext context) {
    Intent intent = context.intent;
    long limitNs = context.limits.ns(RiskLimit.MAX_PREDICTION_AGE);
    long now = context.nowNs();
    return switch (ModelHealth.faultOf(intent, now, limitNs)) {
      case NONE -> null;
      case SCORE ->
          new Verdict(
              RejectReason.MODEL_SCORE_INVALID,
              "score",
              new Numbers()
                  .add("probabilityUp", intent.probabilityUp())
                  .add("model", intent.modelVersion())
                  .toString());
      case MASKED ->
          new Verdict(
              RejectReason.MODEL_FEATURES_MASKED,
              "mask",
              new Numbers().add("valid", "false").add("model", intent.modelVersion()).toString());
      case STALE ->
          new Verdict(
              RejectReason.MODEL_PREDICTION_STALE,
              "prediction-age",
              new Numbers()
                  .add("ageMs", (now - intent.predictionTimeNs()) / 1_000_000)
                  .add("limitMs", context.limits.get(RiskLimit.MAX_PREDICTION_AGE))
                  .add("model", intent.modelVersion())
                  .toString());
    };
  }

  /** The model behind it, over its last predictions. */
  private static @Nullable Verdict judgeModel(RiskContext context) {
    ModelHealth model = context.monitor.model();
    RiskLimits limits = context.limits;
    if (model.faults() >= limits.get(RiskLimit.MAX_MODEL_FAULTS)) {
      return new Verdict(
          RejectReason.MODEL_UNHEALTHY,
          "model-faults",
          new Numbers()
              .add("faults", model.faults())
              .add("limit", limits.get(RiskLimit.MAX_MODEL_FAULTS))
              .add("model", context.intent.modelVersion())
              .toString());
    }
    double drift = model.drift();
    if (model.outcomes() >= limits.get(RiskLimit.MIN_MODEL_OUTCOMES)
        && Math.abs(drift) > limits.get(RiskLimit.MAX_MODEL_DRIFT)) {
      return new Verdict(
          RejectReason.MODEL_DRIFT,
          "model-drift",
          new Numbers()
              .add("z", drift)
              .add("limit", limits.get(RiskLimit.MAX_MODEL_DRIFT))
              .add("rises", model.rises())
              .add("expected", model.expected())
              .add("outcomes", model.outcomes())
              .add("model", context.intent.modelVersion())
              .toString());
    }
    return null;
  }
}
