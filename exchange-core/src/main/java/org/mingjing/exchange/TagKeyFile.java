package org.mingjing.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.mingjing.exchange.evidence.SubjectTags;
import org.mingjing.exchange.evidence.SubjectTags.TagKey;
import org.mingjing.exchange.operations.DataFolder;

/**
 * The tag keys of a node: one a line, {@code id base64}, the newest first. Made at the first start.
 */
final class TagKeyFile {
  private static final int KEY_BYTES = 32;

  private TagKeyFile() {}

  static SubjectTags load(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      byte[] secret = new byte[KEY_BYTES];
      random.nextBytes(secret);
      DataFolder.writeOwnerOnly(file, "t1 " + Base64.getEncoder().encodeToString(secret) + "\n");
    }
    List<TagKey> keys = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      List<String> parts = List.of(line.strip().split(" "));
      byte[] secret = parts.size() == 2 ? Base64.getDecoder().decode(parts.get(1)) : new byte[0];
      if (secret.length != KEY_BYTES) {
        throw new IOException(file + " must hold lines of an id and 32 bytes in Base64");
      }
      keys.add(new TagKey(parts.getFirst(), secret));
    }
    return new SubjectTags(keys);
  }
}
