package io.github.scaler4j.datadogapi;

import io.github.scaler4j.trigger.SecretSupplier;
import okhttp3.HttpUrl;

/**
 * Where requests go and in whose name: what shares an account shares requests and budget.
 *
 * @param queryUrl the address of {@code /api/v1/query}, without parameters
 * @param apiKey the API key
 * @param appKey the application key
 */
record Account(HttpUrl queryUrl, SecretSupplier apiKey, SecretSupplier appKey) {

  String host() {
    return queryUrl.host();
  }

  @Override
  public String toString() {
    return "Account[" + queryUrl + "]";
  }
}
