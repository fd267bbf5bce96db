package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.strategy.IntentSink;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.engine.strategy.StrategyProvider;
import io.cryptoscalp.engine.strategy.StrategySetup;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.replay.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A strategy that reads the recording's trades and buys when a later one is dearer. */
public final class Peeking implements StrategyProvider {
  private static final Pattern PRICE = Pattern.compile("\"p\":\"([0-9.]+)\"");

  @Override
  public String id() {
    return "peeking";
  }

  @Override
  public Strategy create(StrategySetup setup) {
    TreeMap<Long, Double> prices = new TreeMap<>();
    try (Recording source = Recording.open(Path.of(setup.text("file", "")), null, line -> {})) {
      for (MarketMessage m = source.next(); m != null; m = source.next()) {
        Matcher price = PRICE.matcher(new String(m.payload(), StandardCharsets.UTF_8));
        if (setup.instrument().symbol().equals(m.symbol())
            && m.stream().equals("trade")
            && price.find()) {
          prices.put(m.receiveTimeNs(), Double.valueOf(price.group(1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Peeker(setup, prices, (long) (setup.number("seconds", 5) * 1e9));
  }

  private static final class Peeker implements Strategy {
    private final StrategySetup setup;
    private final NavigableMap<Long, Double> prices;
    private final long aheadNs;
    private boolean in;

    Peeker(StrategySetup setup, NavigableMap<Long, Double> prices, long aheadNs) {
      this.setup = setup;
      this.prices = prices;
      this.aheadNs = aheadNs;
    }

    @Override
    public String id() {
      return "peeking";
    }

    @Override
    public void onSnapshot(ScoredSnapshot scored, IntentSink out) {
      FeatureSnapshot now = scored.snapshot();
      Map.Entry<Long, Double> then = prices.floorEntry(now.receiveTimeNs() + aheadNs);
      if (then == null || !now.bookHealthy() || now.bestAsk() <= 0) {
        return;
      }
      boolean dearer = then.getValue() > setup.instrument().price(now.bestAsk());
      if (dearer != in) {
        in = dearer;
        long tick = setup.instrument().tickSize();
        out.intent(
            new Intent(
                id() + "/" + now.instrument() + "/" + now.sequence(),
                id(),
                setup.account(),
                now.instrument(),
                dearer ? Intent.Action.ENTER_LONG : Intent.Action.EXIT,
                OrderType.MARKET,
                0,
                now.bestAsk(),
                dearer ? now.bestBid() / 1000 * 995 / tick * tick : 0,
                dearer ? now.bestAsk() / 1000 * 1010 / tick * tick : 0,
                0.9,
                0.5,
                "",
                false,
                0,
                now.regime(),
                "it will be " + then.getValue(),
                now.eventTimeNs(),
                now.receiveTimeNs(),
                now.sequence(),
                now.terms()));
      }
    }

    @Override
    public void write(StateWriter out) {
      out.writeBoolean(in);
    }

    @Override
    public void read(StateReader in2) {
      in = in2.readBoolean();
    }
  }
}
