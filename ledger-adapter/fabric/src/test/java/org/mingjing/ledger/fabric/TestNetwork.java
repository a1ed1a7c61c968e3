package org.mingjing.ledger.fabric;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperledger.fabric.client.identity.Identities;
import org.mingjing.ledger.TestLog;

/** Two organisations, their peers, and the gateway of one of them on loopback, with TLS. */
final class TestNetwork implements AutoCloseable {
  static final String CHANNEL = "exchange";
  static final String CHAINCODE = "notary";
  static final String OURS = "DataBureauMSP";
  static final String OTHERS = "AuditOfficeMSP";

  /** Short, so that what is lost is given up soon. */
  static final Limits LIMITS =
      new Limits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(250));

  static final Patience PATIENCE = new Patience(4, Duration.ofMillis(5), Duration.ofMillis(20));

  final TestAuthority ours = new TestAuthority("data-bureau.example");
  final TestAuthority others = new TestAuthority("audit-office.example");
  final TestChannel channel = new TestChannel();
  final Faults faults = new Faults();
  final MemorySubmissions submissions = new MemorySubmissions();
  final TestPeer ourPeer = new TestPeer(OURS, channel, ours.issue("peer0", "peer"));
  final TestPeer otherPeer = new TestPeer(OTHERS, channel, others.issue("peer0", "peer"));
  private final TestAuthority.Identity tls = ours.issue("peer0", "peer");
  private final TestAuthority.Identity client = ours.issue("exchange", "client");
  private final AtomicLong calls = new AtomicLong();
  private int port;
  private volatile Server server;

  TestNetwork() {
    server = start();
    port = server.getPort();
  }

  private Server start() {
    try {
      var credentials =
          TlsServerCredentials.create(
              pem(Identities.toPemString(tls.certificate())),
              pem(Identities.toPemString(tls.key())));
      return NettyServerBuilder.forAddress(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials)
          .intercept(counting())
          .addService(new TestGateway(channel, List.of(ourPeer, otherPeer), faults, this::kill))
          .build()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerInterceptor counting() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        calls.incrementAndGet();
        return next.startCall(call, headers);
      }
    };
  }

  /** Calls that reached the gateway so far. */
  long calls() {
    return calls.get();
  }

  private static InputStream pem(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends the gateway; all calls that are under way fail. */
  void kill() {
    server.shutdownNow();
  }

  /** Starts the gateway again if it was killed. */
  void revive() {
    if (server.isShutdown()) {
      try {
        server.awaitTermination(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      server = start();
    }
  }

  FabricSettings settings() {
    return new FabricSettings(
        CHANNEL,
        CHAINCODE,
        OURS,
        client.certificate(),
        client.key(),
        "127.0.0.1:" + port,
        ours.certificate(),
        Map.of(OURS, ours.certificate(), OTHERS, others.certificate()),
        LIMITS,
        1_000);
  }

  TestAuthority.Identity client() {
    return client;
  }

  FabricLedger ledger(ClientInterceptor... interceptors) {
    return ledger(settings(), interceptors);
  }

  FabricLedger ledger(Submissions kept) {
    return new FabricLedger(Connected.to(settings()), settings(), TestLog.ORIGIN, kept, PATIENCE);
  }

  /** One that gives up a lost transaction after so long. */
  FabricLedger ledger(Duration commitStatus, ClientInterceptor... interceptors) {
    return ledger(
        settings()
            .with(new Limits(LIMITS.evaluate(), LIMITS.endorse(), LIMITS.submit(), commitStatus)),
        interceptors);
  }

  FabricLedger ledger(FabricSettings settings, ClientInterceptor... interceptors) {
    ManagedChannel connection = Connected.to(settings, interceptors);
    return new FabricLedger(connection, settings, TestLog.ORIGIN, submissions, PATIENCE);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
