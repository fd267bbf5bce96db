package io.cryptoscalp.engine.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Many trials on little data, the best of them on more: successive halving (Jamieson and Talwalkar,
 * AISTATS 2016), or Hyperband (Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar, JMLR 18, 2018),
 * which goes through brackets that begin with fewer trials on more data. What is tried comes from
 * another sampler, which is told each trial once, by the largest budget it got (as BOHB does).
 */
public final class HalvingSampler implements Sampler {
  private final Sampler inner;
  private final double factor;
  private final int most;
  private final boolean brackets;
  private int bracket;
  private int rung;
  private List<Candidate> first = List.of();
  private Observation[] latest = new Observation[0];
  private int[] survivors = new int[0];

  /**
   * A search.
   *
   * @param inner chooses what is tried; one without generations of its own size
   * @param factor one in so many goes on, on so many times the data; at least 2
   * @param least smallest share of the data, above 0 to 1
   * @param brackets true for Hyperband
   */
  public HalvingSampler(Sampler inner, double factor, double least, boolean brackets) {
    if (!(factor >= 2) || !(least > 0 && least <= 1)) {
      throw new IllegalArgumentException(
          "SEARCH_HALVING_INVALID: factor=" + factor + " least=" + least);
    }
    this.inner = inner;
    this.factor = factor;
    this.brackets = brackets;
    most = (int) (StrictMath.log(1 / least) / StrictMath.log(factor) + 1e-9);
    bracket = most;
  }

  @Override
  public List<Candidate> ask(int wish) {
    if (survivors.length == 0) {
      double halvings = StrictMath.pow(factor, bracket);
      int size = (int) Math.ceil(brackets ? (most + 1.0) / (bracket + 1) * halvings : wish);
      first = inner.ask(Math.max((int) Math.ceil(halvings), size));
      latest = new Observation[first.size()];
      survivors = new int[first.size()];
      for (int i = 0; i < survivors.length; i++) {
        survivors[i] = i;
      }
      rung = 0;
    }
    double budget = StrictMath.pow(factor, rung - bracket);
    List<Candidate> asked = new ArrayList<>();
    for (int i : survivors) {
      asked.add(new Candidate(first.get(i).point(), rung == bracket ? 1 : budget));
    }
    return asked;
  }

  @Override
  public void tell(List<Observation> told) {
    for (int i = 0; i < survivors.length; i++) {
      latest[survivors[i]] = told.get(i);
    }
    int kept = rung == bracket ? 0 : Math.max(1, (int) (survivors.length / factor));
    int[] order = Ranking.of(told).order();
    int[] next = new int[kept];
    for (int i = 0; i < kept; i++) {
      next[i] = survivors[order[i]];
    }
    survivors = next;
    rung++;
    if (kept == 0) {
      inner.tell(List.of(latest));
      bracket = brackets && bracket > 0 ? bracket - 1 : most;
    }
  }

  @Override
  public boolean settled() {
    return survivors.length == 0;
  }
}
