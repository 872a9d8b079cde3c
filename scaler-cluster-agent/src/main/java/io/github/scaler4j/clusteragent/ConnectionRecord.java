package io.github.scaler4j.clusteragent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.util.List;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Records how one call got its connection.
 *
 * <p>Written on the call's threads, on several at once if a host has several addresses. May be read
 * at any time.
 */
final class ConnectionRecord extends EventListener implements ChainObserver {

  /** The agent's certificate, whether it was trusted or not. */
  record Shown(X509Certificate certificate, String protocol) {}

  private volatile boolean begun;
  private volatile boolean established;
  private volatile @Nullable List<InetAddress> addresses;
  private volatile @Nullable Proxy proxy;
  private volatile @Nullable InetSocketAddress connected;
  private volatile @Nullable Thread securing;
  private volatile @Nullable Shown shown;

  /** Returns whether a connection was attempted; otherwise the call used an open one. */
  boolean begun() {
    return begun;
  }

  /** Returns whether a connection was established, including TLS. */
  boolean isEstablished() {
    return established;
  }

  /** Returns the host's addresses, or null if there are none. */
  @Nullable List<InetAddress> addresses() {
    return addresses;
  }

  /** Returns the proxy that was used, or null if there was none. */
  @Nullable Proxy proxy() {
    return proxy;
  }

  /** Returns the address that took the connection, or null if none did. */
  @Nullable InetSocketAddress connected() {
    return connected;
  }

  /** Returns whether an address accepted the connection, even if the next steps have not ended. */
  boolean isReached() {
    return connected != null || securing != null || shown != null;
  }

  /** Returns the certificate that was shown last, or null if none was. */
  @Nullable Shown shown() {
    return shown;
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    begun = true;
  }

  @Override
  public void dnsEnd(Call call, String domainName, List<InetAddress> found) {
    addresses = List.copyOf(found);
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy by) {
    begun = true;
    if (by.type() != Proxy.Type.DIRECT) {
      proxy = by;
    } else if (addresses == null && address.getAddress() != null) {
      // An IP address needs no name resolution.
      addresses = List.of(address.getAddress());
    }
  }

  @Override
  public void secureConnectStart(Call call) {
    securing = Thread.currentThread();
  }

  @Override
  public void onChain(X509Certificate[] chain, String protocol) {
    shown = new Shown(chain[0], protocol);
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    if (handshake != null
        && !handshake.peerCertificates().isEmpty()
        && handshake.peerCertificates().get(0) instanceof X509Certificate certificate) {
      shown = new Shown(certificate, handshake.tlsVersion().javaName());
    }
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress address, Proxy by, @Nullable Protocol protocol) {
    connected = address;
    established = true;
  }

  @Override
  public void connectFailed(
      Call call,
      InetSocketAddress address,
      Proxy by,
      @Nullable Protocol protocol,
      IOException failure) {
    // Attempts at the host's other addresses end on other threads.
    if (Thread.currentThread().equals(securing)) {
      connected = address;
    }
  }
}
