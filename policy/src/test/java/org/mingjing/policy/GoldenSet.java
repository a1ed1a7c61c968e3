package org.mingjing.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A policy as it was kept, the grants as they were kept, and what was decided on them: a folder
 * with {@code documents.zip} (canonical JSON by file name), {@code grants.ndjson}, {@code
 * decisions.ndjson.gz} and {@code set.txt}, which names the digests. Written once, never changed.
 */
final class GoldenSet {

  static final Path ROOT = TestPolicies.RESOURCES.resolve("golden");
  private static final String DOCUMENTS = "documents.zip";
  private static final String GRANTS = "grants.ndjson";
  private static final String DECISIONS = "decisions.ndjson.gz";
  private static final String FACTS = "set.txt";
  private static final String INPUTS = ",\"inputs\":";

  private final Path folder;

  private GoldenSet(Path folder) {
    this.folder = folder;
  }

  static List<GoldenSet> all() {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.filter(Files::isDirectory).sorted().map(GoldenSet::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Decides what golden decisions are made of and keeps it.
   *
   * @param root the folder of all sets
   * @throws FileAlreadyExistsException if there is a set of that name: none is ever written again
   */
  static GoldenSet add(Path root, String name, LoadResult.Loaded loaded) throws IOException {
    Path folder = root.resolve(name);
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(
          folder + " exists, and golden decisions are never written anew; choose another name");
    }
    List<String> lines =
        GoldenQuestions.of(loaded.policy(), loaded.grants()).stream()
            .map(input -> line(input, input.decide(loaded.policy(), loaded.grants())))
            .toList();
    Files.createDirectories(folder);
    writeDocuments(folder.resolve(DOCUMENTS), loaded.policy().documents());
    Files.write(
        folder.resolve(GRANTS),
        loaded.grants().stream()
            .map(grant -> CanonicalJson.text(KeptGrants.canonical(grant)))
            .toList());
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(DECISIONS)))) {
      out.write(joined(lines));
    }
    Files.write(
        folder.resolve(FACTS),
        facts(loaded.policy(), GrantSet.of(loaded.policy(), loaded.grants()).digest(), lines));
    return new GoldenSet(folder);
  }

  private static byte[] joined(List<String> lines) {
    return lines.stream()
        .map(line -> line + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void writeDocuments(Path file, Map<String, byte[]> documents) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> document : new TreeMap<>(documents).entrySet()) {
        ZipEntry entry = new ZipEntry(document.getKey());
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(document.getValue());
      }
    }
  }

  private static List<String> facts(Policy policy, String grants, List<String> lines) {
    return List.of(
        "policy " + policy.digest(),
        "grants " + grants,
        "version " + policy.version(),
        "decisions " + lines.size() + " " + CanonicalJson.digest(joined(lines)));
  }

  /** What was decided first, so that the inputs end the line. */
  static String line(GoldenInput input, Decision decision) {
    return CanonicalJson.text(
        CanonicalJson.canonical(
            "{\"decision\":" + GoldenDecision.json(decision) + INPUTS + input.json() + "}"));
  }

  static GoldenInput input(String line) {
    int inputs = line.lastIndexOf(INPUTS) + INPUTS.length();
    return GoldenInput.parse(line.substring(inputs, line.length() - 1));
  }

  /** The policy, from what was kept of it. */
  Policy policy() {
    Map<String, byte[]> documents = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(folder.resolve(DOCUMENTS)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        documents.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Policy.ofDocuments(documents);
  }

  List<Grant> grants() {
    try {
      return KeptGrants.load(
          Files.readAllLines(folder.resolve(GRANTS)).stream()
              .map(line -> line.getBytes(StandardCharsets.UTF_8))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One decision a line. */
  List<String> lines() {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(DECISIONS)));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was written down beside the set. */
  List<String> facts() {
    try {
      return Files.readAllLines(folder.resolve(FACTS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands there now, to be compared with {@link #facts()}. */
  List<String> found() {
    Policy policy = policy();
    return facts(policy, GrantSet.of(policy, grants()).digest(), lines());
  }

  @Override
  public String toString() {
    return String.valueOf(folder.getFileName());
  }
}
