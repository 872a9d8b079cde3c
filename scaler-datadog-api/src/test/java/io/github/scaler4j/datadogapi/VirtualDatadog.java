package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.fixtures.DatadogAccount;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogCalls;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.HeldCall;
import io.github.scaler4j.fixtures.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Request;

/**
 * A Datadog in virtual time that answers in 50 ms, with faults for the queries that a test names.
 */
final class VirtualDatadog implements Call.Factory {

  /** An answer that never comes. */
  static final DatadogAnswer SILENCE = DatadogAnswer.broken().after(Duration.ofDays(1));

  private static final Duration LATENCY = Duration.ofMillis(50);

  /** Changes Datadog's answer. */
  @FunctionalInterface
  interface Trouble {
    DatadogAnswer instead(List<String> queries, DatadogAnswer answer);
  }

  final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-01T00:20:00.3Z"));
  final DatadogApi api = DatadogApi.create(time).otherSeries(text -> series());
  private final DatadogCalls calls = DatadogCalls.to(api, time).hold();
  private final Map<String, DatadogAnswer> troubled = new HashMap<>();
  private final List<Call> made = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new HashMap<>();
  private Trouble trouble = (queries, answer) -> answer;
  private int requests;
  private int largest;

  private static List<DatadogSeries> series() {
    return List.of(DatadogSeries.constant(7));
  }

  DatadogAccount account() {
    return api.account();
  }

  /** Gives every request that carries the query this answer. */
  void trouble(String query, DatadogAnswer answer) {
    troubled.put(query, answer);
  }

  void trouble(Trouble next) {
    trouble = next;
  }

  @Override
  public Call newCall(Request request) {
    requests++;
    List<String> queries =
        Arrays.asList(requireNonNull(request.url().queryParameter("query")).split(",", -1));
    largest = Math.max(largest, queries.size());
    Call call = calls.newCall(request);
    made.add(call);
    DatadogAnswer answer = api.answer(request.method(), request.url(), request.headers());
    for (String query : queries) {
      answer = troubled.getOrDefault(query, answer);
    }
    DatadogAnswer given = trouble.instead(queries, answer);
    statuses.merge(given.status(), 1, Integer::sum);
    var unused =
        time.schedule(
            () -> end((HeldCall) call, given),
            LATENCY.plus(given.latency()).toNanos(),
            TimeUnit.NANOSECONDS);
    return call;
  }

  private static void end(HeldCall call, DatadogAnswer answer) {
    if (answer.delivery() != DatadogAnswer.Delivery.WHOLE) {
      call.fail(new java.io.IOException("unexpected end of stream"));
    } else {
      call.answer(answer);
    }
  }

  int requests() {
    return requests;
  }

  /** How many requests were answered with that status. */
  int answers(int status) {
    return statuses.getOrDefault(status, 0);
  }

  /** How many queries the largest request held. */
  int largest() {
    return largest;
  }

  /** How many requests are under way. */
  int underWay() {
    return calls.held().size();
  }

  /** How many requests were cancelled, by a reader that left or at their deadline. */
  long cancelled() {
    return made.stream().filter(Call::isCanceled).count();
  }

  void forgetCounts() {
    requests = 0;
    largest = 0;
    statuses.clear();
    made.clear();
  }
}
