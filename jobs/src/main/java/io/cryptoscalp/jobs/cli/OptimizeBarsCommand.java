package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.barsim.BarBacktest;
import io.cryptoscalp.engine.barsim.BarMarket;
import io.cryptoscalp.engine.barsim.BarStrategyProvider;
import io.cryptoscalp.jobs.barsim.BarRecords;
import io.cryptoscalp.jobs.search.BarRunner;
import io.cryptoscalp.jobs.search.BarSettings;
import io.cryptoscalp.jobs.search.StudyRunner;
import io.cryptoscalp.jobs.search.StudySpec;
import io.cryptoscalp.models.promotion.Evidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A search for parameters of a strategy on bars. */
@Command(
    name = "bars",
    description =
        "Search the parameters of a strategy on candles, trials beside each other in this process,"
            + " and judge the winner as optimize does.")
final class OptimizeBarsCommand implements Callable<Integer> {
  private static final Pattern FIXED =
      Pattern.compile("\\s*([A-Za-z0-9_.-]+)\\s*=\\s*(-?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\\s*");

  @ParentCommand private OptimizeCommand searches = new OptimizeCommand();

  @Mixin private BarInputOptions input = new BarInputOptions();
  @Mixin private BarStrategyChoice strategy = new BarStrategyChoice();
  @Mixin private BarTermOptions terms = new BarTermOptions();
  @Mixin private StudyOptions study = new StudyOptions();

  @Override
  public Integer call() throws Exception {
    Main main = searches.main();
    return new StudySearch(main, study).run(tick -> new Bars(input.markets()));
  }

  /** Bars of files, read once. */
  private final class Bars implements StudyData {
    private final List<BarMarket> markets;
    private final BarStrategyProvider provider = strategy.provider(searches.main());
    private final String hash;

    Bars(List<BarMarket> markets) {
      this.markets = markets;
      hash = BarRecords.hash(new BarBacktest(markets, terms.terms()));
    }

    @Override
    public String hash() {
      return hash;
    }

    @Override
    public StudySpec spec() throws IOException {
      SortedMap<String, String> base = new BarSettings(terms.terms(), input.costs()).keys();
      List<String> space = new ArrayList<>();
      for (String line : study.lines()) {
        Matcher fixed = FIXED.matcher(line);
        if (fixed.matches()) {
          base.put(Evidence.PARAMETER + fixed.group(1), fixed.group(2));
        } else {
          space.add(line);
        }
      }
      List<String> instruments = new ArrayList<>();
      markets.forEach(market -> instruments.add(market.series().instrument()));
      BarBacktest all = new BarBacktest(markets, terms.terms());
      return study.spec(
          new StudyOptions.Over(
              provider.id(),
              input.text(),
              hash,
              instruments,
              base,
              space,
              all.fromNs(),
              all.toNs()));
    }

    @Override
    public StudyRunner runner(StudySpec spec) {
      BarBacktest bars = BarSettings.of(spec.base()).over(markets);
      BarRunner runner = new BarRunner(bars, provider, Math.max(1, study.parallelism()));
      runner.require(spec.searchSpace(), spec.base());
      return runner;
    }

    @Override
    public void close() {}
  }
}
