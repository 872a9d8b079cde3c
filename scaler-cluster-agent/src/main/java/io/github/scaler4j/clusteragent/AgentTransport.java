package io.github.scaler4j.clusteragent;

import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Supplies the HTTP calls of reads. */
interface AgentTransport extends AutoCloseable {

  /**
   * Returns the call factory of reads with these settings.
   *
   * @throws IllegalArgumentException if the settings' CA can't be read
   */
  Call.Factory calls(ConnectionSettings settings);

  /**
   * Returns a call factory that the record observes and whose connections are not shared, if
   * possible.
   *
   * @throws IllegalArgumentException if the settings' CA can't be read
   */
  Call.Factory observedCalls(ConnectionSettings settings, ConnectionRecord record);

  /** Returns whether calls with these settings accept any certificate. */
  boolean acceptsAnyCertificate(ConnectionSettings settings);

  /**
   * Returns whether these calls report their {@link RequestProgress} and share connections, so that
   * requests can wait for one.
   */
  boolean reportsProgress();

  @Override
  void close();

  /** Uses the caller's HTTP client, which checks certificates itself. */
  static AgentTransport of(Call.Factory calls) {
    return new AgentTransport() {
      @Override
      public Call.Factory calls(ConnectionSettings settings) {
        return calls;
      }

      @Override
      public Call.Factory observedCalls(ConnectionSettings settings, ConnectionRecord record) {
        return request -> observed(calls, request, record);
      }

      @Override
      public boolean acceptsAnyCertificate(ConnectionSettings settings) {
        return false;
      }

      @Override
      public boolean reportsProgress() {
        return false;
      }

      @Override
      public void close() {
        // The caller closes its own client.
      }
    };
  }

  private static Call observed(Call.Factory calls, Request request, ConnectionRecord record) {
    Call call = calls.newCall(request);
    try {
      call.addEventListener(record);
      return call;
    } catch (IncompatibleClassChangeError e) {
      // OkHttp has the method since 5.4, and so have other implementations of Call. Until then only
      // a client's listener can be replaced; otherwise the report lacks the connection's steps.
      return calls instanceof OkHttpClient client
          ? client.newBuilder().eventListener(record).build().newCall(request)
          : call;
    }
  }
}
