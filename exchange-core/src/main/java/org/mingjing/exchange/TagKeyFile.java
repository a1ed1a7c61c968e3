package org.mingjing.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.mingjing.exchange.evidence.SubjectTags;
import org.mingjing.exchange.evidence.SubjectTags.TagKey;
import org.mingjing.exchange.identity.SecretFile;

/**
 * The tag keys of a node: one a line in Base64, the newest first. A key's id, which stands in
 * entries, is the start of its SHA-256, so that entries made under different keys can be told
 * apart.
 */
public final class TagKeyFile {
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;

  private TagKeyFile() {}

  /**
   * Puts a new key before those in the file, which is made if it is not there.
   *
   * @return how many keys it holds then
   * @throws IOException also when what is in it are no keys
   */
  public static int rotate(Path file, SecureRandom random) throws IOException {
    List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
    for (String line : lines) {
      key(file, line.strip());
    }
    byte[] secret = new byte[KEY_BYTES];
    random.nextBytes(secret);
    lines.addFirst(Base64.getEncoder().encodeToString(secret));
    SecretFile.write(file, String.join("\n", lines) + "\n");
    return lines.size();
  }

  static SubjectTags load(Path file) throws IOException {
    List<TagKey> keys = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      keys.add(key(file, line.strip()));
    }
    return new SubjectTags(keys);
  }

  private static TagKey key(Path file, String line) throws IOException {
    try {
      byte[] secret = Base64.getDecoder().decode(line);
      if (secret.length == KEY_BYTES) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret);
        return new TagKey(HexFormat.of().formatHex(digest, 0, ID_BYTES), secret);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " must hold 32 bytes in Base64 on each line", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    throw new IOException(file + " must hold 32 bytes in Base64 on each line");
  }
}
