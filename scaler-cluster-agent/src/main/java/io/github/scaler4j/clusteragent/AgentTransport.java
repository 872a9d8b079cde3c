package io.github.scaler4j.clusteragent;

import okhttp3.Call;

/** Where the HTTP calls of reads come from. */
interface AgentTransport extends AutoCloseable {

  /**
   * Returns what makes the calls of reads with these settings.
   *
   * @throws IllegalArgumentException if the settings' CA can't be read
   */
  Call.Factory calls(ConnectionSettings settings);

  /**
   * Returns what makes calls that share no connection where that is possible, and that the record
   * observes.
   *
   * @throws IllegalArgumentException if the settings' CA can't be read
   */
  Call.Factory observedCalls(ConnectionSettings settings, ConnectionRecord record);

  /**
   * Tells whether these calls report their {@link RequestProgress}, and share connections that can
   * be waited for.
   */
  boolean reportsProgress();

  @Override
  void close();

  /** Takes calls from an HTTP client of the caller's, which judges certificates itself. */
  static AgentTransport of(Call.Factory calls) {
    return new AgentTransport() {
      @Override
      public Call.Factory calls(ConnectionSettings settings) {
        return calls;
      }

      @Override
      public Call.Factory observedCalls(ConnectionSettings settings, ConnectionRecord record) {
        return request -> {
          Call call = calls.newCall(request);
          call.addEventListener(record);
          return call;
        };
      }

      @Override
      public boolean reportsProgress() {
        return false;
      }

      @Override
      public void close() {
        // What the caller made, the caller closes.
      }
    };
  }
}
