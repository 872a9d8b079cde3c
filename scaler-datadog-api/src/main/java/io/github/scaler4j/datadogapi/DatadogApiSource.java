package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.CallerFuture;
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
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogQuery;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

  // Far beyond what one rate limit can keep fresh; a bound on memory, not a setting.
  private static final long MAX_LIVE_QUERIES = 100_000;

  private final TimeSource time;
  private final DatadogApiOptions options;
  private final SourceEvents events;
  private final Accounts accounts;
  private final Map<Account, AccountLane> lanes = new HashMap<>();
  private final FreshnessCache<QueryOfAccount, LiveQuery> live;
  private final Runnable closing;
  private volatile boolean closed;

  private DatadogApiSource(
      SourceContext context, DatadogApiOptions options, Call.Factory calls, Runnable closing) {
    this.time = context.time();
    this.events = new SourceEvents(context);
    this.options = requireNonNull(options, "options");
    this.accounts = new Accounts(options.endpoint());
    this.closing = closing;
    QueryExchange exchange =
        new QueryExchange(
            new HttpExchange(calls, options.bodyCap(), context, events),
            time,
            options.batching() ? options.maxBatchQueries() : 1);
    this.live =
        new FreshnessCache<>(
            options.idleAfter(),
            MAX_LIVE_QUERIES,
            context,
            key -> open(key, context, exchange),
            LiveQuery::forget);
  }

  // A new account is the time to drop those whose keys have been rotated.
  private LiveQuery open(QueryOfAccount key, SourceContext context, QueryExchange exchange) {
    AccountLane lane;
    LiveQuery query;
    synchronized (lanes) {
      lane = lanes.get(key.account());
      if (lane == null) {
        long now = time.nanoTime();
        lanes.values().removeIf(other -> other.forgettable(now));
        lane = new AccountLane(key.account(), options, context, events, exchange);
        lanes.put(key.account(), lane);
      }
      query = lane.open(key.query());
    }
    if (closed) {
      lane.close();
    }
    return query;
  }

  /**
   * Configures a source with connections of its own, for {@code DatadogScalers.builder().source}.
   *
   * @param options the settings
   */
  public static MetricSourceProvider with(DatadogApiOptions options) {
    return new DatadogApiSourceProvider(options, null);
  }

  /**
   * Configures a source on a transport of the caller's: an {@code OkHttpClient} with a proxy or a
   * CA of its own, or a stand-in without sockets.
   *
   * @param options the settings
   * @param calls makes the calls; stays open
   */
  public static MetricSourceProvider with(DatadogApiOptions options, Call.Factory calls) {
    return new DatadogApiSourceProvider(options, requireNonNull(calls, "calls"));
  }

  static DatadogApiSource create(SourceContext context, DatadogApiOptions options) {
    boolean cleartext =
        options.endpoint().filter(uri -> "http".equalsIgnoreCase(uri.getScheme())).isPresent();
    OkHttpClient client =
        (cleartext ? HttpClients.newCleartextClient() : HttpClients.newClient()).build();
    return new DatadogApiSource(context, options, client, () -> HttpClients.close(client));
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
   * <p>The future may also fail with an {@link io.github.scaler4j.error.InvalidTriggerException}: a
   * key that no header carries.
   */
  @Override
  public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
    if (!(trigger instanceof ApiTrigger api)) {
      throw new IllegalArgumentException("trigger: " + trigger + " is not an API trigger");
    }
    Account account;
    try {
      account = accounts.of(api);
    } catch (ScalerException e) {
      return CompletableFuture.failedFuture(e);
    }
    LiveQuery query = live.get(new QueryOfAccount(account, api.query()));
    return CallerFuture.of(
        query.readers.read(deadline),
        fetched -> fetched.toAnswer(result -> outcome(api, result), time));
  }

  private static MetricOutcome outcome(ApiTrigger trigger, QueryResult result) {
    return result.unprocessable().isEmpty()
        ? SeriesAggregator.aggregate(trigger, result.series())
        : new MetricOutcome.NoData(result.unprocessable());
  }

  @Override
  public SourceStatistics statistics() {
    return events.statistics(live);
  }

  @Override
  public void close() {
    closed = true;
    live.close();
    List<AccountLane> open;
    synchronized (lanes) {
      open = List.copyOf(lanes.values());
    }
    open.forEach(AccountLane::close);
    closing.run();
  }

  private record QueryOfAccount(Account account, DatadogQuery query) {}
}
