package io.github.scaler4j.datadogapi;

import okhttp3.HttpUrl;

/**
 * An API address and its keys. Triggers of one account share requests and budget.
 *
 * @param queryUrl the address of {@code /api/v1/query}, without parameters
 * @param apiKey the API key
 * @param appKey the application key
 */
record Account(HttpUrl queryUrl, Credential apiKey, Credential appKey) {

  String host() {
    return queryUrl.host();
  }

  /** Whether a request runs the caller's code to get a key. */
  boolean runsCallersCode() {
    return apiKey.runsCallersCode() || appKey.runsCallersCode();
  }

  /**
   * Returns this account with its current keys; may run the caller's code.
   *
   * @throws io.github.scaler4j.error.TransportException if a key is not available
   */
  Account withKeys() {
    return new Account(
        queryUrl,
        new Credential.Text(apiKey.ask("apiKey")),
        new Credential.Text(appKey.ask("appKey")));
  }

  @Override
  public String toString() {
    return "Account[" + queryUrl + "]";
  }
}
