package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.AccountName;
import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.trigger.DatadogQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import okhttp3.Request;

/**
 * Builds {@code GET /api/v1/query}: the window in seconds, the queries joined by commas, and the
 * keys in headers only.
 */
final class QueryRequests {

  private QueryRequests() {}

  /**
   * Builds a request.
   *
   * @param account the address and the keys, whose suppliers are called here
   * @param name the account's name, for the listener
   * @param queries at least one, all of one age and offset
   * @param now the time from which the offset goes back
   * @return the request
   * @throws InvalidTriggerException if a key does not fit into a header
   * @throws TransportException if a key is not available
   */
  static Request build(Account account, String name, List<DatadogQuery> queries, Instant now) {
    DatadogQuery first = queries.get(0);
    for (DatadogQuery query : queries) {
      if (!query.age().equals(first.age())
          || !query.timeWindowOffset().equals(first.timeWindowOffset())) {
        throw new IllegalArgumentException("queries: their windows differ");
      }
    }
    long to = now.getEpochSecond() - first.timeWindowOffset().toSeconds();
    StringJoiner text = new StringJoiner(",");
    queries.forEach(query -> text.add(query.text()));
    Request.Builder request =
        new Request.Builder()
            .url(
                account
                    .queryUrl()
                    .newBuilder()
                    .addQueryParameter("from", Long.toString(to - first.age().toSeconds()))
                    .addQueryParameter("to", Long.toString(to))
                    .addEncodedQueryParameter("query", escape(text.toString()))
                    .build())
            .header("Accept", "application/json")
            .header("User-Agent", HttpClients.USER_AGENT)
            .tag(AccountName.class, new AccountName(name));
    KeyHeaders.add(request, account);
    return request.build();
  }

  /**
   * Returns the length of a text in the URL, as the Cluster Agent counts it: {@code
   * len(url.QueryEscape(text))}.
   *
   * @param text a query
   * @return the number of characters
   */
  static int escapedLength(String text) {
    return escape(text).length();
  }

  /**
   * Returns how many queries a text adds to a request.
   *
   * @param query a text, which may hold several
   * @return at least 1, even if they can't be counted
   */
  static int count(DatadogQuery query) {
    return Math.max(1, query.topLevelQueries());
  }

  /** Returns how many queries these texts add to a request. */
  static int count(List<DatadogQuery> queries) {
    int count = 0;
    for (DatadogQuery query : queries) {
      count += count(query);
    }
    return count;
  }

  // Go's escaping instead of OkHttp's: the count matches what is sent, and a space takes one
  // character instead of three.
  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }
}
