package org.mingjing.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mingjing.exchange.operations.DemoNode;

/**
 * One node in this process for all tests that leave it as they found it; started when first asked
 * for.
 */
final class SharedNode implements ParameterResolver {

  /** The node, and what it has written to standard error so far. */
  record Running(DemoNode node, Installation installation, StandardError said)
      implements AutoCloseable {
    static Running start() {
      StandardError said = StandardError.capture();
      System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
      Map<String, String> settings = Map.of("mingjing.source-timeout", "3s");
      settings.forEach(System::setProperty);
      try {
        DemoNode node =
            DemoNode.start(
                new DemoNode.Plan(
                    Surroundings.home(),
                    Surroundings.fresh("shared"),
                    0,
                    Surroundings.POPULATION,
                    ExchangeApplication.class),
                new SecureRandom());
        return new Running(node, new Installation(node.data().root()), said);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        settings.keySet().forEach(System::clearProperty);
      }
    }

    CallingSystem system(String id) {
      return CallingSystem.of(installation, id);
    }

    /** Makes a department misbehave; mode {@code none} mends it. */
    void fault(String department, String mode, int millis) {
      String url = node.departments().ready().path("http").asString("");
      String body =
          "{\"department\":\"%s\",\"mode\":\"%s\",\"millis\":%d}"
              .formatted(department, mode, millis);
      Reply reply = CallingSystem.at(url).post("/_fault", body.getBytes(StandardCharsets.UTF_8));
      if (reply.status() / 100 != 2) {
        throw new IllegalStateException("no fault: " + reply);
      }
    }

    /** The entries that an action adds to the log. */
    List<StoredEntry> added(Runnable action) throws SQLException {
      long before = StoredEntry.count(installation);
      action.run();
      return StoredEntry.from(installation, before);
    }

    @Override
    public void close() {
      node.close();
      said.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Running.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Running.class, type -> Running.start(), Running.class);
  }
}
