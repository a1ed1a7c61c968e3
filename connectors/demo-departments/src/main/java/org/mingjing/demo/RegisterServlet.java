package org.mingjing.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers questions about one register, unless a fault is in force. */
final class RegisterServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RegisterServlet.class);
  private static final JsonFactory JSON = new JsonFactory();
  private final transient Register register;
  private final transient DataSource source;
  private final transient Faults faults;

  RegisterServlet(Register register, DataSource source, Faults faults) {
    this.register = register;
    this.source = source;
    this.faults = faults;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    logTold(request);
    Fault fault = faults.of(register.department());
    try {
      Question question = Question.read(request.getInputStream(), register);
      if (fault.mode() == Fault.Mode.NONE) {
        send(response, answer(question));
      } else {
        new FaultyAnswer(register.key(), fault).give(request, response, () -> answer(question));
      }
    } catch (BadQuestion e) {
      LOG.debug("bad question: {}", e.getMessage());
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    } catch (SQLException e) {
      LOG.warn("register {} cannot be read", register.key(), e);
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  static void send(HttpServletResponse response, byte[] body) throws IOException {
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private byte[] answer(Question question) throws SQLException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
      json.writeStartObject();
      json.writeName("records");
      json.writeStartArray();
      register.write(source, question, json);
      json.writeEndArray();
      json.writeEndObject();
    }
    return body.toByteArray();
  }

  private static void logTold(HttpServletRequest request) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "asked for call {} by {} for {} under {}",
          request.getHeader("Mingjing-Call-Id"),
          request.getHeader("Mingjing-Requester"),
          request.getHeader("Mingjing-Purpose"),
          request.getHeader("Mingjing-Grant"));
    }
  }
}
