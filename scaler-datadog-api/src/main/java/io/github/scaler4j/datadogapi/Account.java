package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.SecretSupplier;
import java.util.Locale;
import okhttp3.HttpUrl;

/**
 * Where requests go and in whose name: what shares an account shares requests and budget.
 *
 * @param queryUrl the address of {@code /api/v1/query}, without parameters
 * @param apiKey the API key
 * @param appKey the application key
 */
record Account(HttpUrl queryUrl, SecretSupplier apiKey, SecretSupplier appKey) {

  /**
   * Finds the account of a trigger.
   *
   * @throws InvalidTriggerException if the site is not a host name
   */
  static Account of(ApiTrigger trigger, DatadogApiOptions options) {
    HttpUrl base =
        options
            .endpoint()
            .map(endpoint -> HttpUrl.get(endpoint.toString()))
            .orElseGet(() -> siteUrl(trigger.site()));
    return new Account(
        base.newBuilder().addPathSegments("api/v1/query").build(),
        trigger.apiKey(),
        trigger.appKey());
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

  String host() {
    return queryUrl.host();
  }

  @Override
  public String toString() {
    return "Account[" + queryUrl + "]";
  }
}
