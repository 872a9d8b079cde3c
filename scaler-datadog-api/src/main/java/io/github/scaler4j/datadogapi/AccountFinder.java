package io.github.scaler4j.datadogapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import io.github.scaler4j.engine.CallerCode;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;

/**
 * Finds the accounts of triggers. Triggers with equal keys have one account, whatever objects
 * supply the keys. Thread-safe.
 *
 * <p>A {@link Secret} is identified by its text, and a supplier with a name by its name. Any other
 * supplier is called, on the context's executor and once at a time, and its key's text identifies
 * the account.
 */
final class AccountFinder {

  /** The keys that a pair of suppliers is called for. */
  private record Asked(HttpUrl url, SecretSupplier apiKey, SecretSupplier appKey) {}

  private final Optional<HttpUrl> endpoint;
  private final Map<String, HttpUrl> siteEndpoints = new HashMap<>();
  private final CallerCode<Asked, Account> suppliers;
  // Far more than Datadog has.
  private static final int MAX_SITES = 1_000;

  // All accounts of a site share one address object, which is larger than a trigger.
  private final Cache<String, HttpUrl> sites =
      Caffeine.newBuilder().maximumSize(MAX_SITES).executor(Runnable::run).build();

  // Interned, because thousands of queries refer to their account.
  private final Interner<Account> shared = Interner.newWeakInterner();

  AccountFinder(DatadogApiOptions options, SourceContext context) {
    this.endpoint = options.endpoint().map(AccountFinder::queryUrl);
    options.siteEndpoints().forEach((site, uri) -> siteEndpoints.put(site, queryUrl(uri)));
    this.suppliers = new CallerCode<>(context);
  }

  /**
   * Finds the account of a trigger.
   *
   * @param reader until when the reader waits
   * @return a future that is complete unless a key's supplier must be called; it fails with a
   *     {@link io.github.scaler4j.error.TransportException} if the supplier fails or takes too long
   * @throws InvalidTriggerException if the site is not a host name
   */
  CompletableFuture<Account> find(ApiTrigger trigger, Deadline reader) {
    HttpUrl url = sites.get(trigger.site(), this::address);
    if (isKnown(trigger.apiKey()) && isKnown(trigger.appKey())) {
      return CompletableFuture.completedFuture(account(url, trigger));
    }
    return suppliers.call(
        new Asked(url, trigger.apiKey(), trigger.appKey()),
        trigger.metricSpec().name() + ": the keys",
        reader,
        () -> account(url, trigger));
  }

  /** Returns how many sites' addresses are kept. */
  long sites() {
    sites.cleanUp();
    return sites.estimatedSize();
  }

  private static boolean isKnown(SecretSupplier supplier) {
    return supplier instanceof Secret || supplier.name().isPresent();
  }

  private Account account(HttpUrl url, ApiTrigger trigger) {
    return shared.intern(
        new Account(
            url, credential("apiKey", trigger.apiKey()), credential("appKey", trigger.appKey())));
  }

  private static Credential credential(String parameter, SecretSupplier supplier) {
    return supplier.name().isPresent()
        ? new Credential.Named(supplier)
        : new Credential.Text(Credential.ask(parameter, supplier));
  }

  private HttpUrl address(String site) {
    HttpUrl own = siteEndpoints.get(site.toLowerCase(Locale.ROOT));
    if (own != null) {
      return own;
    }
    return endpoint.isPresent() ? endpoint.get() : queryUrl(siteUrl(site));
  }

  private static HttpUrl queryUrl(URI base) {
    return queryUrl(HttpUrl.get(base.toString()));
  }

  private static HttpUrl queryUrl(HttpUrl base) {
    return base.newBuilder().addPathSegments("api/v1/query").build();
  }

  private static HttpUrl siteUrl(String site) {
    String host = "api." + site.toLowerCase(Locale.ROOT);
    HttpUrl url = HttpUrl.parse("https://" + host + "/");
    // A site with a slash, an @ or a colon would send the keys to an unexpected host.
    if (url == null || !url.host().equals(host)) {
      throw InvalidTriggerException.of(
          "datadogSite", "is not a host name; expected for example datadoghq.com or datadoghq.eu");
    }
    return url;
  }
}
