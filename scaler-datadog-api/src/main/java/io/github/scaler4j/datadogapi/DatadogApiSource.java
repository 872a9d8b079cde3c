package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.datadogapi.merging.Forecast;
import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.engine.ConnectionsByHost;
import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.engine.Fetched;
import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.FreshnessCache;
import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.source.Verification;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogQuery;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.OkHttpClient;

/**
 * Reads API triggers from Datadog's REST API, {@code GET /api/v1/query}.
 *
 * <p>Thread-safe, and never blocks. It owns its connections and threads until {@link #close()}.
 *
 * @see <a href="https://docs.datadoghq.com/api/latest/metrics/#query-timeseries-points">Datadog:
 *     query timeseries points</a>
 */
public final class DatadogApiSource implements MetricSource {

  // Far more than one rate limit can keep fresh. This bounds memory and is not a setting.
  private static final long MAX_LIVE_QUERIES = 100_000;

  // Cached, because it parses thousands of texts.
  private static final Duration FORECAST_FOR = Duration.ofMinutes(1);

  private static final Freshness WITHOUT_OLDER_VALUES = new Freshness(Duration.ZERO, Duration.ZERO);

  private final SourceContext context;
  private final SourceEvents events;
  private final AccountFinder accounts;
  private final LanesByAccount lanes;
  private final DeadlineTimer timer;
  private final FreshnessCache<QueryOfAccount, LiveQuery> live;
  private final Runnable closing;
  private final DatadogApiOptions options;
  private final Recent<Forecast> forecast;

  private DatadogApiSource(
      SourceContext context, DatadogApiOptions options, Call.Factory calls, Runnable closing) {
    this.context = requireNonNull(context, "context");
    this.events = new SourceEvents(context);
    this.options = requireNonNull(options, "options");
    this.forecast = new Recent<>(FORECAST_FOR, context.time());
    this.accounts = new AccountFinder(options, context);
    this.closing = closing;
    QueryExchange exchange =
        new QueryExchange(
            new HttpExchange(calls, options.bodyCap(), context, events),
            context,
            options.batching() ? options.maxBatchQueries() : 1);
    this.lanes = new LanesByAccount(options, context, events, exchange);
    this.timer = new DeadlineTimer(context);
    Freshness freshness = new Freshness(options.freshFor(), options.staleFor());
    this.live =
        new FreshnessCache<>(
            freshness.keptFor(options.idleAfter()),
            MAX_LIVE_QUERIES,
            context,
            key -> open(key.account(), key.query(), freshness),
            LiveQuery::forget);
  }

  /**
   * Configures a source with its own connections, for {@code DatadogScalers.builder().source}.
   *
   * @param options the settings
   */
  public static MetricSourceProvider with(DatadogApiOptions options) {
    return new DatadogApiSourceProvider(options, null);
  }

  /**
   * Configures a source on the caller's transport: an {@code OkHttpClient} with its own proxy or
   * CA, or a fake without sockets.
   *
   * @param options the settings
   * @param calls creates the calls; stays open
   */
  public static MetricSourceProvider with(DatadogApiOptions options, Call.Factory calls) {
    return new DatadogApiSourceProvider(options, requireNonNull(calls, "calls"));
  }

  static DatadogApiSource create(SourceContext context, DatadogApiOptions options) {
    OkHttpClient client =
        (isCleartextOnly(options) ? HttpClients.newCleartextClient() : HttpClients.newClient())
            .build();
    ConnectionsByHost connections = new ConnectionsByHost(client, context.time());
    return new DatadogApiSource(
        context,
        options,
        connections,
        () -> {
          HttpClients.close(client);
          connections.close();
        });
  }

  /** Whether no trigger is read over TLS. Without an endpoint, a site's own address uses it. */
  static boolean isCleartextOnly(DatadogApiOptions options) {
    return options.endpoint().isPresent()
        && Stream.concat(options.endpoint().stream(), options.siteEndpoints().values().stream())
            .allMatch(uri -> "http".equalsIgnoreCase(uri.getScheme()));
  }

  static DatadogApiSource create(
      SourceContext context, DatadogApiOptions options, Call.Factory calls) {
    return new DatadogApiSource(context, options, calls, () -> {});
  }

  @Override
  public boolean supports(DatadogTrigger trigger) {
    return trigger instanceof ApiTrigger;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The future may also fail with an {@link io.github.scaler4j.error.InvalidTriggerException},
   * for a key that does not fit into a header.
   */
  @Override
  public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
    ApiTrigger api = apiTrigger(trigger);
    return fetch(api, deadline, account -> live.get(new QueryOfAccount(account, api.query())));
  }

  private static ApiTrigger apiTrigger(DatadogTrigger trigger) {
    if (trigger instanceof ApiTrigger api) {
      return api;
    }
    throw new IllegalArgumentException("trigger: " + trigger + " is not an API trigger");
  }

  private CompletableFuture<MetricAnswer> fetch(
      ApiTrigger api, Deadline deadline, Function<Account, LiveQuery> queries) {
    CompletableFuture<Account> account;
    try {
      account = accounts.find(api, deadline);
    } catch (ScalerException e) {
      return CompletableFuture.failedFuture(e);
    }
    // A known key needs no extra stage.
    if (account.isDone() && !account.isCompletedExceptionally()) {
      return read(api, queries.apply(account.join()), deadline);
    }
    return CallerFuture.compose(account, known -> read(api, queries.apply(known), deadline));
  }

  private CompletableFuture<MetricAnswer> read(ApiTrigger api, LiveQuery query, Deadline deadline) {
    lanes.logWarnings();
    return CallerFuture.of(query.read(deadline), fetched -> answer(api, query, fetched));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The request waits for the account's budget like any other. Other readers of the query don't
   * share it.
   */
  @Override
  public Verification verify(DatadogTrigger trigger, Deadline deadline) {
    ApiTrigger api = apiTrigger(trigger);
    CompletableFuture<LiveQuery> opened = new CompletableFuture<>();
    CompletableFuture<MetricAnswer> read =
        fetch(
            api,
            deadline,
            account -> {
              LiveQuery own = open(account, api.query(), WITHOUT_OLDER_VALUES);
              opened.complete(own);
              return own;
            });
    try {
      return Verification.ofRead(api, read);
    } finally {
      Backstop.whenDone(
          opened,
          (own, fault) -> {
            if (own != null) {
              own.forget();
            }
          },
          fault -> {});
    }
  }

  private LiveQuery open(Account account, DatadogQuery query, Freshness freshness) {
    return lanes.use(
        account, lane -> new LiveQuery(query, lane, freshness, context.time(), timer, events));
  }

  private MetricAnswer answer(ApiTrigger trigger, LiveQuery query, Fetched<QueryAnswer> fetched) {
    Fetched<QueryAnswer> value =
        NearestMargin.isNear(query.margin())
            ? fetched.lookAgainFrom(NearestMargin.partOf(options.freshFor()))
            : fetched;
    return value
        .toAnswer(answer -> outcome(trigger, answer), context.time())
        .withMarginListener(query);
  }

  private static MetricOutcome outcome(ApiTrigger trigger, QueryAnswer answer) {
    return answer instanceof QueryAnswer.Answered answered
        ? SeriesAggregator.aggregate(trigger, answered.series())
        : MetricOutcome.noData(((QueryAnswer.Unprocessable) answer).reason());
  }

  @Override
  public SourceStatistics statistics() {
    Forecast round = forecast.get(this::forecastRound);
    return events.statistics(live, lanes.status()).toBuilder()
        .merging(lanes.merging().withRound(round.single(), round.merged()))
        .build();
  }

  private Forecast forecastRound() {
    Map<AccountLane, List<DatadogQuery>> byAccount = new HashMap<>();
    live.forEach(
        query ->
            byAccount
                .computeIfAbsent(query.lane(), lane -> new ArrayList<>())
                .add(query.entry().query()));
    return byAccount.values().stream()
        .map(
            queries ->
                Forecast.of(
                    queries,
                    options.batching() ? options.maxBatchQueries() : 1,
                    options.maxEscapedQuery(),
                    QueryRequests::escapedLength))
        .reduce(new Forecast(0, 0), Forecast::plus);
  }

  @Override
  public void close() {
    live.close();
    lanes.close();
    closing.run();
  }

  private record QueryOfAccount(Account account, DatadogQuery query) {}
}
