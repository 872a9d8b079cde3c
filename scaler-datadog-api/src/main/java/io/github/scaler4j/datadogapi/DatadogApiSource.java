package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.Fetched;
import io.github.scaler4j.engine.FreshnessCache;
import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogQuery;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<Account, AccountLane> lanes = new ConcurrentHashMap<>();
  private final FreshnessCache<QueryOfAccount, LiveQuery> live;
  private final Runnable closing;

  private DatadogApiSource(
      SourceContext context, DatadogApiOptions options, Call.Factory calls, Runnable closing) {
    this.time = context.time();
    this.options = requireNonNull(options, "options");
    this.closing = closing;
    QueryExchange exchange =
        new QueryExchange(
            new HttpExchange(calls, options.bodyCap(), time, context.listener()), time);
    this.live =
        new FreshnessCache<>(
            options.idleAfter(),
            MAX_LIVE_QUERIES,
            context,
            key ->
                lanes
                    .computeIfAbsent(
                        key.account(),
                        account -> new AccountLane(account, options, context, exchange))
                    .open(key.query()));
  }

  /**
   * Makes a source with connections of its own.
   *
   * @param context what the factory shares
   * @param options the settings
   * @return a new source, to be closed by the caller
   * @throws NullPointerException if an argument is null
   */
  public static DatadogApiSource create(SourceContext context, DatadogApiOptions options) {
    boolean cleartext =
        options.endpoint().filter(uri -> "http".equalsIgnoreCase(uri.getScheme())).isPresent();
    OkHttpClient client =
        (cleartext ? HttpClients.newCleartextClient() : HttpClients.newClient()).build();
    return new DatadogApiSource(context, options, client, () -> HttpClients.close(client));
  }

  /**
   * Makes a source on a transport of the caller's: an {@code OkHttpClient} with a proxy or a CA of
   * its own, or a stand-in without sockets.
   *
   * @param context what the factory shares
   * @param options the settings
   * @param calls makes the calls; stays open
   * @return a new source, to be closed by the caller
   * @throws NullPointerException if an argument is null
   */
  public static DatadogApiSource create(
      SourceContext context, DatadogApiOptions options, Call.Factory calls) {
    return new DatadogApiSource(context, options, requireNonNull(calls, "calls"), () -> {});
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
  public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger) {
    if (!(trigger instanceof ApiTrigger api)) {
      throw new IllegalArgumentException("trigger: " + trigger + " is not an API trigger");
    }
    Account account;
    try {
      account = Account.of(api, options);
    } catch (ScalerException e) {
      return CompletableFuture.failedFuture(e);
    }
    return live.get(new QueryOfAccount(account, api.query()))
        .read(api.timeout())
        .thenApply(fetched -> answer(api, fetched));
  }

  private MetricAnswer answer(ApiTrigger trigger, Fetched<QueryResult> fetched) {
    QueryResult result = fetched.value();
    return new MetricAnswer(
        result.unprocessable().isEmpty()
            ? SeriesAggregator.aggregate(trigger, result.series())
            : new MetricOutcome.NoData(result.unprocessable()),
        Duration.ofNanos(time.nanoTime() - fetched.fetchedAtNanos()),
        fetched.fetchedAtNanos() + options.freshFor().toNanos(),
        fetched.staleCause());
  }

  @Override
  public void close() {
    live.close();
    lanes.values().forEach(AccountLane::close);
    closing.run();
  }

  private record QueryOfAccount(Account account, DatadogQuery query) {}
}
