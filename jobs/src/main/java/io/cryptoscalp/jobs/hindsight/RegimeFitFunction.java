package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.candles.CandleFile;
import io.cryptoscalp.models.regime.RegimeFitter;
import io.cryptoscalp.models.regime.RegimeModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Fits the model of one instrument, named by its number in the list of requests. Gives the number,
 * a line feed, and the model's file or, after {@code !}, why there is none: one instrument's bad
 * data must not cost the others their models.
 */
final class RegimeFitFunction implements MapFunction<Integer, String> {
  private static final long serialVersionUID = 1L;

  static final String FAILED = "!";

  @SuppressWarnings("serial") // the lists that hold it are serializable
  private final List<RegimeFitRequest> requests;

  RegimeFitFunction(List<RegimeFitRequest> requests) {
    this.requests = List.copyOf(requests);
  }

  @Override
  public String map(Integer number) throws IOException {
    RegimeFitRequest request = requests.get(number);
    String result;
    try {
      result = fit(request);
    } catch (ModelException | IllegalArgumentException e) {
      result = FAILED + e.getMessage();
    }
    return number + "\n" + result;
  }

  private static String fit(RegimeFitRequest request) throws IOException {
    CandleFile candles = request.input().read();
    RegimeModelFile file =
        RegimeFitter.fit(
            request.input().name(),
            CandleSeries.of(candles, request.spec(candles.intervalNs())),
            request.options());
    return new String(file.json(), StandardCharsets.UTF_8);
  }
}
