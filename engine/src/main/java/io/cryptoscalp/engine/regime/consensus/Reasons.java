package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.drawdown.DrawdownPhase;
import org.jspecify.annotations.Nullable;

/** The evidence for a regime in words with figures. */
final class Reasons {
  private Reasons() {}

  static String of(
      Regime regime, Voices voices, Directives directives, RegimeScopes scopes, boolean sudden) {
    RegimeDirective told = directives.strongest(regime, scopes);
    String own =
        switch (regime) {
          case CRASH -> crash(voices, sudden, told);
          case RECOVERY ->
              "regained "
                  + percent(voices.drawdown.rebound())
                  + " of the fall of "
                  + percent(voices.drawdown.depth());
          case BULL_RUN ->
              "rose "
                  + percent(voices.drawdown.rise())
                  + " and gave back "
                  + percent(voices.drawdown.giveBack());
          case TRENDING ->
              "trend "
                  + voices.trend.direction().name().toLowerCase(java.util.Locale.ROOT)
                  + " of strength "
                  + two(voices.trend.strength())
                  + model(voices);
          case VOLATILE ->
              "volatility at rank "
                  + two(voices.volatility.rank())
                  + ", liquidity score "
                  + two(voices.liquidity.score())
                  + model(voices);
          case NORMAL ->
              voices.warm()
                  ? "volatility at rank "
                      + two(voices.volatility.rank())
                      + ", trend of strength "
                      + two(voices.trend.strength())
                      + ", no fall or rise beyond its threshold"
                  : "no fall or rise beyond its threshold, volatility and trend not yet known";
        };
    return told == null ? own : own + "; " + told.source() + ": " + told.reason();
  }

  private static String crash(Voices voices, boolean sudden, @Nullable RegimeDirective told) {
    if (voices.drawdown.phase() == DrawdownPhase.FALLING) {
      return "fell "
          + percent(Math.max(voices.drawdown.depth(), voices.drawdown.fall()))
          + " from the peak";
    }
    return sudden || told == null
        ? "a low " + percent(voices.deepFall()) + " below the peak"
        : "told, own fall " + percent(voices.drawdown.fall());
  }

  private static String model(Voices voices) {
    return voices.hmm == null || !voices.hmm.heard() ? "" : ", model in " + voices.hmm.name();
  }

  private static String percent(double fraction) {
    return two(fraction * 100) + " %";
  }

  private static String two(double value) {
    return Double.isNaN(value) ? "unknown" : Double.toString(Math.round(value * 100) / 100.0);
  }
}
