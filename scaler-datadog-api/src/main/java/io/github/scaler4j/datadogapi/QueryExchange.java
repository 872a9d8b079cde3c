package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.engine.CallerCode;
import io.github.scaler4j.engine.HeaderValue;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.MalformedBodyException;
import io.github.scaler4j.engine.RequestSecrets;
import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.DatadogQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Request;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** One request for one or several queries, sent once. Thread-safe. */
final class QueryExchange {

  private final HttpExchange http;
  private final SourceContext context;
  private final CallerCode<Account, Account> suppliers;
  private final int capacity;

  /**
   * Creates an exchange.
   *
   * @param http sends the requests
   * @param context dates the windows, and runs the keys' suppliers
   * @param capacity how many queries a request may carry, for the listener
   */
  QueryExchange(HttpExchange http, SourceContext context, int capacity) {
    this.http = http;
    this.context = context;
    this.suppliers = new CallerCode<>(context);
    this.capacity = capacity;
  }

  /**
   * Sends a request.
   *
   * @param account the address and the keys
   * @param name the account's name, for the listener
   * @param queries one, or several {@linkplain DatadogQuery#batchable batchable} ones of one window
   * @param detailed whether to decode the series' tags and points too
   * @param deadline for the whole exchange
   * @return a future of the HTTP answer, whatever its status. It fails with a {@link
   *     io.github.scaler4j.error.TransportException} if none came, and with another {@link
   *     ScalerException} if the request can't be built. Cancelling it cancels the call.
   * @throws IllegalArgumentException if the queries can't share a request
   */
  CompletableFuture<Reply> send(
      Account account,
      String name,
      List<DatadogQuery> queries,
      boolean detailed,
      Deadline deadline) {
    Question question = new Question(queries, detailed);
    if (!account.runsCallersCode()) {
      try {
        return send(build(account, name, queries), account, question, deadline);
      } catch (ScalerException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
    AtomicReference<@Nullable CompletableFuture<Reply>> sent = new AtomicReference<>();
    CompletableFuture<Reply> reply =
        suppliers
            .call(account, account.host() + ": the keys", deadline, account::withKeys)
            .thenCompose(
                known ->
                    sent.updateAndGet(
                        none -> send(build(known, name, queries), account, question, deadline)));
    Backstop.whenDone(reply, (value, fault) -> cancelIfGivenUp(reply, sent.get()), fault -> {});
    return reply;
  }

  private Request build(Account account, String name, List<DatadogQuery> queries) {
    return QueryRequests.build(account, name, queries, context.time().now());
  }

  private static void cancelIfGivenUp(
      CompletableFuture<Reply> reply, @Nullable CompletableFuture<Reply> sent) {
    if (sent != null && reply.isCancelled()) {
      sent.cancel(false);
    }
  }

  private CompletableFuture<Reply> send(
      Request request, Account account, Question question, Deadline deadline) {
    List<String> secrets = RequestSecrets.of(request);
    return http.send(
        request,
        deadline,
        QueryRequests.count(question.queries),
        capacity,
        (status, headers, body) -> {
          RateLimitHeaders limits =
              RateLimitHeaders.of(headers, context.time().now()).without(secrets);
          DatadogErrors errors = new DatadogErrors(account.host(), status, limits, secrets);
          return status == 200
              ? answer(errors, body, question)
              : errors.notOk(
                  ErrorBody.read(body), HeaderValue.retryAfter(headers, context.time().now()));
        });
  }

  private static Reply answer(DatadogErrors errors, BufferedSource body, Question question)
      throws IOException {
    List<DatadogQuery> queries = question.queries;
    int[] pointOffsets = question.pointOffsets;
    SeriesBody decoded;
    try {
      decoded = SeriesDecoder.decode(body.inputStream(), pointOffsets, question.detailed);
    } catch (MalformedBodyException e) {
      return errors.malformed(String.valueOf(e.getMessage()));
    }
    if (!decoded.answers()) {
      return errors.noAnswer(decoded.words());
    }
    RateLimitHeaders limits = errors.limits();
    if (queries.size() == 1) {
      return new Reply.Answered(limits, List.of(decoded.series()), List.of(decoded.details()));
    }
    for (Series series : decoded.series()) {
      if (!series.hasIndex() || series.queryIndex() >= pointOffsets.length) {
        return errors.mismatched(queries.size());
      }
    }
    return split(limits, decoded, queries, pointOffsets.length);
  }

  /** The wanted point per index. A single query's text may hold more queries than counted. */
  private static int[] pointOffsets(List<DatadogQuery> queries) {
    if (queries.size() == 1) {
      return new int[] {pointOffset(queries.get(0))};
    }
    int total = 0;
    for (DatadogQuery query : queries) {
      if (!query.batchable()) {
        throw new IllegalArgumentException("queries: one can't be counted and must be sent alone");
      }
      total += query.topLevelQueries();
    }
    int[] offsets = new int[total];
    int index = 0;
    for (DatadogQuery query : queries) {
      for (int i = 0; i < query.topLevelQueries(); i++) {
        offsets[index++] = pointOffset(query);
      }
    }
    return offsets;
  }

  // No answer holds more points than an int can count, so larger offsets are equivalent.
  private static int pointOffset(DatadogQuery query) {
    return (int) Math.min(Integer.MAX_VALUE, query.lastAvailablePointOffset());
  }

  private static Reply split(
      RateLimitHeaders limits, SeriesBody decoded, List<DatadogQuery> queries, int total) {
    int[] owner = new int[total];
    int[] firstIndex = new int[queries.size()];
    List<List<Series>> series = new ArrayList<>(queries.size());
    List<List<SeriesDetails>> details = new ArrayList<>(queries.size());
    int index = 0;
    for (int q = 0; q < queries.size(); q++) {
      firstIndex[q] = index;
      for (int i = 0; i < queries.get(q).topLevelQueries(); i++) {
        owner[index++] = q;
      }
      series.add(new ArrayList<>(1));
      details.add(new ArrayList<>(1));
    }
    for (int i = 0; i < decoded.series().size(); i++) {
      Series one = decoded.series().get(i);
      int q = owner[one.queryIndex()];
      series.get(q).add(one.withIndex(one.queryIndex() - firstIndex[q]));
      if (!decoded.details().isEmpty()) {
        details.get(q).add(decoded.details().get(i));
      }
    }
    return new Reply.Answered(limits, series, details);
  }

  /** The content of a request, and how its answer is read. */
  private static final class Question {
    private final List<DatadogQuery> queries;
    private final int[] pointOffsets;
    private final boolean detailed;

    Question(List<DatadogQuery> queries, boolean detailed) {
      this.queries = queries;
      this.pointOffsets = pointOffsets(queries);
      this.detailed = detailed;
    }
  }
}
