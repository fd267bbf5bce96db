package io.cryptoscalp.jobs.results;

import io.cryptoscalp.engine.backtest.ClosedTrade;
import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.TrialSummary;
import io.cryptoscalp.engine.backtest.TrialWindow;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.DeadLetter;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.DecisionEvidence;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.ModelAnswer;
import io.cryptoscalp.engine.event.ModelChoice;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.PatternMatch;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.explain.AnswerParts;
import io.cryptoscalp.models.scoring.RowShape;
import io.cryptoscalp.operators.results.BacktestRows;
import io.cryptoscalp.operators.results.ExplanationRows;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.RowEncoders;
import java.util.List;

/** One row a table, with values that are easy to get wrong on the way. */
final class SampleRows {
  /** 2023-11-14T22:13:20.123456789Z. */
  static final long T0 = 1_700_000_000_123_456_789L;

  static final String TRICKY = "it's \"quoted\" \\back, tab\t, line\n, {curly} ? Größe ₿ 🚀";

  private static final Prediction PREDICTION =
      new Prediction(
          "BTCUSDT-PERP.BINANCE",
          T0,
          T0 + 1,
          11,
          "m",
          "2",
          0.123456,
          true,
          0.625,
          0.03125,
          3,
          "gru=MODEL_CUT_OFF");
  private static final AnswerParts PARTS =
      new AnswerParts(
          -1.75,
          "TREE_SHAP",
          "",
          0.25,
          List.of("a", TRICKY),
          List.of(1.5, -0.1),
          List.of(-2.5, 0.5));

  static final Instrument BTC =
      new Instrument(
          "BTCUSDT-PERP.BINANCE",
          "BTCUSDT",
          Venue.BINANCE_USDM,
          "BTC",
          "USDT",
          "USDT",
          false,
          8,
          8,
          10_000_000,
          100_000,
          100_000,
          5,
          1,
          0.0002,
          0.0005,
          0.004,
          125);

  private static final InstrumentCatalogue CATALOGUE = new InstrumentCatalogue(List.of(BTC));

  private static final Decision DECISION =
      new Decision(
          "d-1",
          "i-1",
          "paper-1",
          "mean-reversion",
          BTC.id(),
          false,
          "position",
          "max-notional",
          "POSITION_LIMIT: limit=5",
          "limit=5 value=6",
          0,
          T0,
          T0 + 1,
          12);

  private static final ExecutionReport FILL =
      new ExecutionReport(
          "r-1",
          "o-1",
          "paper-1",
          "momentum-breakout",
          BTC.id(),
          Side.SELL,
          ExecutionReport.Status.FILLED,
          300_001,
          Long.MAX_VALUE,
          300_001,
          0,
          -0.25,
          false,
          "",
          T0);

  private static final ClosedTrade TRADE =
      new ClosedTrade(
          "o-1/1",
          "momentum-breakout",
          BTC.id(),
          Side.SELL,
          300_001,
          T0,
          T0 + 8,
          61800.2,
          61799.1,
          0.33,
          0.1,
          -1e-9,
          -0.5,
          0.75,
          2,
          0.5,
          "i-1",
          0.123456,
          0.25,
          "2",
          "NORMAL",
          TRICKY,
          "stop",
          true);

  static final byte[] PAYLOAD = {0, 1, 10, 39, 92, 127, -128, -1};

  private SampleRows() {}

  static ResultRow trade(RowEncoders encoders, long number) {
    return encoders.trade(
        new TradePrint(
            BTC.id(),
            number,
            true,
            6_180_020_000_000L,
            100_000 + number,
            number % 2 == 0 ? Side.BUY : Side.SELL,
            T0 + number,
            T0 + 5,
            number),
        BTC);
  }

  static Order order(String id) {
    return new Order(
        id,
        Order.Kind.NEW,
        "paper-1",
        "momentum-breakout",
        BTC.id(),
        Side.SELL,
        OrderType.STOP_MARKET,
        0,
        6_180_020_000_000L,
        300_001,
        true,
        "i-1",
        "",
        TRICKY,
        T0,
        T0 + 1);
  }

  /** A row of every table. */
  static List<ResultRow> all(RowEncoders encoders) {
    ExplanationRows explanations = new ExplanationRows();
    ExplanationRows.Decision decision =
        new ExplanationRows.Decision(PREDICTION, List.of("i-1", TRICKY), 10, 4096);
    DecisionEvidence.Voice voice =
        new DecisionEvidence.Voice(
            new ModelCommand("c", ModelCommand.Kind.ACTIVATE, "m", "2", "file:/m", "00ff", 0),
            0.123456,
            1);
    double[] values = {1.5, -0.1, 0};
    BacktestRows trials = new BacktestRows("run-1");
    return List.of(
        trade(encoders, 7),
        encoders.bar(
            new Bar(
                BTC.id(),
                "time-1s",
                T0,
                T0 + 9,
                100_000_000,
                300_000_000,
                50_000_000,
                200_000_000,
                1.25,
                2.5,
                0.1,
                4,
                8),
            BTC),
        encoders.features(
            new FeatureSnapshot(
                BTC.id(),
                T0,
                T0 + 1,
                9,
                "v1",
                values,
                new long[] {-1L},
                6_180_020_000_000L,
                6_180_030_000_000L,
                Regime.TRENDING,
                0.75,
                true),
            BTC),
        encoders.regime(
            new RegimeChange(
                BTC.id(),
                T0,
                10,
                Regime.NORMAL,
                Regime.CRASH,
                Double.NaN,
                TRICKY,
                new double[] {0.1, 0, 0, 0.9, 0, 0},
                new double[] {0, 0.75, 0, 0.25})),
        encoders.regimeInterval(
            new RegimeInterval("MARKET", "hmm", "state-2", T0, T0 + 7, 0.625, 14, TRICKY)),
        encoders.regimeEffect(
            new RegimeEffect(
                BTC.id(),
                T0,
                15,
                1,
                Regime.NORMAL,
                Regime.CRASH,
                new RegimeEffect.Terms(1, 1, 0.02, 10, "a=1 b=0.5"),
                new RegimeEffect.Terms(0.2, 2, 0.005, 2, ""),
                0,
                TRICKY)),
        encoders.patternMatch(
            new PatternMatch(
                "flash-crash", 2, "BTC", BTC.id(), T0, T0 + 8, 61800.2, null, 0.5, TRICKY)),
        encoders.lateSignal(BTC.id(), "FALL", T0, T0 + 60, "bps=-310"),
        encoders.prediction(PREDICTION),
        encoders.modelAnswer(
            new ModelAnswer(
                BTC.id(), T0, 11, "m", "2", ModelCommand.Role.SHADOW, 0.123456, 0.25, true, "")),
        explanations.model(decision, voice, PARTS),
        explanations.inputs(
            PREDICTION, voice, new RowShape(2, 0, 0, 0, 0), new float[] {1.5f, -0.1f}),
        encoders.decision(DECISION, CATALOGUE),
        encoders.order(order("o-1"), BTC),
        encoders.fill(FILL, BTC),
        encoders.position(
            new PositionSnapshot(
                "p-1",
                "paper-1",
                "momentum-breakout",
                BTC.id(),
                -300_001,
                61800.2,
                61800.3,
                1e-9,
                -2.5,
                0.1,
                0.2,
                99_999.99,
                "fill",
                T0),
            BTC),
        encoders.deadLetter(
            new DeadLetter(
                "market.raw.binance-usdm",
                1,
                42,
                "PRICE_ZERO",
                "price=0",
                "BTCUSDT",
                "trade",
                T0,
                PAYLOAD)),
        encoders.modelEvent(
            new ModelEvent(
                "c-1/REJECTED", "c-1", "m", "3", "REJECTED", "MODEL_CHECKSUM: x=y", "", T0)),
        encoders.fault(new FeedFault(BTC.id(), "BOOK_GAP", "from=1 to=3", "depth", T0, T0 + 1, 13)),
        encoders.ingestCount(BTC.id(), "depth", T0, 41, 1, 99),
        encoders.stageLatency(
            "d-1", new LatencyTrace(BTC.id(), 12, T0, T0 + 1500, T0 + 4000), T0 + 9000),
        encoders.modelChoice(
            new ModelChoice(
                BTC.id(),
                T0,
                11,
                "ppo",
                "2",
                ModelCommand.Role.CHAMPION,
                "POLICY",
                "long",
                0.75,
                new double[] {0.05, 0.2, 0.75},
                true,
                true,
                "")),
        encoders.bookDepth(BTC.id(), T0, -0.2, 1e9, 6.18e13),
        encoders.backfillFile(
            BTC.id(),
            List.of("BTCUSDT-trades-2024-01-01.zip", "trades", "2024-01-01", TRICKY),
            new long[] {3, 1 << 20, 9, 8, 7, 6, 5, 4, 2, T0, T0 + 9}),
        trials.order("t-1", order("o-1"), BTC),
        trials.fill("t-1", FILL, BTC),
        trials.decision("t-1", DECISION, CATALOGUE),
        trials.trade("t-1", TRADE, BTC),
        trials.equity("t-1", new EquityPoint(T0, 99_999.99, 1e-9, -2.5, 3)),
        trials.price(BTC.id(), T0, 42_000.05),
        trials.summary(
            "t-1",
            TRICKY,
            new TrialWindow(Long.MIN_VALUE, Long.MAX_VALUE),
            new TrialSummary(
                9, 8, 7, 6, 5, 4, 3, 1e9, 0.5, -0.25, 100_000, 99_999.75, 0.125, T0, T0 + 5, 2,
                -1)));
  }
}
