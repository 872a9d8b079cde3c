package io.github.scaler4j.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.tls.HeldCertificate;

/**
 * Datadog's API over HTTP and a Cluster Agent over TLS, as cheap as possible: one thread, and
 * precomputed answers. Over TLS it speaks HTTP/2 or HTTP/1.1, as the client chooses.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A client that has gone is not a fault.
final class Server {

  private static final int POINTS = 20;
  private static final int LONGEST = 1 << 16;
  private static final byte[] LIST = Payloads.agentList();

  private final EventLoopGroup thread =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
  private final Map<Integer, byte[]> answers = new ConcurrentHashMap<>();
  private final long latencyMillis;
  private final Channel plain;
  private final Channel tls;

  Server(long latencyMillis) throws Exception {
    this.latencyMillis = latencyMillis;
    SslContext context = tlsContext();
    plain = listen(channel -> addHttp1(channel));
    tls =
        listen(
            channel ->
                channel.pipeline().addLast(context.newHandler(channel.alloc()), new Negotiation()));
  }

  int plainPort() {
    return ((InetSocketAddress) plain.localAddress()).getPort();
  }

  int tlsPort() {
    return ((InetSocketAddress) tls.localAddress()).getPort();
  }

  String certificatePem() {
    return certificate.certificatePem();
  }

  private Channel listen(Consumer<Channel> connected) throws InterruptedException {
    return new ServerBootstrap()
        .group(thread)
        .channel(NioServerSocketChannel.class)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                connected.accept(channel);
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .sync()
        .channel();
  }

  private SslContext tlsContext() throws Exception {
    return SslContextBuilder.forServer(
            certificate.keyPair().getPrivate(), certificate.certificate())
        .sslProvider(SslProvider.JDK)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2,
                ApplicationProtocolNames.HTTP_1_1))
        .build();
  }

  private void addHttp1(Channel channel) {
    HttpDecoderConfig config = new HttpDecoderConfig().setMaxInitialLineLength(LONGEST);
    channel.pipeline().addLast(new HttpRequestDecoder(config), new Http1());
  }

  private byte[] answerTo(String uri) {
    int query = uri.indexOf("query=");
    int queries = query < 0 ? 0 : uri.substring(query).split(",|%2C", -1).length;
    return answers.computeIfAbsent(queries, Server::answer);
  }

  private static byte[] answer(int queries) {
    byte[] body = queries == 0 ? LIST : Payloads.series(queries, POINTS);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + "X-RateLimit-Limit: 1000000000\r\nX-RateLimit-Period: 3600\r\n"
            + "X-RateLimit-Remaining: 999999999\r\nX-RateLimit-Reset: 3600\r\n"
            + ("Content-Length: " + body.length + "\r\n\r\n");
    byte[] answer = Arrays.copyOf(head.getBytes(ISO_8859_1), head.length() + body.length);
    System.arraycopy(body, 0, answer, head.length(), body.length);
    return answer;
  }

  private final class Negotiation extends ApplicationProtocolNegotiationHandler {
    Negotiation() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        context.pipeline().addLast(Http2FrameCodecBuilder.forServer().build(), new Http2());
      } else {
        addHttp1(context.channel());
      }
    }
  }

  private final class Http1 extends SimpleChannelInboundHandler<HttpObject> {
    private byte[] answer = {};

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof HttpRequest request) {
        answer = answerTo(request.uri());
      }
      if (part instanceof LastHttpContent) {
        if (latencyMillis == 0) {
          write(context);
        } else {
          context.executor().schedule(() -> write(context), latencyMillis, TimeUnit.MILLISECONDS);
        }
      }
    }

    private void write(ChannelHandlerContext context) {
      context.writeAndFlush(Unpooled.wrappedBuffer(answer), context.voidPromise());
    }
  }

  private static final class Http2 extends SimpleChannelInboundHandler<Http2StreamFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
      if (frame instanceof Http2HeadersFrame request && request.isEndStream()) {
        var headers =
            new DefaultHttp2Headers().status("200").add("content-type", "application/json");
        context.write(new DefaultHttp2HeadersFrame(headers).stream(request.stream()));
        context.writeAndFlush(
            new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(LIST), true).stream(request.stream()));
      }
    }
  }
}
