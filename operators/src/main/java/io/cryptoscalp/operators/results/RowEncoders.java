package io.cryptoscalp.operators.results;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.DeadLetter;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.ModelAnswer;
import io.cryptoscalp.engine.event.ModelChoice;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.PatternMatch;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.regime.Regime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns events into rows. One instance per operator; not thread-safe. */
public final class RowEncoders {
  private static final double NS_PER_US = 1000;

  private final Map<ResultTable, RowWriter> writers = new EnumMap<>(ResultTable.class);

  /** Creates encoders of JSON for every table. */
  public RowEncoders() {
    this(RowFormat.JSON);
  }

  /** Creates encoders for every table. */
  public RowEncoders(RowFormat format) {
    for (ResultTable table : ResultTable.values()) {
      writers.put(table, RowWriter.of(table, format));
    }
  }

  private RowWriter begin(ResultTable table) {
    return Objects.requireNonNull(writers.get(table)).begin();
  }

  /** A market trade. */
  public ResultRow trade(TradePrint trade, Instrument instrument) {
    return begin(ResultTable.TRADES)
        .text(trade.instrument())
        .whole(trade.tradeId())
        .bool(trade.aggregate())
        .decimal(trade.price(), instrument.priceDecimals())
        .decimal(trade.quantity(), instrument.quantityDecimals())
        .text(trade.takerSide().name())
        .whole(trade.eventTimeNs())
        .whole(trade.receiveTimeNs())
        .whole(trade.sequence())
        .end(trade.instrument());
  }

  /** A bar. */
  public ResultRow bar(Bar bar, Instrument instrument) {
    int decimals = instrument.priceDecimals();
    return begin(ResultTable.BARS)
        .text(bar.instrument())
        .text(bar.spec())
        .whole(bar.openTimeNs())
        .whole(bar.closeTimeNs())
        .decimal(bar.open(), decimals)
        .decimal(bar.high(), decimals)
        .decimal(bar.low(), decimals)
        .decimal(bar.close(), decimals)
        .real(bar.volume())
        .real(bar.quoteVolume())
        .real(bar.takerBuyVolume())
        .whole(bar.trades())
        .whole(bar.sequence())
        .end(bar.instrument());
  }

  /** A feature vector. */
  public ResultRow features(FeatureSnapshot snapshot, Instrument instrument) {
    return begin(ResultTable.FEATURES)
        .text(snapshot.instrument())
        .whole(snapshot.eventTimeNs())
        .whole(snapshot.receiveTimeNs())
        .whole(snapshot.sequence())
        .text(snapshot.featureSet())
        .real(instrument.price(snapshot.bestBid()))
        .real(instrument.price(snapshot.bestAsk()))
        .reals(snapshot.values())
        .words(snapshot.valid())
        .text(snapshot.regime().name())
        .real(snapshot.regimeConfidence())
        .bool(snapshot.bookHealthy())
        .end(snapshot.instrument());
  }

  /** A change of regime. */
  public ResultRow regime(RegimeChange change) {
    return begin(ResultTable.REGIMES)
        .text(change.instrument())
        .whole(change.eventTimeNs())
        .whole(change.sequence())
        .whole(change.ordinal())
        .text(change.from().name())
        .text(change.to().name())
        .real(change.confidence())
        .text(change.reason())
        .reals(change.regimeProbabilities())
        .reals(change.marketTypeProbabilities())
        .end(change.instrument());
  }

  /** A span of a detector, open or closed. */
  public ResultRow regimeInterval(RegimeInterval interval) {
    return begin(ResultTable.REGIME_INTERVALS)
        .text(interval.scope())
        .text(interval.detector())
        .text(interval.label())
        .whole(interval.startTimeNs())
        .whole(interval.endTimeNs())
        .real(interval.confidence())
        .whole(interval.sequence())
        .text(interval.reason())
        .end(interval.scope());
  }

  /** What a change of regime did to the terms of trading. */
  public ResultRow regimeEffect(RegimeEffect effect) {
    RegimeEffect.Terms before = effect.before();
    RegimeEffect.Terms after = effect.after();
    return begin(ResultTable.REGIME_EFFECTS)
        .text(effect.scope())
        .whole(effect.eventTimeNs())
        .whole(effect.sequence())
        .whole(effect.ordinal())
        .text(effect.from().name())
        .text(effect.to().name())
        .real(before.positionMultiplier())
        .real(after.positionMultiplier())
        .real(before.stopMultiplier())
        .real(after.stopMultiplier())
        .real(before.riskPerTrade())
        .real(after.riskPerTrade())
        .whole(before.positionCap())
        .whole(after.positionCap())
        .text(before.strategyWeights())
        .text(after.strategyWeights())
        .whole(effect.blendNs())
        .text(effect.reason())
        .end(effect.scope());
  }

  /** A match of a pattern. */
  public ResultRow patternMatch(PatternMatch match) {
    Regime regime = match.regime();
    return begin(ResultTable.PATTERN_MATCHES)
        .text(match.id())
        .text(match.pattern())
        .whole(match.version())
        .text(match.scope())
        .text(match.instrument())
        .whole(match.startTimeNs())
        .whole(match.endTimeNs())
        .real(match.price())
        .text(regime == null ? "" : regime.name())
        .real(match.confidence())
        .text(match.evidence())
        .end(match.scope());
  }

  /**
   * A signal that came after the watermark had passed it.
   *
   * @param scope what it was about
   * @param kind kind of signal
   * @param eventTimeNs its event time, ns since the epoch
   * @param watermarkNs the watermark when it came
   * @param detail its figures, {@code key=value}; with scope, kind and event time they identify it
   */
  public ResultRow lateSignal(
      String scope, String kind, long eventTimeNs, long watermarkNs, String detail) {
    return begin(ResultTable.LATE_SIGNALS)
        .text(scope)
        .text(kind)
        .whole(eventTimeNs)
        .whole(watermarkNs)
        .text(detail)
        .end(scope);
  }

  /** A model's answer. */
  public ResultRow prediction(Prediction prediction) {
    return begin(ResultTable.PREDICTIONS)
        .text(prediction.instrument())
        .whole(prediction.eventTimeNs())
        .whole(prediction.receiveTimeNs())
        .whole(prediction.sequence())
        .text(prediction.model())
        .text(prediction.modelVersion())
        .real(prediction.probabilityUp())
        .bool(prediction.valid())
        .real(prediction.confidence())
        .real(prediction.disagreement())
        .whole(prediction.heard())
        .text(prediction.leftOut())
        .end(prediction.instrument());
  }

  /** What one of several models said. */
  public ResultRow modelAnswer(ModelAnswer answer) {
    return begin(ResultTable.MODEL_ANSWERS)
        .text(answer.instrument())
        .whole(answer.eventTimeNs())
        .whole(answer.sequence())
        .text(answer.model())
        .text(answer.modelVersion())
        .text(answer.role().name())
        .real(answer.probabilityUp())
        .real(answer.weight())
        .bool(answer.valid())
        .text(answer.code())
        .end(answer.instrument());
  }

  /** What a policy or a network of patterns said. */
  public ResultRow modelChoice(ModelChoice choice) {
    return begin(ResultTable.MODEL_CHOICES)
        .text(choice.instrument())
        .whole(choice.eventTimeNs())
        .whole(choice.sequence())
        .text(choice.model())
        .text(choice.modelVersion())
        .text(choice.role().name())
        .text(choice.task())
        .text(choice.choice())
        .real(choice.chance())
        .reals(choice.chances())
        .bool(choice.traded())
        .bool(choice.valid())
        .text(choice.code())
        .end(choice.instrument());
  }

  /** A risk decision; the catalogue knows its instrument, if it is about one. */
  public ResultRow decision(Decision decision, InstrumentCatalogue catalogue) {
    return TradingColumns.decision(begin(ResultTable.DECISIONS), decision, catalogue)
        .end(decision.account());
  }

  /** An order. */
  public ResultRow order(Order order, Instrument instrument) {
    return TradingColumns.order(begin(ResultTable.ORDERS), order, instrument).end(order.account());
  }

  /** An execution report. */
  public ResultRow fill(ExecutionReport report, Instrument instrument) {
    return TradingColumns.fill(begin(ResultTable.FILLS), report, instrument).end(report.account());
  }

  /** A position after a change. */
  public ResultRow position(PositionSnapshot position, Instrument instrument) {
    return begin(ResultTable.POSITIONS)
        .text(position.positionEventId())
        .text(position.account())
        .text(position.strategy())
        .text(position.instrument())
        .decimal(position.quantity(), instrument.quantityDecimals())
        .real(position.averagePrice())
        .real(position.markPrice())
        .real(position.realizedPnl())
        .real(position.unrealizedPnl())
        .real(position.fees())
        .real(position.funding())
        .real(position.equity())
        .text(position.cause())
        .whole(position.eventTimeNs())
        .end(position.account());
  }

  /** A record that could not be used; the payload is kept byte for byte. */
  public ResultRow deadLetter(DeadLetter letter) {
    return begin(ResultTable.DEAD_LETTERS)
        .text(letter.topic())
        .whole(letter.partition())
        .whole(letter.offset())
        .text(letter.code())
        .text(letter.detail())
        .text(letter.key())
        .text(letter.stream())
        .whole(letter.receiveTimeNs())
        .base64(letter.payload())
        .whole(letter.payload().length)
        .end(letter.key());
  }

  /** What became of a model command. */
  public ResultRow modelEvent(ModelEvent event) {
    return begin(ResultTable.MODEL_EVENTS)
        .text(event.eventId())
        .text(event.commandId())
        .text(event.model())
        .text(event.version())
        .text(event.outcome())
        .text(event.code())
        .text(event.provider())
        .whole(event.eventTimeNs())
        .end(event.model());
  }

  /** A fault of a feed. */
  public ResultRow fault(FeedFault fault) {
    return begin(ResultTable.FEED_FAULTS)
        .text(fault.instrument())
        .text(fault.code())
        .text(fault.detail())
        .text(fault.stream())
        .whole(fault.eventTimeNs())
        .whole(fault.receiveTimeNs())
        .whole(fault.sequence())
        .end(fault.instrument());
  }

  /**
   * Frames of one stream of an instrument within an interval of receive time, since the row before.
   *
   * @param intervalStartNs start of the interval, ns since the epoch
   * @param accepted frames that were used
   * @param refused frames that became dead letters
   * @param sequence frames of the instrument so far
   */
  public ResultRow ingestCount(
      String instrument,
      String stream,
      long intervalStartNs,
      long accepted,
      long refused,
      long sequence) {
    return begin(ResultTable.INGEST_COUNTS)
        .text(instrument)
        .text(stream)
        .whole(intervalStartNs)
        .whole(accepted)
        .whole(refused)
        .whole(sequence)
        .end(instrument);
  }

  /**
   * Depth up to a distance from the middle price.
   *
   * @param percentage distance in percent, below 0 for bids
   */
  public ResultRow bookDepth(
      String instrument, long eventTimeNs, double percentage, double depth, double notional) {
    return begin(ResultTable.BOOK_DEPTH)
        .text(instrument)
        .whole(eventTimeNs)
        .real(percentage)
        .real(depth)
        .real(notional)
        .end(instrument);
  }

  /**
   * A file of an archive that was read to its end.
   *
   * @param texts file, type, first day, damage
   * @param numbers number, bytes, rows, frames, refused, duplicates, gaps, missing, backwards,
   *     first and last time in ns
   */
  public ResultRow backfillFile(String instrument, List<String> texts, long[] numbers) {
    RowWriter row =
        begin(ResultTable.BACKFILL_FILES)
            .text(instrument)
            .text(texts.get(0))
            .whole(numbers[0])
            .text(texts.get(1))
            .text(texts.get(2));
    for (int i = 1; i < 11; i++) {
      row.whole(numbers[i]);
    }
    return row.text(texts.get(3)).end(instrument);
  }

  /** The stages of a decision's latency. */
  public ResultRow stageLatency(String decisionId, LatencyTrace trace, long decidedAtNs) {
    return begin(ResultTable.STAGE_LATENCY)
        .text(decisionId)
        .text(trace.instrument())
        .whole(trace.sequence())
        .real((trace.consumedNs() - trace.sentNs()) / NS_PER_US)
        .real((trace.processedNs() - trace.consumedNs()) / NS_PER_US)
        .real((decidedAtNs - trace.processedNs()) / NS_PER_US)
        .real((decidedAtNs - trace.sentNs()) / NS_PER_US)
        .whole(decidedAtNs)
        .end(trace.instrument());
  }
}
