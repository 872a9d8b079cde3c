package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.ApiTrigger;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/**
 * Finds the accounts of triggers. All accounts of a site share one address, which would otherwise
 * be built at every read, and weigh on the heap more than a trigger does. Thread-safe.
 */
final class Accounts {

  private final Optional<HttpUrl> endpoint;
  private final Map<String, HttpUrl> sites = new ConcurrentHashMap<>();

  Accounts(Optional<URI> endpoint) {
    this.endpoint = endpoint.map(uri -> queryUrl(HttpUrl.get(uri.toString())));
  }

  /**
   * Finds the account of a trigger.
   *
   * @throws InvalidTriggerException if the site is not a host name
   */
  Account of(ApiTrigger trigger) {
    HttpUrl url =
        endpoint.isPresent()
            ? endpoint.get()
            : sites.computeIfAbsent(trigger.site(), site -> queryUrl(siteUrl(site)));
    return new Account(url, trigger.apiKey(), trigger.appKey());
  }

  private static HttpUrl queryUrl(HttpUrl base) {
    return base.newBuilder().addPathSegments("api/v1/query").build();
  }

  private static HttpUrl siteUrl(String site) {
    String host = "api." + site.toLowerCase(Locale.ROOT);
    HttpUrl url = HttpUrl.parse("https://" + host + "/");
    // A site with a slash, an @ or a colon would send the keys to another host than it seems to.
    if (url == null || !url.host().equals(host)) {
      throw InvalidTriggerException.of(
          "datadogSite", "is not a host name; datadoghq.com, datadoghq.eu and the like are");
    }
    return url;
  }
}
