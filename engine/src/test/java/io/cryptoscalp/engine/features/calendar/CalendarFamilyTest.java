package io.cryptoscalp.engine.features.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;
import io.cryptoscalp.engine.features.graph.BarOracle;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Does the calendar family keep the contract and agree with java.time? */
class CalendarFamilyTest extends BarFamilyContract {
  /** More than a week of minutes. */
  private static final int MINUTES = 11_000;

  @Override
  protected BarFamily family() {
    return new CalendarFamily();
  }

  @Test
  void isDeclaredOnBarsOfOneMinuteOnly() {
    BarDeclarations hours = new BarDeclarations("1h");
    new CalendarFamily().declare(hours);
    assertThat(hours.features()).isEmpty();
  }

  @Test
  void agreesWithTheCalendarOverAWeek() {
    List<Bar> bars = market(8, MINUTES, 30_000, 1, 1);
    BarOracle oracle = new BarOracle(family(), bars);
    double[] hourSin = oracle.values("hour_sin");
    double[] hourCos = oracle.values("hour_cos");
    double[] weekSin = oracle.values("weekday_sin");
    double[] weekCos = oracle.values("weekday_cos");
    for (int i = 0; i < MINUTES; i++) {
      ZonedDateTime time = at(bars.get(i));
      double day = time.toLocalTime().toSecondOfDay() / 86_400.0;
      double week = (time.getDayOfWeek().getValue() - 1 + day) / 7;
      String name = time.toString();
      assertThat(hourSin[i]).as(name).isCloseTo(Math.sin(2 * Math.PI * day), within(1e-9));
      assertThat(hourCos[i]).as(name).isCloseTo(Math.cos(2 * Math.PI * day), within(1e-9));
      assertThat(weekSin[i]).as(name).isCloseTo(Math.sin(2 * Math.PI * week), within(1e-9));
      assertThat(weekCos[i]).as(name).isCloseTo(Math.cos(2 * Math.PI * week), within(1e-9));
    }
  }

  @Test
  void sessionsWeekendAndFundingAreThoseOfTheClock() {
    List<Bar> bars = market(8, MINUTES, 30_000, 1, 1);
    BarOracle oracle = new BarOracle(family(), bars);
    double[] asia = oracle.values("session_asia");
    double[] europe = oracle.values("session_europe");
    double[] us = oracle.values("session_us");
    double[] weekend = oracle.values("weekend");
    double[] funding = oracle.values("minutes_to_funding");
    for (int i = 0; i < MINUTES; i++) {
      ZonedDateTime time = at(bars.get(i));
      String name = time.toString();
      session(asia, i, time, 0, 9);
      session(europe, i, time, 7, 16);
      session(us, i, time, 13, 22);
      DayOfWeek day = time.getDayOfWeek();
      boolean rest = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
      assertThat(weekend[i]).as(name).isEqualTo(rest ? 1 : 0);
      ZonedDateTime next = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      while (next.getHour() % 8 != 0) {
        next = next.plusHours(1);
      }
      assertThat(funding[i]).as(name).isEqualTo((double) Duration.between(time, next).toMinutes());
    }
  }

  private static void session(double[] values, int i, ZonedDateTime time, int from, int to) {
    boolean open = time.getHour() >= from && time.getHour() < to;
    assertThat(values[i]).as(time.toString()).isEqualTo(open ? 1 : 0);
  }

  private static ZonedDateTime at(Bar bar) {
    return Instant.ofEpochSecond(0, bar.closeTimeNs()).atZone(ZoneOffset.UTC);
  }
}
