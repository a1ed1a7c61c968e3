package org.mingjing.notary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.crypto.Ed25519Key;

/**
 * Prints the verifier key of a log, for the list of logs: {@code LogKey ORIGIN FILE}, with the
 * log's private key in the file, which is made if there is none. For a network on one machine; a
 * real log tells its key itself.
 */
public final class LogKey {
  private LogKey() {}

  /**
   * Prints the key.
   *
   * @throws IOException if the file cannot be used
   */
  public static void main(String[] args) throws IOException {
    System.out.println(verifierKey(args[0], Path.of(args[1])));
  }

  static String verifierKey(String origin, Path file) throws IOException {
    if (!Files.exists(file)) {
      Ed25519Key.generate(new SecureRandom()).store(file);
    }
    return new NoteSigner(origin, Ed25519Key.load(file)).verifierKey();
  }
}
