package io.cryptoscalp.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.models.promotion.GatesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Does a study go on after a kill, keep its eyes off held-out data, and refuse luck? */
class StudyTest {
  private static final long STEP = 10 * DriftMarket.SECOND;

  @TempDir private Path folder;

  private List<TrialOutcome> run(String name, StudySpec spec, DriftMarket market) throws Exception {
    StudyFolder study = new StudyFolder(folder.resolve(name));
    if (!study.begun()) {
      study.begin(spec);
    }
    return new Study(study.spec(), study, market, generation -> {}).run();
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  void goesOnAfterAKillAsIfThereHadBeenNone(SamplerKind kind) throws Exception {
    List<Objective> wanted =
        kind == SamplerKind.NSGA2
            ? List.of(Objective.RETURN, Objective.DRAWDOWN, Objective.TURNOVER)
            : List.of(Objective.SHARPE);
    DriftMarket market = new DriftMarket(0.3, 4, STEP);
    StudySpec spec = market.study(kind, wanted, 40, 8);
    run("whole", spec, market);
    byte[] whole = Files.readAllBytes(folder.resolve("whole/trials.jsonl"));
    DriftMarket other = new DriftMarket(0.3, 4, STEP);
    Path trials = folder.resolve("killed/trials.jsonl");
    for (int kill = 1; kill <= 2; kill++) {
      other.passes = kill;
      assertThatThrownBy(() -> run("killed", spec, other)).hasMessage("killed");
      Files.writeString(trials, "{\"generation\":9,\"tri", StandardOpenOption.APPEND);
    }
    other.passes = Integer.MAX_VALUE;
    run("killed", spec, other);
    assertThat(Files.readAllBytes(trials)).isEqualTo(whole);
    assertThat(market.read).allMatch(end -> end <= spec.splitNs());
  }

  @Test
  void saysWhenItsFileIsNotItsOwn() throws Exception {
    DriftMarket market = new DriftMarket(0.3, 4, STEP);
    run("study", market.study(SamplerKind.TPE, List.of(Objective.SHARPE), 20, 5), market);
    Path spec = folder.resolve("study/study.json");
    Files.writeString(spec, Files.readString(spec).replace("\"seed\":4", "\"seed\":5"));
    assertThatThrownBy(() -> run("study", market.study(SamplerKind.TPE, List.of(), 1, 1), market))
        .isInstanceOf(StudyException.class);
    StudyFolder changed = new StudyFolder(folder.resolve("study"));
    assertThatThrownBy(() -> new Study(changed.spec(), changed, market, g -> {}).run())
        .hasMessageStartingWith("STUDY_DIFFERS: generation=0");
    assertThatThrownBy(() -> changed.begin(changed.spec())).hasMessageStartingWith("STUDY_EXISTS");
  }

  private boolean passes(double skill, long seed, SamplerKind kind) throws Exception {
    DriftMarket market = new DriftMarket(skill, seed, STEP);
    StudySpec spec = market.study(kind, List.of(Objective.SHARPE), 40, 10);
    List<TrialOutcome> trials = run(kind + "-" + skill + "-" + seed, spec, market);
    Judgement judgement = Judgement.of(spec, trials, GatesFile.search(), market, Looks.UNCOUNTED);
    assertThat(market.read.get(market.read.size() - 1)).isEqualTo(spec.toNs());
    return judgement.passed();
  }

  @Test
  void refusesLuckAndLetsSkillThrough() throws Exception {
    int lucky = 0;
    int able = 0;
    for (int seed = 0; seed < 12; seed++) {
      SamplerKind kind = seed % 2 == 0 ? SamplerKind.TPE : SamplerKind.HALTON;
      lucky += passes(0, seed, kind) ? 1 : 0;
      able += passes(0.35, seed, kind) ? 1 : 0;
    }
    assertThat(lucky).as("winners by luck that pass").isZero();
    assertThat(able).as("winners by skill that pass").isGreaterThanOrEqualTo(8);
  }

  @Test
  void hasNoWinnerWhereNothingTrades() throws Exception {
    DriftMarket market = new DriftMarket(0.3, 1, 200 * DriftMarket.SECOND * 60);
    StudySpec few = market.study(SamplerKind.RANDOM, List.of(Objective.RETURN), 8, 8);
    StudySpec spec =
        new StudySpec(
            few.study(),
            few.strategy(),
            few.input(),
            few.dataHash(),
            few.instruments(),
            few.base(),
            few.space(),
            few.objectives(),
            few.sampler(),
            8,
            8,
            1,
            few.fromNs(),
            few.toNs(),
            0.3,
            1_000_000,
            1);
    Judgement judgement =
        Judgement.of(spec, run("none", spec, market), GatesFile.search(), market, Looks.UNCOUNTED);
    assertThat(judgement.best().winner()).isNull();
    assertThat(judgement.passed()).isFalse();
  }
}
