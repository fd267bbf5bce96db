package io.cryptoscalp.engine.performance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Returns compounded by calendar unit in UTC.
 *
 * @param months each month that has a period, in time order
 * @param years each year that has a period
 * @param days each day that has a period
 */
public record CalendarReturns(List<Unit> months, List<Unit> years, List<Unit> days) {
  /**
   * A day, month or year.
   *
   * @param year year
   * @param month 1 to 12; 0 for a year
   * @param day 1 to 31; 0 for a month or a year
   * @param value its compounded return
   */
  public record Unit(int year, int month, int day, double value) {}

  /** Groups a series; a period belongs to the day that it ends in. */
  public static CalendarReturns of(ReturnSeries series) {
    return new CalendarReturns(
        group(series, true, false), group(series, false, false), group(series, true, true));
  }

  private static List<Unit> group(ReturnSeries series, boolean byMonth, boolean byDay) {
    List<Unit> units = new ArrayList<>();
    Unit present = new Unit(Integer.MIN_VALUE, 0, 0, 0);
    double wealth = 1;
    for (int i = 0; i < series.size(); i++) {
      LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(series.endNs()[i], ReturnSeries.DAY_NS));
      int month = byMonth ? date.getMonthValue() : 0;
      int day = byDay ? date.getDayOfMonth() : 0;
      if (present.year() != date.getYear() || present.month() != month || present.day() != day) {
        close(units, present, wealth);
        present = new Unit(date.getYear(), month, day, 0);
        wealth = 1;
      }
      wealth *= 1 + series.returns()[i];
    }
    close(units, present, wealth);
    return List.copyOf(units);
  }

  private static void close(List<Unit> units, Unit unit, double wealth) {
    if (unit.year() != Integer.MIN_VALUE) {
      units.add(new Unit(unit.year(), unit.month(), unit.day(), wealth - 1));
    }
  }

  /** Share of the units that did not return 0 which returned more; NaN when all returned 0. */
  public static double winRate(List<Unit> units) {
    int wins = 0;
    int moved = 0;
    for (Unit unit : units) {
      wins += unit.value() > 0 ? 1 : 0;
      moved += unit.value() != 0 ? 1 : 0;
    }
    return moved == 0 ? Double.NaN : (double) wins / moved;
  }

  /** The best return of units; NaN without any. */
  public static double best(List<Unit> units) {
    double best = Double.NaN;
    for (Unit unit : units) {
      best = Double.isNaN(best) ? unit.value() : Math.max(best, unit.value());
    }
    return best;
  }

  /** The worst return of units; NaN without any. */
  public static double worst(List<Unit> units) {
    double worst = Double.NaN;
    for (Unit unit : units) {
      worst = Double.isNaN(worst) ? unit.value() : Math.min(worst, unit.value());
    }
    return worst;
  }
}
