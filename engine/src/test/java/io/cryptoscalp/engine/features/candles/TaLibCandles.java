package io.cryptoscalp.engine.features.candles;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.graph.BarRun;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** TA-Lib's candlestick patterns under the ids of the features. */
final class TaLibCandles {
  /** TA-Lib's Java has these misspelt. */
  private static final Map<String, String> SPELLING =
      Map.of(
          "hignwave", "highwave",
          "seperatinglines", "separatinglines",
          "sticksandwhich", "sticksandwich");

  /** TA-Lib's value for "take the default". */
  private static final double DEFAULT = -4e37;

  private final Core core = new Core();
  private final Map<String, Method> patterns = new TreeMap<>();
  private final Map<String, Method> lookbacks = new TreeMap<>();

  TaLibCandles() {
    for (Method method : Core.class.getMethods()) {
      String name = method.getName().toLowerCase(java.util.Locale.ROOT);
      if (name.startsWith("cdl") && name.endsWith("lookback")) {
        lookbacks.put(id(name.substring(3, name.length() - 8)), method);
      } else if (name.startsWith("cdl") && method.getParameterTypes()[2] == double[].class) {
        patterns.put(id(name.substring(3)), method);
      }
    }
  }

  private static String id(String name) {
    return "cdl_" + SPELLING.getOrDefault(name, name);
  }

  Iterable<String> ids() {
    return patterns.keySet();
  }

  int lookback(String id) {
    Method method = lookbacks.get(id);
    return (int) call(method, method.getParameterCount() == 0 ? List.of() : List.of(DEFAULT));
  }

  /** Its values divided by 100, NaN before its first. */
  double[] values(String id, List<Bar> bars) {
    int length = bars.size();
    double[] open = new double[length];
    double[] high = new double[length];
    double[] low = new double[length];
    double[] close = new double[length];
    for (int i = 0; i < length; i++) {
      open[i] = BarRun.btc().price(bars.get(i).open());
      high[i] = BarRun.btc().price(bars.get(i).high());
      low[i] = BarRun.btc().price(bars.get(i).low());
      close[i] = BarRun.btc().price(bars.get(i).close());
    }
    MInteger begin = new MInteger();
    MInteger count = new MInteger();
    int[] out = new int[length];
    Method method = patterns.get(id);
    Object code =
        method.getParameterCount() == 9
            ? call(method, List.of(0, length - 1, open, high, low, close, begin, count, out))
            : call(
                method, List.of(0, length - 1, open, high, low, close, DEFAULT, begin, count, out));
    if (code != RetCode.Success) {
      throw new IllegalStateException(id + ": " + code);
    }
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    for (int i = 0; i < count.value; i++) {
      values[begin.value + i] = out[i] / 100.0;
    }
    return values;
  }

  private Object call(Method method, List<?> arguments) {
    try {
      return method.invoke(core, arguments.toArray());
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(method.getName(), e);
    }
  }
}
