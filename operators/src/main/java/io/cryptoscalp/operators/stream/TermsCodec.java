package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.effect.RegimeProfiles;
import io.cryptoscalp.engine.regime.effect.RegimeTerms;
import io.cryptoscalp.engine.regime.effect.StrategyWeights;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Terms of trading as bytes. They are written only where they are not those of the regime. */
final class TermsCodec {
  private final TextCodec text;

  TermsCodec(TextCodec text) {
    this.text = text;
  }

  static boolean areUsual(RegimeTerms terms, Regime regime) {
    RegimeTerms usual = RegimeProfiles.DEFAULT.of(regime);
    return terms.equals(usual);
  }

  static void write(RegimeTerms terms, DataOutputView out) throws IOException {
    out.writeDouble(terms.positionMultiplier());
    out.writeDouble(terms.stopMultiplier());
    out.writeDouble(terms.riskPerTrade());
    out.writeDouble(terms.maxPositions());
    out.writeDouble(terms.spreadFactor());
    out.writeDouble(terms.modelWeight());
    StrategyWeights weights = terms.strategies();
    out.writeInt(weights.size());
    for (int i = 0; i < weights.size(); i++) {
      TextCodec.write(weights.id(i), out);
      out.writeDouble(weights.weight(i));
    }
  }

  RegimeTerms read(DataInputView in) throws IOException {
    double position = in.readDouble();
    double stop = in.readDouble();
    double risk = in.readDouble();
    double positions = in.readDouble();
    double spread = in.readDouble();
    double model = in.readDouble();
    Map<String, Double> weights = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      weights.put(text.read(in), in.readDouble());
    }
    return new RegimeTerms(
        position, stop, risk, positions, spread, model, StrategyWeights.of(weights));
  }
}
