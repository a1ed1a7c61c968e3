package org.mingjing.exchange.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import org.mingjing.exchange.crypto.Sm2;
import org.mingjing.exchange.identity.SecretFile;
import org.mingjing.exchange.operations.Unavailable;
import org.mingjing.policy.bundle.Algorithm;
import org.mingjing.policy.bundle.PolicyBundle;
import org.mingjing.policy.bundle.SigningKey;
import org.mingjing.policy.bundle.VerifyingKey;

/** Bundles and their keys in files: of a key, FILE holds the private half, FILE.pub the other. */
final class BundleFiles {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private BundleFiles() {}

  /** A public key. */
  static VerifyingKey verifying(Path file) throws IOException {
    demand(file);
    return VerifyingKey.ofPem(Files.readString(file), Sm2::provider);
  }

  /** A private key, whose public half lies beside it. */
  static SigningKey signing(Path file) throws IOException {
    demand(file);
    return SigningKey.ofPem(Files.readString(file), verifying(half(file)));
  }

  private static Path half(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  /**
   * Makes a key in two new files, of which its owner alone may read the private one.
   *
   * @return its public half
   */
  static VerifyingKey make(Path file, Algorithm algorithm, SecureRandom random) throws IOException {
    for (Path one : new Path[] {file, half(file)}) {
      if (Files.exists(one)) {
        throw new Unavailable(
            one + " exists already: keys are not overwritten", one + " 已存在：不会覆盖密钥");
      }
    }
    KeyPair pair =
        switch (algorithm) {
          case ED25519 -> ed25519(random);
          case SM2 -> Sm2.generate(random);
        };
    SecretFile.write(file.toAbsolutePath(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    Files.writeString(half(file), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    return verifying(half(file));
  }

  private static KeyPair ed25519(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(label, LINES.encodeToString(der), label);
  }

  static byte[] bundle(Path file) throws IOException {
    demand(file);
    return Files.size(file) > PolicyBundle.MAX_BYTES
        ? new byte[PolicyBundle.MAX_BYTES + 1] // refused as too large, unread
        : Files.readAllBytes(file);
  }

  /** Writes a bundle whole or not at all, since a node may be reading it. */
  static void write(Path file, byte[] bundle) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, bundle);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void demand(Path file) {
    if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
      throw new Unavailable("there is no file " + file + " to read", "没有可读的文件 " + file);
    }
  }
}
