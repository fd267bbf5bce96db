package io.cryptoscalp.engine.regime.liquidity;

import io.cryptoscalp.engine.regime.window.MeanWindow;
import io.cryptoscalp.engine.regime.window.SortedWindow;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * How liquid a market is: spread, depth and impact, each over its own long median.
 *
 * <p>Every measure is a factor, usual over present (of the depth present over usual): 1 as usual,
 * 0.5 half as good. Each is bounded to 1/16 to 16. Impact is the geometric mean of those of Amihud
 * and Kyle that are defined. The score is the geometric mean of the factors that are defined, so
 * that it has no unit; the level follows from it with hysteresis. A spread blow-out with a thinning
 * book, each to a quarter, is a score of about 0.4 while trades still move the price as before.
 *
 * <p>A bar costs O(window), the impact's pass; allocates nothing. Of one thread.
 */
public final class LiquidityDetector {
  /** Fewest samples to take a median of. */
  public static final int FEWEST = 20;

  private static final int VERSION = 1;
  private static final double LARGEST = 1e100;

  /** Bound of the log of a factor. */
  private static final double MOST = StrictMath.log(16);

  private final LiquidityOptions options;
  private final MeanWindow spreads;
  private final MeanWindow depths;
  private final Impact impact;
  private final SortedWindow pastSpread;
  private final SortedWindow pastDepth;
  private final SortedWindow pastAmihud;
  private final SortedWindow pastKyle;
  private int sinceSample;
  private double spreadFactor = Double.NaN;
  private double depthFactor = Double.NaN;
  private double impactFactor = Double.NaN;
  private double score = Double.NaN;
  private LiquidityLevel level = LiquidityLevel.LIQUID;

  /** Starts in LIQUID before the first bar. */
  public LiquidityDetector(LiquidityOptions options) {
    this.options = options;
    spreads = new MeanWindow(options.smooth());
    depths = new MeanWindow(options.smooth());
    impact = new Impact(options.window());
    pastSpread = new SortedWindow(options.past());
    pastDepth = new SortedWindow(options.past());
    pastAmihud = new SortedWindow(options.past());
    pastKyle = new SortedWindow(options.past());
  }

  /**
   * Takes a bar in. What is not finite, beyond 1e100 or of the wrong sign is missing: a spread and
   * a depth each for itself, of return, flow and volume all three.
   *
   * @param spread best ask less best bid over their mean, at least 0
   * @param depth quantity or value in the book near the touch, at least 0
   * @param value log return of the bar
   * @param flow volume bought less volume sold by takers
   * @param volume traded, at least 0, in the unit of the flow
   * @return true when the level changed
   */
  public boolean update(double spread, double depth, double value, double flow, double volume) {
    if (spread >= 0 && spread <= LARGEST) {
      spreads.add(spread);
    }
    if (depth >= 0 && depth <= LARGEST) {
      depths.add(depth);
    }
    boolean traded = volume >= 0 && volume <= LARGEST;
    if (traded && Math.abs(value) <= LARGEST && Math.abs(flow) <= LARGEST) {
      impact.update(value, flow, volume);
    }
    measure();
    if (sinceSample == 0) {
      sample(pastSpread, spread());
      sample(pastDepth, depth());
      sample(pastAmihud, impact.amihud());
      sample(pastKyle, impact.kyle());
    }
    sinceSample = sinceSample + 1 == options.sampleEvery() ? 0 : sinceSample + 1;
    LiquidityLevel before = level;
    level = level(score);
    return level != before;
  }

  private static void sample(SortedWindow past, double value) {
    if (!Double.isNaN(value)) {
      past.add(value);
    }
  }

  private void measure() {
    double ofSpread = -excess(spread(), pastSpread);
    double ofDepth = excess(depth(), pastDepth);
    double ofImpact =
        -meanOfDefined(excess(impact.amihud(), pastAmihud), excess(impact.kyle(), pastKyle));
    spreadFactor = StrictMath.exp(ofSpread);
    depthFactor = StrictMath.exp(ofDepth);
    impactFactor = StrictMath.exp(ofImpact);
    double sum = 0;
    int defined = 0;
    if (!Double.isNaN(ofSpread)) {
      sum += ofSpread;
      defined++;
    }
    if (!Double.isNaN(ofDepth)) {
      sum += ofDepth;
      defined++;
    }
    if (!Double.isNaN(ofImpact)) {
      sum += ofImpact;
      defined++;
    }
    score = defined == 0 ? Double.NaN : StrictMath.exp(sum / defined);
  }

  /** Log of a measure over its median, bounded; NaN without one. */
  private static double excess(double value, SortedWindow past) {
    double median = past.median();
    if (past.size() < FEWEST || Double.isNaN(value) || !(median > 0)) {
      return Double.NaN;
    }
    return Math.max(-MOST, Math.min(MOST, StrictMath.log(value / median)));
  }

  private static double meanOfDefined(double one, double other) {
    if (Double.isNaN(one)) {
      return other;
    }
    return Double.isNaN(other) ? one : 0.5 * (one + other);
  }

  private LiquidityLevel level(double at) {
    if (Double.isNaN(at)) {
      return LiquidityLevel.LIQUID;
    }
    boolean dry = level == LiquidityLevel.DRY;
    if (at <= (dry ? options.dryExit() : options.dryEnter())) {
      return LiquidityLevel.DRY;
    }
    boolean thin = dry || level == LiquidityLevel.THIN;
    return at <= (thin ? options.thinExit() : options.thinEnter())
        ? LiquidityLevel.THIN
        : LiquidityLevel.LIQUID;
  }

  /** The level; LIQUID until there is a past to compare with. */
  public LiquidityLevel level() {
    return level;
  }

  /** Liquidity over the usual, 1/16 to 16, 1 as usual; NaN until there is a past. */
  public double score() {
    return score;
  }

  /** Usual over present spread; NaN until there is a past. */
  public double spreadFactor() {
    return spreadFactor;
  }

  /** Present over usual depth; NaN until there is a past. */
  public double depthFactor() {
    return depthFactor;
  }

  /** Usual over present impact; NaN until there is a past. */
  public double impactFactor() {
    return impactFactor;
  }

  /** Mean spread of the last bars; NaN until there are enough. */
  public double spread() {
    return spreads.isFull() ? Math.max(0, spreads.mean()) : Double.NaN;
  }

  /** Mean depth of the last bars; NaN until there are enough. */
  public double depth() {
    return depths.isFull() ? Math.max(0, depths.mean()) : Double.NaN;
  }

  /** Amihud's illiquidity: absolute return per unit of volume; NaN while not defined. */
  public double amihud() {
    return impact.amihud();
  }

  /** Kyle's lambda: return per unit of signed flow; NaN while not defined or not significant. */
  public double kyle() {
    return impact.kyle();
  }

  /** Writes what the bars have made of it; the options are not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeByte(level.code());
    out.writeInt(sinceSample);
    out.writeDouble(spreadFactor);
    out.writeDouble(depthFactor);
    out.writeDouble(impactFactor);
    out.writeDouble(score);
    spreads.write(out);
    depths.write(out);
    impact.write(out);
    pastSpread.write(out);
    pastDepth.write(out);
    pastAmihud.write(out);
    pastKyle.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException coded {@code STATE_MISMATCH} when the windows differ
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "liquidity-detector");
    level = LiquidityLevel.ofCode(in.readByte());
    sinceSample = in.readInt();
    if (sinceSample < 0 || sinceSample >= options.sampleEvery()) {
      throw new StateException(
          "STATE_MISMATCH: state=liquidity-detector sinceSample=" + sinceSample);
    }
    spreadFactor = in.readDouble();
    depthFactor = in.readDouble();
    impactFactor = in.readDouble();
    score = in.readDouble();
    spreads.read(in);
    depths.read(in);
    impact.read(in);
    pastSpread.read(in);
    pastDepth.read(in);
    pastAmihud.read(in);
    pastKyle.read(in);
  }
}
