package org.mingjing.ledger.fabric;

import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.identity.Identities;

/** The connection to a peer, with TLS. */
final class Connected {
  /** Peers refuse clients that ask more often than once a minute whether they are alive. */
  private static final long ALIVE_SECONDS = 120;

  private static final long CLOSE_SECONDS = 5;

  private Connected() {}

  /** Connects when it is first used, and again whenever it has to. */
  static ManagedChannel to(FabricSettings settings, ClientInterceptor... interceptors) {
    byte[] authority =
        Identities.toPemString(settings.tlsCertificate()).getBytes(StandardCharsets.UTF_8);
    try {
      var credentials =
          TlsChannelCredentials.newBuilder()
              .trustManager(new ByteArrayInputStream(authority))
              .build();
      return Grpc.newChannelBuilder(settings.peer(), credentials)
          .keepAliveTime(ALIVE_SECONDS, TimeUnit.SECONDS)
          .intercept(interceptors)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  static void close(ManagedChannel channel) {
    channel.shutdownNow();
    try {
      channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
