package io.cryptoscalp.engine.features.calendar;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import java.util.function.LongToDoubleFunction;

/**
 * Time of day and of week, trading sessions and the time to the next funding as of the bar's close,
 * UTC without daylight saving. Declared on bars of one minute only: longer ones know no more.
 *
 * <p>A session includes its first second and not its last: Asia 00 to 09 h (Tokyo 9 to 18 h),
 * Europe 07 to 16 h (London 7 to 16 h), US 13 to 22 h (New York 8 to 17 h in winter).
 */
public final class CalendarFamily implements BarFamily {
  private static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;
  private static final long WEEK = 7 * DAY;
  private static final long FUNDING = 8 * HOUR;

  /** From the Monday before the epoch, which was a Thursday, to the epoch. */
  private static final long SINCE_MONDAY = 3 * DAY;

  @Override
  public void declare(BarDeclarations to) {
    if (!to.timeframe().equals("1m")) {
      return;
    }
    to.family("calendar").source("own definition").warmUp(1);
    wave(to, "hour_sin", "sine of the time of day", s -> StrictMath.sin(angle(s, DAY)));
    wave(to, "hour_cos", "cosine of the time of day", s -> StrictMath.cos(angle(s, DAY)));
    wave(
        to,
        "weekday_sin",
        "sine of the time since Monday 0 h",
        s -> StrictMath.sin(angle(s + SINCE_MONDAY, WEEK)));
    wave(
        to,
        "weekday_cos",
        "cosine of the time since Monday 0 h",
        s -> StrictMath.cos(angle(s + SINCE_MONDAY, WEEK)));
    flag(to, "session_asia", "1 from 0 to 9 h", s -> during(s, 0, 9));
    flag(to, "session_europe", "1 from 7 to 16 h", s -> during(s, 7, 16));
    flag(to, "session_us", "1 from 13 to 22 h", s -> during(s, 13, 22));
    flag(
        to,
        "weekend",
        "1 on Saturday and Sunday",
        s -> Math.floorMod(s + SINCE_MONDAY, WEEK) >= 5 * DAY ? 1 : 0);
    to.source("Binance USD-M futures, funding at 0, 8 and 16 h");
    to.add(
        "minutes_to_funding",
        "time to the next of 0, 8 and 16 h, 480 at one of them",
        "min",
        0,
        480,
        g -> clock(g, "minutes_to_funding", s -> (FUNDING - Math.floorMod(s, FUNDING)) / 60.0));
  }

  private static void wave(BarDeclarations to, String id, String text, LongToDoubleFunction of) {
    to.add(id, text, "1", -1, 1, g -> clock(g, id, of));
  }

  private static void flag(BarDeclarations to, String id, String text, LongToDoubleFunction of) {
    to.add(id, text, "1", 0, 1, g -> clock(g, id, of));
  }

  private static Node clock(GraphBuilder graph, String name, LongToDoubleFunction of) {
    return graph.map(name, graph.closeTime(), seconds -> of.applyAsDouble(whole(seconds)));
  }

  // Nanoseconds turned into a double of seconds may lie a microsecond below the full one.
  private static long whole(double seconds) {
    return (long) Math.floor(seconds + 1e-3);
  }

  private static double angle(long second, long cycle) {
    return Math.floorMod(second, cycle) * (2 * StrictMath.PI / cycle);
  }

  private static double during(long second, int from, int to) {
    long hour = Math.floorMod(second, DAY) / HOUR;
    return hour >= from && hour < to ? 1 : 0;
  }
}
