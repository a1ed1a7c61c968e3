package org.mingjing.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** {@code POST /_fault}: makes a department misbehave from now on, or stop doing so. */
final class FaultServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(FaultServlet.class);
  private static final JsonFactory JSON = new JsonFactory();
  private final transient Faults faults;

  FaultServlet(Faults faults) {
    this.faults = faults;
  }

  private record Order(String department, String mode, int millis) {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(status(request));
  }

  private int status(HttpServletRequest request) throws IOException {
    try {
      Order order = read(request.getInputStream());
      Optional<DepartmentDatabase> department =
          Departments.ALL.stream()
              .filter(database -> database.name().equals(order.department()))
              .findFirst();
      Optional<Fault.Mode> mode = Fault.Mode.of(order.mode());
      if (department.isEmpty() || mode.isEmpty()) {
        return HttpServletResponse.SC_BAD_REQUEST;
      }
      faults.set(department.get(), new Fault(mode.get(), order.millis()));
      return HttpServletResponse.SC_NO_CONTENT;
    } catch (JacksonException e) {
      return HttpServletResponse.SC_BAD_REQUEST;
    } catch (SQLException e) {
      LOG.warn("the fault could not be put in force", e);
      return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
  }

  private static Order read(InputStream body) {
    String department = "";
    String mode = "";
    int millis = 100;
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String member = parser.currentName();
        parser.nextToken();
        switch (member) {
          case "department" -> department = parser.getString();
          case "mode" -> mode = parser.getString();
          case "millis" -> millis = parser.getIntValue();
          default -> parser.skipChildren();
        }
      }
    }
    return new Order(department, mode, Math.clamp(millis, 0, 600_000));
  }
}
