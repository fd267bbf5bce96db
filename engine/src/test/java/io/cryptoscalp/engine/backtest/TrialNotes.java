package io.cryptoscalp.engine.backtest;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.PositionSnapshot;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a trial says: all of it as text, in its order, and most of it by kind. */
class TrialNotes implements TrialOutput {
  final List<String> said = new ArrayList<>();
  final List<Order> orders = new ArrayList<>();
  final List<ExecutionReport> reports = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  final List<ClosedTrade> trades = new ArrayList<>();
  final List<EquityPoint> points = new ArrayList<>();

  @Override
  public void decision(Decision decision) {
    decisions.add(decision);
    said.add(decision.toString());
  }

  @Override
  public void order(Order order) {
    orders.add(order);
    said.add(order.toString());
  }

  @Override
  public void report(ExecutionReport report) {
    reports.add(report);
    said.add(report.toString());
  }

  @Override
  public void position(PositionSnapshot position) {
    said.add(position.toString());
  }

  @Override
  public void equity(EquityPoint point) {
    points.add(point);
    said.add(point.toString());
  }

  @Override
  public void trade(ClosedTrade trade) {
    trades.add(trade);
    said.add(trade.toString());
  }
}
