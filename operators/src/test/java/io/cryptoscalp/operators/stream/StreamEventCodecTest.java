package io.cryptoscalp.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.event.DecisionEvidence;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.MarketEvents;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.PolicySignal;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.event.ScaledVector;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.neighbours.Neighbours;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.effect.RegimeTerms;
import io.cryptoscalp.engine.regime.effect.StrategyWeights;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Does every event survive the network and a checkpoint field by field? */
class StreamEventCodecTest {
  private static final RegimeTerms TERMS =
      new RegimeTerms(
          0.25, 1.75, 0.001, 3.5, 0.5, 0.75, StrategyWeights.of(Map.of("mean-reversion", 0.125)));

  private static final FeatureSnapshot SNAPSHOT =
      new FeatureSnapshot(
          "BTCUSDT-PERP.BINANCE",
          11,
          12,
          13,
          "v1-ab",
          new double[] {1.5, -0.0, 3e-300},
          new long[] {5},
          21,
          22,
          Regime.CRASH,
          0.25,
          true);
  private static final FeatureSnapshot SCALED =
      new FeatureSnapshot(
          "BTCUSDT-PERP.BINANCE",
          11,
          12,
          13,
          "v1-ab",
          new double[] {1.5, -0.0, 3e-300},
          new long[] {5},
          21,
          22,
          Regime.CRASH,
          0.25,
          true,
          new ScaledVector(new double[] {-8, 0, 0.5}, new long[] {4}));
  private static final Prediction PREDICTION =
      new Prediction("BTCUSDT-PERP.BINANCE", 11, 12, 13, "baseline", "v7", 0.625, true);
  private static final List<StreamEvent> EVENTS =
      List.of(
          SCALED,
          new ScoredSnapshot(SCALED, PREDICTION),
          new ScoredSnapshot(
              SNAPSHOT,
              PREDICTION,
              new DecisionEvidence(
                  SCALED,
                  List.of(
                      new DecisionEvidence.Voice(
                          new ModelCommand(
                              "c1", ModelCommand.Kind.ACTIVATE, "a", "v7", "file:/m", "00ff", 7),
                          0.625,
                          1)))),
          new MarketTick(
              "BTCUSDT-PERP.BINANCE",
              1,
              2,
              3,
              new long[] {10, 9},
              new long[] {1, 2},
              new long[] {11},
              new long[] {4},
              10,
              5,
              Side.SELL,
              12,
              -0.0001,
              99,
              Regime.RECOVERY,
              true),
          new MarketTick(
              "ÄÖ",
              1,
              2,
              3,
              new long[0],
              new long[0],
              new long[0],
              new long[0],
              0,
              0,
              null,
              0,
              Double.NaN,
              0,
              Regime.NORMAL,
              false),
          SNAPSHOT,
          SNAPSHOT.withTerms(TERMS),
          SNAPSHOT.withContext(new ModelContext(null, new float[] {1, 0, 0, 0, 0, 0})),
          SCALED
              .withTerms(TERMS)
              .withContext(
                  new ModelContext(new float[] {Float.NaN, 2}, new float[] {0, 0, 0, 0, 0, 1})),
          SNAPSHOT
              .withTerms(TERMS)
              .withContext(
                  new ModelContext(
                      null,
                      new float[] {1, 0, 0, 0, 0, 0},
                      new Neighbours(9, new float[] {Float.NaN, 3}, new float[] {1, 2, 3, 1}))),
          SCALED.withContext(
              new ModelContext(
                  new float[] {4}, new float[6], new Neighbours(7, new float[0], new float[0]))),
          new ScoredSnapshot(SNAPSHOT, PREDICTION),
          new ScoredSnapshot(SNAPSHOT.withTerms(TERMS), PREDICTION),
          new ModelCommand(
              "c1", ModelCommand.Kind.DEACTIVATE, "baseline", "v7", "file:/m", "00ff", 77),
          new ModelCommand(
              "c1",
              ModelCommand.Kind.ACTIVATE,
              "baseline",
              "v7",
              "file:/m",
              "00ff",
              77,
              ModelCommand.Role.SHADOW),
          new ScoredSnapshot(
              SNAPSHOT,
              new Prediction(
                  "BTC", 1, 2, 3, "ensemble", "a@1+b@2", 0.75, true, 0.25, 0.1, 1, "b=CODE")),
          new RiskCommand(
              "c2",
              RiskCommand.Kind.LIMITS,
              "paper-1",
              "mean-reversion",
              Map.of("max-leverage", "2", "price-band", "0.01"),
              "why",
              78),
          new Intent(
              "i1",
              "momentum-breakout",
              "paper-1",
              "BTCUSDT-PERP.BINANCE",
              Intent.Action.EXIT,
              OrderType.POST_ONLY,
              1,
              2,
              3,
              4,
              0.5,
              0.75,
              "v7",
              true,
              8,
              Regime.TRENDING,
              "a reason that is longer than what the reader interns, " + "x".repeat(300),
              5,
              6,
              7),
          new Intent(
                  "i1",
                  "momentum-breakout",
                  "paper-1",
                  "BTCUSDT-PERP.BINANCE",
                  Intent.Action.EXIT,
                  OrderType.POST_ONLY,
                  1,
                  2,
                  3,
                  4,
                  0.5,
                  0.75,
                  "v7",
                  true,
                  8,
                  Regime.TRENDING,
                  "a reason that is longer than what the reader interns, " + "x".repeat(300),
                  5,
                  6,
                  7)
              .withTerms(TERMS),
          new RegimeDirective("MARKET", 1, 2, Regime.CRASH, 0.5, "market", "why"),
          new PolicySignal("BTCUSDT-PERP.BINANCE", 1, 2, "ppo", "3", -1, 0.75, 4),
          new ExecutionReport(
              "r1",
              "o1",
              "paper-1",
              "mean-reversion",
              "BTCUSDT-PERP.BINANCE",
              Side.BUY,
              ExecutionReport.Status.PARTIALLY_FILLED,
              1,
              2,
              3,
              4,
              -0.5,
              true,
              "",
              8),
          new MarketEvents(
              "BTCUSDT-PERP.BINANCE",
              1,
              2,
              new byte[] {0, 7},
              new long[] {3, 0},
              new long[] {4, -5},
              0.0001,
              6),
          new LatencyTrace("BTCUSDT-PERP.BINANCE", 1, 2, 3, 4));

  @Test
  void everyEventComesBackAsItWas() throws IOException {
    StreamEventCodec codec = new StreamEventCodec();
    DataOutputSerializer out = new DataOutputSerializer(64);
    for (StreamEvent event : EVENTS) {
      codec.write(event, out);
    }
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    for (StreamEvent event : EVENTS) {
      // Records hold arrays, whose equality is identity: compare by content.
      assertThat(codec.read(in))
          .usingRecursiveComparison()
          .withEqualsForType((left, right) -> Double.compare(left, right) == 0, Double.class)
          .withEqualsForType((left, right) -> Float.compare(left, right) == 0, Float.class)
          .isEqualTo(event);
    }
    assertThat(in.available()).isZero();
  }

  @Test
  void everyKindOfEventIsCovered() {
    assertThat(EVENTS)
        .extracting(event -> (Object) event.getClass())
        .contains((Object[]) StreamEvent.class.getPermittedSubclasses());
  }

  @Test
  void shortTextsAreInterned() throws IOException {
    TextCodec text = new TextCodec();
    DataOutputSerializer out = new DataOutputSerializer(64);
    TextCodec.write("BTCUSDT", out);
    TextCodec.write("BTCUSDT", out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(text.read(in)).isSameAs(text.read(in)).isEqualTo("BTCUSDT");
  }

  @Test
  void anUnknownTagIsNamed() {
    DataInputDeserializer in = new DataInputDeserializer(new byte[] {0});
    assertThatThrownBy(() -> new StreamEventCodec().read(in))
        .isInstanceOf(IOException.class)
        .hasMessage("EVENT_TAG_UNKNOWN: tag=0");
  }
}
