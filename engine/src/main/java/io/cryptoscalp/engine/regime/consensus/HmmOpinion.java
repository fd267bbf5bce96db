package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.regime.hmm.HmmFilter;
import io.cryptoscalp.engine.regime.hmm.HmmStateProfile;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;

/**
 * What a fitted hidden Markov model says of trend and volatility: the probability of the states
 * that by their own statistics go up, go down, or are volatile.
 */
final class HmmOpinion {
  private static final int VERSION = 1;

  private final HmmVoice voice;
  private final HmmFilter filter;
  private final SlowBar bars;
  private final double[] row;
  private final List<HmmStateProfile> profiles;
  private final boolean[] up;
  private final boolean[] down;
  private final boolean[] wild;

  HmmOpinion(HmmVoice voice) {
    this.voice = voice;
    filter = new HmmFilter(voice.model());
    bars = new SlowBar(voice.barNs());
    row = new double[voice.model().dimensions()];
    profiles = HmmStateProfile.of(voice.model());
    up = new boolean[profiles.size()];
    down = new boolean[profiles.size()];
    wild = new boolean[profiles.size()];
    for (int i = 0; i < profiles.size(); i++) {
      HmmStateProfile profile = profiles.get(i);
      wild[i] = profile.relativeDeviation() >= 1.25;
      up[i] = profile.drift() >= 0.5;
      down[i] = profile.drift() <= -0.5;
    }
  }

  void add(long closeNs, double high, double low, double close) {
    if (bars.add(closeNs, high, low, close)) {
      HmmInputs.of(bars.previousClose, bars.high, bars.low, bars.close, row, row.length);
      filter.update(row, 0);
    }
  }

  /** True once a bar was observed; before that the model only has its start. */
  boolean heard() {
    return filter.updates() > 1;
  }

  double weight() {
    return heard() ? voice.weight() : 0;
  }

  double rising() {
    return mass(up);
  }

  double falling() {
    return mass(down);
  }

  double wild() {
    return mass(wild);
  }

  private double mass(boolean[] of) {
    double sum = 0;
    for (int i = 0; i < of.length; i++) {
      sum += of[i] ? filter.probability(i) : 0;
    }
    return Math.min(1, sum);
  }

  int state() {
    return filter.mostLikely();
  }

  String name(int state) {
    return profiles.get(state).name();
  }

  double probability(int state) {
    return filter.probability(state);
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(voice.barNs());
    out.writeInt(profiles.size());
    filter.write(out);
    bars.write(out);
  }

  /** Reads what {@link #write} wrote; a model of other states or bars starts anew. */
  void read(StateReader in) {
    in.readVersion(VERSION, "regime-hmm");
    if (in.readLong() != voice.barNs() || in.readInt() != profiles.size()) {
      return;
    }
    filter.read(in);
    bars.read(in);
  }
}
