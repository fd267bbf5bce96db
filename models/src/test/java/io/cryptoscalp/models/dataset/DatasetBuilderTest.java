package io.cryptoscalp.models.dataset;

import static io.cryptoscalp.models.dataset.Walks.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetBuilderTest {
  private static final List<String> NAMES = List.of("move", "noise", "number");

  private static DatasetOptions options(LabelRule rule) {
    return DatasetOptions.of(rule.withBarriers(0.5, 0.5).withCosts(TradingCosts.NONE), MINUTE)
        .withSteps(5, 0);
  }

  private static DatasetBuild build(List<FeatureRow> rows, DatasetOptions options) {
    DatasetBuilder builder = new DatasetBuilder("v1-test", NAMES, options);
    rows.forEach(builder::add);
    return builder.build();
  }

  @Test
  void anExampleIsARowWithTheRowsBeforeItAndNoGapBetweenThem() {
    List<FeatureRow> rows = Walks.rows("X", 2000, true, 1);
    Dataset data = build(rows, options(LabelRule.tripleBarrier(20 * MINUTE))).dataset();
    Map<Long, Integer> byTime = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      byTime.put(rows.get(i).eventTimeNs(), i);
    }
    assertThat(data.size()).isGreaterThan(1000);
    assertThat(data.steps()).isEqualTo(5);
    for (int i = 0; i < data.size(); i++) {
      int at = byTime.get(data.eventTimeNs(i));
      assertThat(data.vector(i)).isSameAs(data.step(i, 4));
      for (int step = 0; step < 5; step++) {
        FeatureRow row = rows.get(at - 4 + step);
        for (int f = 0; f < 3; f++) {
          assertThat(row.isValid(f)).isTrue();
          assertThat(data.step(i, step)[f]).isEqualTo((float) row.values()[f]);
        }
        assertThat(step == 4 ? 0 : rows.get(at - 3 + step).eventTimeNs() - row.eventTimeNs())
            .isLessThanOrEqualTo(2 * MINUTE);
      }
    }
  }

  @Test
  void stepsOfOneIntervalAreTheRowsThemselvesAndLongerOnesLieOnTheirBoundaries() {
    List<FeatureRow> rows = Walks.rows("X", 500, false, 2);
    DatasetOptions every = options(LabelRule.fixedHorizon(5 * MINUTE));
    Dataset whole = build(rows, every).dataset();
    Dataset minutes = build(rows, every.withSteps(5, MINUTE)).dataset();
    assertThat(minutes.size()).isEqualTo(whole.size());
    for (int i = 0; i < whole.size(); i++) {
      for (int step = 0; step < 5; step++) {
        assertThat(minutes.step(i, step)).containsExactly(whole.step(i, step));
      }
    }
    DatasetOptions wide =
        new DatasetOptions(
            List.of(), 0.9, 4, 10 * MINUTE, 10 * MINUTE, 0, every.label(), List.of(), true, 0);
    Dataset tens = build(rows, wide).dataset();
    assertThat(tens.size()).isGreaterThan(400);
    for (int i = 0; i < tens.size(); i++) {
      long minute = tens.eventTimeNs(i) / MINUTE;
      long boundary = (minute - 1) / 10 * 10; // the last one before the decision
      for (int step = 2; step >= 0; step--) {
        // rows are numbered from 0, the first one lies at minute 1
        assertThat((long) tens.step(i, step)[2]).isEqualTo(boundary - 1);
        boundary -= 10;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LabelRule.Method.class)
  void cuttingTheFutureOffChangesNoExampleWhoseLabelWasKnown(LabelRule.Method method) {
    LabelRule rule =
        switch (method) {
          case TRIPLE_BARRIER -> LabelRule.tripleBarrier(30 * MINUTE);
          case FIXED_HORIZON -> LabelRule.fixedHorizon(30 * MINUTE);
          case META -> LabelRule.meta(30 * MINUTE, PrimaryRule.momentum(10 * MINUTE));
        };
    List<FeatureRow> rows = Walks.rows("X", 1500, true, 3);
    Dataset whole = build(rows, options(rule)).dataset();
    for (int kept : new int[] {700, 991, 1201}) {
      Dataset cut = build(rows.subList(0, kept), options(rule)).dataset();
      long endNs = rows.get(kept - 1).eventTimeNs();
      int compared = 0;
      for (int i = 0; i < whole.size() && whole.eventTimeNs(i) <= endNs; i++) {
        if (whole.labelTimeNs(i) > endNs) {
          continue; // no longer known
        }
        int j = compared++;
        assertThat(cut.eventTimeNs(j)).isEqualTo(whole.eventTimeNs(i));
        assertThat(cut.labelTimeNs(j)).isEqualTo(whole.labelTimeNs(i)).isLessThanOrEqualTo(endNs);
        assertThat(cut.up(j)).isEqualTo(whole.up(i));
        assertThat(cut.forwardReturn(j)).isEqualTo(whole.forwardReturn(i));
        for (int step = 0; step < whole.steps(); step++) {
          assertThat(cut.step(j, step)).containsExactly(whole.step(i, step));
        }
      }
      assertThat(cut.size()).isEqualTo(compared).isGreaterThan(300);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOrderOfInstrumentsIsOfNoConsequence(boolean gaps) {
    List<FeatureRow> first = Walks.rows("A", 400, gaps, 4);
    List<FeatureRow> second = Walks.rows("B", 500, gaps, 5);
    List<FeatureRow> forward = new ArrayList<>(first);
    forward.addAll(second);
    List<FeatureRow> backward = new ArrayList<>(second);
    backward.addAll(first);
    List<FeatureRow> mixed = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      mixed.add(second.get(i));
      if (i < 400) {
        mixed.add(first.get(i));
      }
    }
    DatasetOptions options = options(LabelRule.tripleBarrier(20 * MINUTE));
    DatasetBuild build = build(forward, options);
    assertThat(build(backward, options).card()).isEqualTo(build.card());
    assertThat(build(mixed, options).card()).isEqualTo(build.card());
    assertThat(build.card().hash()).isEqualTo(build.dataset().hash());
    assertThat(build.dataset().instrument(0)).isEqualTo("A");
  }

  @Test
  void theCardAccountsForEveryRowAndCanBeReadBack() {
    List<FeatureRow> rows = Walks.rows("X", 1500, true, 6);
    DatasetOptions options =
        options(LabelRule.tripleBarrier(20 * MINUTE)).withWeights(true, 300 * MINUTE);
    DatasetBuild build = build(rows, options);
    DatasetCard card = build.card();
    int dropped = card.dropped().values().stream().mapToInt(Integer::intValue).sum();
    int ended = card.endings().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(card.examples() + dropped).isEqualTo(card.rows()).isEqualTo(1500);
    assertThat(ended).isEqualTo(card.examples()).isEqualTo(build.dataset().size());
    assertThat(card.meanUniqueness()).isBetween(0.01, 0.9);
    assertThat(DatasetCard.read(card.json())).isEqualTo(card);
    assertThat(card.markdown())
        .contains("triple-barrier, horizon 20m", "SHORT_SEQUENCE", card.hash());
    assertThatThrownBy(
            () -> DatasetCard.read("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("DATASET_CARD_INVALID");
    double sum = 0;
    for (int i = 0; i < build.dataset().size(); i++) {
      sum += build.dataset().weight(i);
    }
    assertThat(sum / build.dataset().size()).isCloseTo(1, within(1e-9));
  }

  @Test
  void aMetaLabelSaysWhetherTheSidePaidItsCosts() {
    List<FeatureRow> rows = Walks.rows("X", 800, false, 7);
    TradingCosts costs = new TradingCosts(0.0004, 0.0001, 0.0002);
    LabelRule rule = LabelRule.meta(20 * MINUTE, PrimaryRule.feature("move")).withCosts(costs);
    DatasetOptions options = DatasetOptions.of(rule, MINUTE).withSteps(1, 0);
    Dataset data = build(rows, options).dataset();
    assertThat(data.upCount()).isBetween(50, data.size() - 50);
    for (int i = 0; i < data.size(); i++) {
      // at the profit barrier at least the costs are earned, give or take the rounding
      double paid = data.forwardReturn(i) - costs.roundTrip();
      assertThat(data.up(i) ? paid > -1e-12 : paid < 1e-12).isTrue();
    }
  }

  @Test
  void returnsOverHorizonsAreThoseOfTheLastPriceByThen() {
    List<FeatureRow> rows = Walks.rows("X", 900, true, 8);
    DatasetOptions options = options(LabelRule.fixedHorizon(10 * MINUTE));
    Dataset data = build(rows, options).dataset();
    int unknown = 0;
    for (int i = 0; i < data.size(); i++) {
      assertThat(data.horizonReturn(i, 1)).isCloseTo((float) data.forwardReturn(i), within(1e-6f));
      for (int h = 0; h < 3; h++) {
        unknown += Float.isNaN(data.horizonReturn(i, h)) ? 1 : 0;
        float twin = naiveReturn(rows, data.eventTimeNs(i), data.horizonsNs()[h]);
        assertThat(Float.valueOf(data.horizonReturn(i, h))).isEqualTo(Float.valueOf(twin));
      }
    }
    assertThat(unknown).isPositive();
  }

  private static float naiveReturn(List<FeatureRow> rows, long atNs, long horizonNs) {
    double entry = 0;
    double exit = Double.NaN;
    long exitNs = 0;
    for (FeatureRow row : rows) {
      entry = row.eventTimeNs() == atNs ? row.mid() : entry;
      if (entry > 0 && row.mid() > 0 && row.eventTimeNs() <= atNs + horizonNs) {
        exit = row.mid();
        exitNs = row.eventTimeNs();
      }
    }
    boolean ended = rows.get(rows.size() - 1).eventTimeNs() < atNs + horizonNs;
    boolean old = atNs + horizonNs - exitNs > 2 * MINUTE;
    return ended || old ? Float.NaN : (float) (exit / entry - 1);
  }

  @Test
  void whatCannotBeIsRefused() {
    DatasetOptions options = options(LabelRule.fixedHorizon(10 * MINUTE));
    DatasetBuilder builder = new DatasetBuilder("v1-test", NAMES, options);
    List<FeatureRow> rows = Walks.rows("X", 2, false, 1);
    builder.add(rows.get(1));
    assertThatThrownBy(() -> builder.add(rows.get(0))).hasMessageContaining("DATASET_ORDER");
    FeatureRow narrow = rows.get(1).withFeatures(new double[1], new long[1]);
    assertThatThrownBy(() -> builder.add(narrow)).hasMessageContaining("DATASET_ROW_INVALID");
    assertThatThrownBy(
            () -> new DatasetBuilder("v1-test", NAMES, options.withFeatures(List.of("none"))))
        .hasMessageContaining("DATASET_FEATURE_UNKNOWN");
    assertThatThrownBy(
            () ->
                new DatasetBuilder(
                    "v1-test", NAMES, options(LabelRule.meta(MINUTE, PrimaryRule.NONE))))
        .hasMessageContaining("DATASET_OPTION_INVALID");
    assertThatThrownBy(() -> options.withSteps(0, 0)).isInstanceOf(ModelException.class);
    Dataset empty = new DatasetBuilder("v1-test", NAMES, options).build().dataset();
    assertThat(empty.size()).isZero();
    assertThat(empty.hash()).hasSize(64);
  }
}
