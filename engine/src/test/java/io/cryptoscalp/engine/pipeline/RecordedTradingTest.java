package io.cryptoscalp.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.account.AccountConfig;
import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.account.AccountOutput;
import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.FeedFault;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.RegimeChange;
import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.event.RegimeInterval;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.TradePrint;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.features.FeatureCatalogue;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.risk.RiskLimits;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.strategy.Strategies;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.engine.strategy.StrategyOptions;
import io.cryptoscalp.engine.testing.RecordedFrames;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From recorded frames to orders without Flink: does the engine trade, account for it, and survive
 * being stored?
 */
class RecordedTradingTest {
  private static final PipelineOptions OPTIONS =
      new PipelineOptions(
          250_000_000L,
          FeedOptions.DEFAULT,
          BarOptions.defaults(),
          FeatureOptions.defaults(),
          ConsensusOptions.secondBars());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-04-04/usdm-btcusdt.gz,2023-04-05/usdm-btcusdt.gz",
        "2024-08-08/usdm-btcusdt.gz",
        "2024-08-08/usdm-ethusdt.gz"
      })
  void tradesAndAccountsForEveryFill(String files) {
    RecordedFrames recording = RecordedFrames.load(files);
    Run run = new Run(recording);
    for (Frame frame : recording.frames()) {
      run.accept(frame);
    }
    assertThat(run.orders).as("%s", run.counts).isNotEmpty();
    long position = 0;
    double cash = 0;
    for (ExecutionReport fill : run.reports) {
      position += fill.side().sign() * fill.lastQuantity();
      cash -=
          fill.side().sign()
                  * recording.instrument().notional(fill.lastPrice(), fill.lastQuantity())
              + fill.fee();
    }
    long held = 0;
    double value = 0;
    double funding = 0;
    for (var open : run.account.portfolio().positions()) {
      held += open.quantity();
      value += recording.instrument().quantity(open.quantity()) * open.markPrice();
      funding += open.funding();
    }
    assertThat(position).isEqualTo(held);
    assertThat(run.account.portfolio().equity())
        .isCloseTo(100_000 + cash + value + funding, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-08-08/usdm-btcusdt.gz"})
  void aRunStoredOnTheWayEndsAsIfItHadNotBeen(String files) {
    RecordedFrames recording = RecordedFrames.load(files);
    Run whole = new Run(recording);
    Run parts = new Run(recording);
    for (int i = 0; i < recording.frames().size(); i++) {
      Frame frame = recording.frames().get(i);
      whole.accept(frame);
      parts.accept(frame);
      if (i % 20_011 == 20_010) {
        parts = parts.stored(recording);
      }
    }
    assertThat(parts.orders).isEqualTo(whole.orders);
    assertThat(parts.reports).isEqualTo(whole.reports);
    assertThat(parts.decisions).isEqualTo(whole.decisions);
    assertThat(parts.bytes()).isEqualTo(whole.bytes());
  }

  /** One instrument and one account, wired as the job wires them. */
  private static final class Run implements PipelineOutput, AccountOutput {
    private final InstrumentPipeline pipeline;
    private final List<Strategy> strategies;
    private final AccountEngine account;
    private final List<Order> orders = new ArrayList<>();
    private final List<ExecutionReport> reports = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    Run(RecordedFrames recording) {
      pipeline = new InstrumentPipeline(recording.instrument(), OPTIONS);
      FeatureCatalogue features = FeatureCatalogue.of(OPTIONS.features());
      strategies =
          Strategies.create(
              Strategies.IDS,
              "paper-1",
              recording.instrument(),
              StrategyOptions.DEFAULT,
              features::indexOf);
      account =
          new AccountEngine(
              new AccountConfig(
                  "paper-1",
                  100_000,
                  RiskLimits.defaults(Set.of(recording.instrument().id())),
                  PaperOptions.DEFAULT),
              InstrumentCatalogue.builtIn());
    }

    void accept(Frame frame) {
      RejectCode code =
          pipeline.onFrame(frame.payload(), frame.kind(), frame.receiveTimeNs(), this);
      if (code != RejectCode.NONE) {
        count("reject " + code);
      }
    }

    Run stored(RecordedFrames recording) {
      Run next = new Run(recording);
      StateWriter out = new StateWriter();
      write(out);
      StateReader in = new StateReader(out.toByteArray());
      next.pipeline.read(in);
      next.strategies.forEach(strategy -> strategy.read(in));
      next.account.read(in);
      assertThat(in.remaining()).isZero();
      next.orders.addAll(orders);
      next.reports.addAll(reports);
      next.decisions.addAll(decisions);
      return next;
    }

    byte[] bytes() {
      StateWriter out = new StateWriter();
      write(out);
      return out.toByteArray();
    }

    private void write(StateWriter out) {
      pipeline.write(out);
      strategies.forEach(strategy -> strategy.write(out));
      account.write(out);
    }

    private void count(String what) {
      counts.merge(what, 1, Integer::sum);
    }

    @Override
    public void trade(TradePrint trade) {
      count("trade");
    }

    @Override
    public void bar(Bar bar) {
      count("bar " + bar.spec());
    }

    @Override
    public void interval(RegimeInterval interval) {
      count("interval " + interval.detector());
    }

    @Override
    public void effect(RegimeEffect effect) {
      count("effect " + effect.to());
    }

    @Override
    public void regime(RegimeChange change) {
      count("regime " + change.to());
    }

    @Override
    public void fault(FeedFault fault) {
      count("fault " + fault.code());
    }

    @Override
    public void tick(MarketTick tick) {
      count("tick");
      account.onTick(tick, this);
    }

    @Override
    public void snapshot(FeatureSnapshot snapshot) {
      count("snapshot");
      Prediction none =
          new Prediction(
              snapshot.instrument(),
              snapshot.eventTimeNs(),
              snapshot.receiveTimeNs(),
              snapshot.sequence(),
              "",
              "",
              0.5,
              false);
      for (Strategy strategy : strategies) {
        strategy.onSnapshot(
            new ScoredSnapshot(snapshot, none),
            intent -> {
              count("intent " + strategy.id() + " " + intent.action());
              account.onIntent(intent, this);
            });
      }
    }

    @Override
    public void decision(Decision decision) {
      decisions.add(decision);
      count("decision " + decision.rule());
    }

    @Override
    public void order(Order order) {
      orders.add(order);
      count("order");
    }

    @Override
    public void report(ExecutionReport report) {
      reports.add(report);
      count("report " + report.status());
    }

    @Override
    public void position(PositionSnapshot position) {
      count("position " + position.cause());
    }
  }
}
