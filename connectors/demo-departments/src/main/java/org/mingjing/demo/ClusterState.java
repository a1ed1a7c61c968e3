package org.mingjing.demo;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What must be remembered between two starts: the random passwords, and which population is loaded.
 * It lives in {@code cluster.properties}, mode 0600.
 */
final class ClusterState {
  private static final String LOADED = "loaded";
  private final Path file;
  private final Properties properties;

  private ClusterState(Path file, Properties properties) {
    this.file = file;
    this.properties = properties;
  }

  /** The state that the folder holds, if it is one that an earlier start finished. */
  static Optional<ClusterState> read(Path data) throws IOException {
    Path file = file(data);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(file)));
    return Optional.of(new ClusterState(file, properties));
  }

  /** A new state with a password for each role, kept before anything uses it. */
  static ClusterState create(Path data, Set<String> roles, RandomGenerator random)
      throws IOException {
    Properties properties = new Properties();
    for (String role : roles) {
      byte[] secret = new byte[24];
      random.nextBytes(secret);
      properties.setProperty("password." + role, Base64.getUrlEncoder().encodeToString(secret));
    }
    ClusterState state = new ClusterState(file(data), properties);
    state.write();
    return state;
  }

  String password(String role) {
    return Optional.ofNullable(properties.getProperty("password." + role))
        .orElseThrow(() -> new IllegalStateException("no password of role " + role));
  }

  boolean holds(DemoSettings settings) {
    return population(settings).equals(properties.getProperty(LOADED));
  }

  void loaded(DemoSettings settings) throws IOException {
    properties.setProperty(LOADED, population(settings));
    write();
  }

  private static String population(DemoSettings settings) {
    return SyntheticPeople.GENERATION + "/" + settings.persons() + "/" + settings.organisations();
  }

  private static Path file(Path data) {
    return data.resolve("cluster.properties");
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : properties.stringPropertyNames()) {
      text.append(name).append('=').append(properties.getProperty(name)).append('\n');
    }
    PrivateFile.write(file, text.toString());
  }
}
