package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.fixtures.HeldCall;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.Headers;
import okio.Timeout;

/** A held call for queries that each have a number in their text. */
record TestCall(HeldCall call) {

  /** The queries it carries, which in tests contain no comma. */
  List<String> queries() {
    return Arrays.asList(
        requireNonNull(call.request().url().queryParameter("query")).split(",", -1));
  }

  /** Answers every query with its own number, the digits in its text. */
  void answer(String... headers) {
    answer(200, body(queries()), headers);
  }

  static String body(List<String> queries) {
    return IntStream.range(0, queries.size())
        .mapToObj(
            i ->
                "{\"query_index\":"
                    + i
                    + ",\"pointlist\":[[1000,"
                    + queries.get(i).replaceAll("\\D", "")
                    + "]]}")
        .collect(Collectors.joining(",", "{\"status\":\"ok\",\"series\":[", "]}"));
  }

  /** Answers 200 with an error, as Datadog does to a query that it can't parse. */
  void reject() {
    answer(200, "{\"status\":\"error\",\"error\":\"Error parsing query\"}");
  }

  void answer(int status, String body, String... headers) {
    call.answer(DatadogAnswer.of(status, body).headers(Headers.of(headers)));
  }

  void fail(IOException fault) {
    call.fail(fault);
  }

  Timeout timeout() {
    return call.timeout();
  }

  boolean isCanceled() {
    return call.isCanceled();
  }
}
